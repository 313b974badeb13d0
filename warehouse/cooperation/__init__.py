"""Cooperation between cities: registers of records, needs and know-how, and what answers what; all of it pure."""
