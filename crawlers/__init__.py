"""From publishers' sites to releases."""
