"""The editor's hour: a month's items go out as one workbook, and what a person decided comes back as records."""
