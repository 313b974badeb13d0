"""How a document stands to one that it names: by the words around the name, by its own title, by the list it is in."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from nlp.reading import Reading
from nlp.titles import about_another, folded, identity, is_draft, staged, without_years
from nlp.vocabulary import load
from warehouse.models import Citation

Relation = Literal["implements", "forwards", "amends", "repeals", "draft_of", "interprets", "cites"]
TITLE = re.compile(r"《((?:[^《》]|《[^《》]{0,160}》){2,160}+)》")
BRACKET = r"[（(](?:[^（）()]|[（(][^（）()]{0,20}[)）]){0,60}+[)）]"
_LISTED = re.compile(rf"《(?:[^《》]|《[^《》]{{0,160}}》){{2,160}}+》(?:{BRACKET})*[、，,；;和及与以]*")
_BRACKETS = re.compile(rf"^(?:\s*{BRACKET}){{1,2}}")
_CLAUSE_END = re.compile(r"[。；;：:，,!！?？]")
_REACH = 300
_AFTER = 120


class _Rule(NamedTuple):
    relation: Relation
    pattern: re.Pattern[str]


class Own:
    """What a release's title tells: which documents it publishes itself, and how it stands to those that it names."""

    def __init__(self, reading: Reading) -> None:
        title = reading.title
        self.text = title.text
        self.titles = set() if "《" in title.text else {identity(title.text)}
        self.cited: list[Citation] = []
        for match in TITLE.finditer(title.text):
            relation = _in_title(title.text, *match.span())
            if relation is None:
                self.titles.add(identity(match[1]))
            else:
                self.cited.append(Citation(title=match[1], relation=relation, quote=title.part(*match.span())))

    def publishes(self, title: str, after: str) -> bool:
        """Whether a document that the body names is the release's own: by its name, or as 现将《…》印发给你们."""
        name = identity(title)
        own = name in self.titles or name in map(without_years, self.titles)
        return own or bool(name in identity(self.text) and re.search(load("citations")["own_after"], after[:60]))

    def relation(self, title: str) -> Relation | None:
        """To a document that the body names, where the release's own title says it without marks."""
        unmarked = "《" not in self.text and identity(title) in folded(self.text)
        if about_another(self.text):
            return "interprets" if unmarked else None
        is_own = staged(title) or unmarked
        return "draft_of" if is_own and is_draft(self.text) else None


def _in_title(title: str, start: int, end: int) -> Relation | None:
    """None for a title that this release publishes itself; news of a publication only cites."""
    if about_another(title):
        return "interprets"
    if is_draft(title):
        return "draft_of"
    if re.match("(?:第[一二三四五六七八九十]+号)?修改单", title[end:]):
        return "amends"
    said = _last_said(title[:start])
    if said not in ("", "cites"):
        return said or None
    published = re.search(load("citations")["published"], title[:start])
    notice = re.search(load("citations")["notice"], title[end:])
    return "cites" if bool(published) != bool(notice) else None


def relation(text: str, start: int, end: int) -> Relation:
    """Of the name at `start` to `end`; all of a list 「根据《A》《B》和《C》」 stand in the relation of the first."""
    lead = _LISTED.sub("", text[max(0, start - _REACH) : start])
    lead = _CLAUSE_END.split(lead)[-1]
    rest = _LISTED.sub("", _BRACKETS.sub("", text[end : end + _AFTER])).lstrip("、，和及与以")
    if re.search(load("citations")["history"], rest):
        return "cites"
    after: Relation | None = next((rule.relation for rule in _rules("after") if rule.pattern.search(rest)), None)
    return after if after in _STRONG else (_last_said(lead) or after or "cites")


_STRONG = ("repeals", "amends", "forwards", "interprets")


def of_list(line: str) -> Relation | None:
    """What a line 「废止下列文件：」 says of all that the list below it names."""
    return next((rule.relation for rule in _rules("lists") if rule.pattern.search(line)), None)


def _last_said(lead: str) -> Relation | Literal[""]:
    """The relation of the last word that tells one."""
    last: tuple[int, Relation | Literal[""]] = (-1, "")
    for rule in _rules("before"):
        for match in rule.pattern.finditer(lead):
            last = max(last, (match.start(), rule.relation))
    return last[1]


@cache
def _rules(where: str) -> tuple[_Rule, ...]:
    return tuple(_Rule(row["relation"], re.compile(row["pattern"])) for row in load("citations")[where])
