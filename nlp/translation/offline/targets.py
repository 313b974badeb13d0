"""Goals, clause by clause: by when, what, compared with when, by or to how much; nothing else passes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from nlp.translation.offline.acts import act
from nlp.translation.offline.clauses import AREA, Clause, Q, alternatives, base, has, in_counter, restored, subject
from nlp.translation.offline.goals import goal
from nlp.translation.offline.headings import split_marker
from nlp.translation.offline.lexicon import lexicon
from nlp.translation.offline.protect import FIRST, Held, Slot, protect
from nlp.translation.offline.rules import refusals
from nlp.translation.offline.slots import number
from nlp.translation.offline.tables import rules
from nlp.translation.offline.tokens import NotParsedError, refused_pattern

_SEASON = "秋冬季|采暖季|采暖期|供暖期|供暖季|冬季|夏季|全年"
_TIMES = ("year", "period", "date", "month", "monthspan", "years", "quarter")
_ASIDE = re.compile(
    "（(?![省市县区州旗、]+）)(含|不含)?([^（），；。]{1,16})）(?=.)|(?<=标准)（()([^（），；。]{1,16})）"
)
_DURING = re.compile("^[^，；]{1,18}(?:期间|时段)$")
_BEFORE_TIME = "比较与以在自从对从"


def target(text: str) -> str:
    """One or more target clauses in Japanese; a full stop only where the Chinese has one.

    Raises:
        NotParsedError: when any clause follows no known wording.
    """
    marker, text = split_marker(text)
    sentences = [sentence for sentence in re.split("(?<=[。；])", text) if sentence]
    said = [_sentence(sentence) for sentence in sentences]
    between = ["；" if sentence.endswith("；") else "" for sentence in sentences[:-1]] + [""]
    return marker + "".join(part + mark for part, mark in zip(said, between, strict=True))


def figures(text: str) -> str:
    """A target with a figure, where a heading or a name would be something else.

    Raises:
        NotParsedError: when it has none, or follows no known wording.
    """
    if not has(protect(text), ("quantity", "counted", "size")):
        raise NotParsedError("no quantity", text)
    return target(text)


def statement(text: str) -> str:
    """A sentence of running text: a figure in it may be a report's, so it must be said to be a goal, or no verb said.

    Raises:
        NotParsedError: when it may be either, or follows no known wording.
    """
    said = target(text)
    counted = has(protect(text), ("quantity", "counted"))
    if counted and said.rstrip("。；").endswith("する") and not re.search(rules("targets.yml")["surely_ahead"], text):
        raise NotParsedError("goal or report", text)
    return said


def cell(text: str) -> str:
    """A goal in a cell of a table, without the ending of a sentence: `6%低減`.

    Raises:
        NotParsedError: when it has no figure, or follows no known wording.
    """
    held = protect(text)
    if not has(held, ("quantity",)):
        raise NotParsedError("no quantity", text)
    if len(held.text) == 1:
        return restored(held, held.text)
    clause = goal(held, held.text)
    if clause is None or clause.fact:
        raise NotParsedError("no target wording", text)
    return restored(held, clause.bare())


def _sentence(text: str) -> str:
    body = text.rstrip("。；")
    limits = sorted(rules("targets.yml")["limits"], key=len, reverse=True)
    bare = re.sub("|".join(map(re.escape, limits)), "", body)
    if refused := refused_pattern(bare, refusals()):
        raise NotParsedError("refused construction", refused)
    body = re.sub("^(?:绩效|工作|主要|总体)?目标：", "", body).replace("其中，", "其中")
    held = protect(re.sub("中，(?=[^，]{2,20}(?:占比|比例|比重))", "中", body))
    held.text = _ASIDE.sub(lambda m: held.hold(_aside(held, m)), held.text)
    held.text = _further_item().sub(_as_item, held.text)
    rest, modal = _modal(held.text)
    lead, rest = _lead(held, rest)
    rest, inner = _modal(rest)
    clauses = list(_clauses(held, rest))
    end = "。" if text.endswith("。") else ""
    ahead = bool(modal or inner or re.search(rules("targets.yml")["surely_ahead"], body))
    return restored(held, lead + _joined(clauses, modal or inner, ahead=ahead) + end)


@cache
def _further_item() -> re.Pattern[str]:
    """淘汰货车8000辆，机械1500台: the deed goes on behind the comma."""
    bounds = f"(?:{alternatives('bounds')})?"
    return re.compile(f"((?:{alternatives('deeds')})[^，]*{Q}{bounds})，([^，；]+{Q}{bounds})(?=[，；]|$)")


def _as_item(match: re.Match[str]) -> str:
    verbs = alternatives("reaches", "limits", "changes", "deeds", "bases", "ends")
    words = (lexicon().get(match[2][:size]) for size in (2, 3, 4))
    deed = any(word is not None and word.action is not None for word in words)
    goes_on = not deed and not re.search(f"{verbs}|其中|为|[于到在]", match[2])
    return f"{match[1]}、{match[2]}" if goes_on else match[0]


def _aside(held: Held, match: re.Match[str]) -> Slot:
    """（含电力）, （LDAR） amid a name."""
    zh = match[2] or match[4]
    inner = subject(held, zh.replace("、", "・") if len(zh) == 1 else zh)
    said = {"含": f"{inner}を含む", "不含": f"{inner}を除く"}.get(match[1], inner)
    return Slot("aside", held.show(match[0]), restored(held, f"（{said}）"), "")


def _clauses(held: Held, text: str) -> Iterator[Clause]:
    """Clauses between commas; a time that stands alone belongs to the clause behind it."""
    before = ""
    for part in re.split("[，；]", text):
        lead, rest = _lead(held, part)
        if compared := re.match(f"^(?:与|同|较|比)({Q})(?:年)?相比$", rest):
            before += lead + base(held, f"比{compared[1]}") + "、"
        elif _DURING.match(rest):
            before += lead + subject(held, rest) + "に、"
        elif not rest:
            before += lead
        else:
            first, *more = _clause(held, part)
            yield first.after(before)
            yield from more
            before = ""
    if before:
        raise NotParsedError("time without a clause", held.show(text))


def _joined(clauses: list[Clause], modal: str, *, ahead: bool) -> str:
    if not clauses:
        raise NotParsedError("no clause", "")
    for clause, before in zip(clauses, [None, *clauses], strict=False):
        if AREA in clause.before and (before is None or before.fact or "を" not in before.before):
            raise NotParsedError("nothing measured", clause.before)
    if any(clause.fact for clause in clauses):
        clauses = [_read_as(clause, fact=not ahead) for clause in clauses]
    if modal and clauses[-1].aim[0]:
        raise NotParsedError("two aims", "")
    return "、".join([*(clause.middle() for clause in clauses[:-1]), clauses[-1].last() + modal])


def _read_as(clause: Clause, *, fact: bool) -> Clause:
    """A clause as a report's figure or as a goal, whichever its sentence is.

    Raises:
        NotParsedError: when it can only be the other.
    """
    if clause.fact == fact:
        return clause
    if clause.either is None or (fact and clause.aim[0]):
        raise NotParsedError("figure and target in one sentence", "")
    return replace(clause.either, aim=clause.aim)


def _modal(text: str) -> tuple[str, str]:
    match = re.match(f"^({alternatives('modals')})", text)
    return (text[match.end() :], rules("targets.yml")["modals"][match[1]]) if match else (text, "")


# ---------------------------------------------------------------- by when


def _lead(held: Held, text: str) -> tuple[str, str]:
    """到2027年，: by when."""
    if before := re.match(f"^({_SEASON})前，?", text):
        return f"{subject(held, before[1])}までに、", text[before.end() :]
    if within := re.match(f"^({_SEASON})(?:期间)?(?:，|$)", text):
        return f"{subject(held, within[1])}に、", text[within.end() :]
    if effort := re.match(f"^经过({Q}|[一二三四五六七八九十两]+年)的?努力，?", text):
        years = effort[1] if len(effort[1]) == 1 else f"{number(effort[1][:-1])}年"
        return f"{years}間の努力を経て、", text[effort.end() :]
    match = re.match(f"^(到|至)?({Q})({_SEASON})?(期间|时期|末|时|之前|前)?[，、]?", text)
    slot = held.slot(match[2]) if match else None
    if match is None or slot is None or slot.kind not in _TIMES or re.match("以来|起|以后|至|到", text[match.end() :]):
        return "", text
    rest = text[match.end() :]
    if match[3]:
        season = subject(held, match[3])
        return f"{match[2]}{season}{'までに' if match[4] in ('前', '之前') else 'に'}、", rest
    if match[4] in ("期间", "时期"):
        return f"{match[2]}期間中に、", rest
    return _due(match[2], slot, match[4] or "", bool(match[1])), rest


def _due(char: str, slot: Slot, tail: str, until: bool) -> str:
    if slot.zh.endswith("前"):
        return f"{char}に、"
    if tail in ("前", "之前"):
        return f"{char}までに、"
    if until:
        return f"{char}{'末' if tail == '末' else ''}までに、"
    return f"{char}に、" if not tail else f"{char}末までに、"


def _amid(held: Held, text: str) -> tuple[str, str]:
    """企业于2027年底前完成改造: a time behind its subject is said first."""
    for match in re.finditer(f"(于|到|至)?({Q})(之前|前|末)?", text):
        slot = held.slot(match[2])
        if slot is None or slot.kind not in ("year", "date", "month") or not match.start():
            continue
        before, rest = text[: match.start()], text[match.end() :]
        due = bool(match[1] or match[3]) or slot.zh.endswith("前")
        verb = re.match(f"{alternatives('adverbs', 'reaches', 'limits', 'changes', 'deeds')}", rest)
        if before[-1] in _BEFORE_TIME or ord(before[-1]) >= FIRST or re.match("同期|水平|以来|基础|起|以后", rest):
            continue
        if (due or verb) and rest:
            return _due(match[2], slot, match[3] or "", match[1] in ("到", "至")), before + rest
    return "", text


# ---------------------------------------------------------------- one clause


def _clause(held: Held, text: str) -> list[Clause]:
    aim, text = _aim(text)
    lead, rest = _lead(held, text)
    if aim is None:
        aim, rest = _aim(rest)
    inner = "うち、" if rest.startswith("其中") else ""
    amid, rest = _amid(held, rest.removeprefix("其中")) if not lead else ("", rest.removeprefix("其中"))
    if aim is None and (match := re.search("力争|争取|确保", rest)):
        aim, rest = _aim(match[0] + rest[: match.start()] + rest[match.end() :])
    first, *more = (_items(held, rest) if inner else []) or _said(held, rest)
    if aim and more:
        raise NotParsedError("aim of several clauses", held.show(text))
    first = _read_as(first, fact=False) if aim else first
    return [replace(first.after(lead + amid + inner), aim=aim or ("", "")), *more]


def _items(held: Held, text: str) -> list[Clause]:
    """其中A5万户、B3万户: a number for each, without a verb."""
    parts = [re.match(f"^([^，]+)({Q})$", part) for part in re.split("、|和", text)]
    if not all(parts) or re.search("为|" + alternatives("reaches", "limits", "changes", "deeds"), text):
        return []
    said = [f"{(what := subject(held, part[1]))}を{in_counter(held, part[2], what)}" for part in parts if part]
    return [Clause("、".join(said), "と")]


def _aim(text: str) -> tuple[tuple[str, str] | None, str]:
    """力争 and 确保 at the beginning: the endings they ask for, None without them."""
    match = re.match(f"^({alternatives('aims')})", text)
    if match is None:
        return None, text
    middle, last = rules("targets.yml")["aims"][match[1]]
    return (middle, last), text[match.end() :]


def _said(held: Held, text: str) -> list[Clause]:
    """A figure's wording, or else a deed's.

    Raises:
        NotParsedError: of the figure's wording where it has one.
    """
    failure: NotParsedError | None = None
    try:
        if (figure := goal(held, text)) is not None:
            return [figure]
    except NotParsedError as error:
        failure = error
    try:
        return act(held, text)
    except NotParsedError as error:
        raise failure or error from None
