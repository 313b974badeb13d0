"""Files that are text as they lie: plain text, saved pages."""
