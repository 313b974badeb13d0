"""Tries sources on their live sites, for the operator."""
