"""From a source and a month to releases and coverage."""
