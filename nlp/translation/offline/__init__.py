"""The engine that needs no network: grammar and terms, and silence where they do not reach."""
