"""A server of portals that misbehave, each in its own way."""
