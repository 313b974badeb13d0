"""From an address to a source file: what stands there, whose it is, and the YAML that says so."""
