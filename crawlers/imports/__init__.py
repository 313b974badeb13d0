"""The import lane: saved pages, files and texts that an editor or partner drops into a folder."""
