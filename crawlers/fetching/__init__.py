"""Asks one site for pages, politely, and says what came back."""
