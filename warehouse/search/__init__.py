"""Finds documents by words in Chinese or Japanese, or by their 文号, and shows the sentence."""

from __future__ import annotations

from warehouse.search.index import build as build
from warehouse.search.ranking import Hit as Hit
from warehouse.search.ranking import search as search
