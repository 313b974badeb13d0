"""Asking a network engine for translations: sparingly, within limits, and without believing it."""
