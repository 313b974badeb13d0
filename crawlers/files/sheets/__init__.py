"""Workbooks, new (XLSX) and old (XLS, ET): their sheets as tables, values as they are shown."""
