"""Keeps what was received in WARC files, and gives it again."""
