"""Tests that need a browser, fonts or servers."""
