"""Attached files: which ones a page points to, and the text that is in them."""
