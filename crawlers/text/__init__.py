"""From bytes to what a reader sees: characters, trees, lines, tables, days."""
