"""One module a protocol, named as our engine for it."""
