"""Measurements against real material."""
