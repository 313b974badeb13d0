"""Pages that are drawn (PDF, OFD): from where words and rules stand to the lines and tables that a reader sees."""
