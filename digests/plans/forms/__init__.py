"""The forms of a full translation: one module each, found by its name."""
