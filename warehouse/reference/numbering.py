"""Numbering of Chinese papers as a Japanese page writes it; what both countries write alike stays as it is."""

from __future__ import annotations

import re

LABELS = {"附件": "別添", "附表": "付表", "附图": "付図", "附录": "付録", "专栏": "コラム"}
"""What stands before a number, or alone."""
_LABEL = re.compile("|".join(LABELS))
_PART = re.compile(r"(第[一二三四五六七八九十百零〇\d]+)(部分|节|编)")
_PARTS = {"部分": "部", "节": "節", "编": "編"}
_FIRSTLY = re.compile(r"([一二三四五六七八九十]+)是$")


def japanese_marker(marker: str) -> str:
    """附件1： as 別添1：, 第二节 as 第二節, 一是 as 第一に、; the number itself is never touched."""
    said = _PART.sub(lambda m: m[1] + _PARTS[m[2]], _LABEL.sub(lambda m: LABELS[m[0]], marker))
    return _FIRSTLY.sub(r"第\1に、", said)
