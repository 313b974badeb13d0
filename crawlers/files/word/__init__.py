"""Word files, new (DOCX) and old (DOC, RTF): their paragraphs, numbering and tables."""
