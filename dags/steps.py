"""What joins the stages: one plain function a joint, reading records, calling a stage, writing records."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crawlers import registry
from crawlers.crawling.commands import FAILED
from crawlers.fetching.settings import Limits, run_seconds
from crawlers.imports.report import LANE
from crawlers.results import READ_WHOLE
from dags import crawls, engine, guards, memory
from digests import build, formats, lead, plans
from digests.by_name import FormatUnavailable
from digests.plans import passages, wishes
from digests.plans.sheet import sheet
from nlp.analysis import analyse
from nlp.assess import assess
from nlp.translation import chain, engines, segments
from nlp.translation.normalise import text_id
from warehouse import publish as publishing
from warehouse.models import Coverage, Edition, Entry, Language, Record, Release, Segment, Source, Translation
from warehouse.store import Store

log = logging.getLogger("aozora")
LANGUAGES: tuple[Language, ...] = ("ja", "en")


class CrawlFailed(Exception):
    """A source could not be read; the text says which, why, and where the log is."""


def data() -> Path:
    """The folder everything lands in."""
    return Path(os.environ.get("AOZORA_DATA", "data"))


def folder(month: str, *parts: str) -> Path:
    """A folder of a month, made if it is not there."""
    path = data().joinpath(month, *parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def store() -> Store:
    """The pipeline's own database."""
    data().mkdir(parents=True, exist_ok=True)
    return Store(data() / "warehouse.duckdb")


def write(path: Path, records: Iterable[Record]) -> None:
    """Replace a JSON Lines file whole, or leave the old one."""
    draft = path.with_name(path.name + ".part")
    with draft.open("w", encoding="utf-8") as file:
        file.writelines(record.model_dump_json() + "\n" for record in records)
    draft.replace(path)


# ---------------------------------------------------------------- crawl and store


def until() -> str:
    """The moment up to which a run that begins now may begin to read a source.

    Raises BadSetting, EngineSettingError.
    """
    Limits.of(os.environ)  # what no crawl could use is said once, and at once
    engines.configured("ja")  # the same of the engine
    return (datetime.now(UTC) + timedelta(seconds=run_seconds(os.environ))).isoformat(timespec="seconds")


def sources(month: str, collection: str, until: str = "") -> list[str]:
    """Ids of the sources to read: none for a month that is approved, for it is closed. Raises CollectionsMixed."""
    guards.unmixed(data(), collection)
    if approved(month):
        log.info("%s is approved and closed: nothing is read again", month)
        return []
    known = declared(collection)
    crawls.announce(
        crawls.Asked(month, collection, name, until, _log(month, name)) for name in crawls.spread(known.values())
    )
    return sorted(known)


def declared(collection: str) -> dict[str, Source]:
    """The sources of a collection; `import` has none of its own, its pages are brought by hand."""
    return registry.load("sample" if collection == "sample" else "live") if collection != "import" else {}


def told_of(month: str, collection: str) -> dict[str, Source]:
    """The sources that a month's editions speak of: the collection's, and the import lane where it brought pages."""
    imported = (folder(month, "coverage") / f"{LANE.id}.json").exists()
    return declared(collection) | ({LANE.id: LANE} if imported else {})


def crawl(month: str, collection: str, source: str, until: str = "") -> None:
    """Read one source in a process of its own; its coverage record says what came of it. Raises CrawlFailed."""
    asked = crawls.Asked(month, collection, source, until, _log(month, source))
    code = crawls.status(asked)
    if code not in (0, FAILED):
        _coverage_file(month, source).unlink(missing_ok=True)
    read = _coverage(month, source)
    log.info("%s crawled %s: %s, %s releases %s", month, source, read.state, read.releases, read.reason)
    if code:
        raise CrawlFailed(f"{source}: {read.state}, {read.reason} (log: {asked.log})")


def _log(month: str, source: str) -> Path:
    return folder(month, "logs") / f"{source}.log"


def _coverage(month: str, source: str) -> Coverage:
    """What the crawl wrote of itself; a crawl that died without a word is an error."""
    path = _coverage_file(month, source)
    if path.exists():
        return Coverage.model_validate_json(path.read_text(encoding="utf-8"))
    reason = f"the crawl ended without a word; its log ends with {_last_line(_log(month, source))!r}"
    return Coverage(source_id=source, month=month, state="error", reason=reason)


def _last_line(path: Path) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n") if path.exists() else []
    return next((line for line in reversed(lines) if line.strip()), "")


def _coverage_file(month: str, source: str) -> Path:
    return folder(month, "coverage") / f"{source}.json"


def load(month: str, collection: str) -> None:
    """Save the month's releases and coverage; a crawl that died without a word is written down as an error.

    Raises CollectionsMixed.
    """
    guards.unmixed(data(), collection)
    if approved(month):
        return
    releases = [r for path in sorted(folder(month, "releases").glob("*.jsonl")) for r in read(Release, path)]
    named = sorted(told_of(month, collection))
    coverage = [_coverage(month, source) for source in named]
    with store() as warehouse:
        warehouse.save(told_of(month, collection).values(), month)
        warehouse.save(coverage, month)
        saved = warehouse.save(releases, month)
    log.info("%s stored: %s releases (%s)", month, len(releases), saved)


def read(model: type[Any], path: Path) -> list[Any]:
    """The records of a JSON Lines file; none when there is no file."""
    if not path.exists():
        return []
    return [model.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


# ---------------------------------------------------------------- understand and translate


def understand(month: str) -> None:
    """Analyse what this run saw first, and judge it beside all that came before."""
    if approved(month):
        return
    with store() as warehouse:
        releases, known = warehouse.releases(month), warehouse.covered_sources(month)
    fresh = [(release, analyse(release)) for release in releases]
    first = frozenset(release.source_id for release in releases) - known - {LANE.id}
    with store() as warehouse:
        assessments = assess(month, fresh, warehouse.judged(month), first)
    analyses = [analysis for _, analysis in fresh]
    write(folder(month) / "analyses.jsonl", analyses)
    write(folder(month) / "assessments.jsonl", assessments)
    with store() as warehouse:
        warehouse.save(analyses, month)
        warehouse.save(assessments, month)
    on_air = sum(a.relevance != "not" for a in analyses)
    log.info("%s understood: %s releases, %s on air", month, len(releases), on_air)


def translate(month: str) -> None:
    """Translate what the editions will say, and ask for key plans and translate them whole; reviewed pairs come first.

    Raises EngineSettingError.
    """
    if approved(month):
        return
    with store() as warehouse:
        warehouse.save(memory.reviewed(reviews()), month)
        entries = warehouse.entries(month)
        warehouse.save(wishes.of_month(month, entries, warehouse.plan_requests()), month)
    whole = {entry.id: segments.segment(entry.release, entry.analysis, whole=True) for entry in key_plans(entries)}
    wanted = {lang: _wanted(lang, entries, whole) for lang in LANGUAGES}
    with store() as warehouse:
        known = {lang: memory.needed(warehouse, lang, (text for text, *_ in wanted[lang])) for lang in LANGUAGES}
    asked = engine.Engine(data(), folder(month))
    sample = bool(entries) and all(entry.release.is_sample for entry in entries)
    made = [t for lang in LANGUAGES for t in translated(wanted[lang], asked.chain(lang, known[lang]), sample)]
    asked.tell(made)
    pieces = [segment for plan_segments in whole.values() for segment in plan_segments]
    write(folder(month) / "translations.jsonl", made)
    with store() as warehouse:
        warehouse.save(pieces, month)
        warehouse.save(made, month)
    log.info("%s translated: %s texts", month, len(made))


def reviews() -> list[Path]:
    """Folders of review files: the editors' own, and the sample's when the sample is what runs."""
    sample = Path(registry.__file__).parent / "sample" / "review"
    return [data() / "review", *([sample] if os.environ.get("AOZORA_SAMPLE_PROXY") else [])]


def _wanted(lang: Language, entries: Sequence[Entry], whole: dict[str, list[Segment]]) -> list[chain.Passage]:
    """Every text once, with what stands around it where it stands in a plan."""
    plans = list(_passages(entries, whole)) if lang == "ja" else []
    around = {text_id(passage.text): passage.around for passage in plans}
    by_text: dict[str, chain.Passage] = {}
    for text, kind in (item for entry in entries for item in lead.texts(entry)):
        passage = chain.Passage(text, kind, around.get(text_id(text), segments.NOWHERE))
        by_text.setdefault(text_id(text), passage)
    for passage in plans:
        by_text.setdefault(text_id(passage.text), passage)
    return list(by_text.values())


def translated(wanted: Sequence[chain.Passage], translator: chain.Chain, sample: bool) -> list[Translation]:
    """One translation a text; what comes of a sample is marked so."""
    made = translator.translate(wanted)
    return [t if t.state == "reviewed" else t.model_copy(update={"is_sample": sample}) for t in made]


def _passages(entries: Sequence[Entry], whole: dict[str, list[Segment]]) -> Iterator[chain.Passage]:
    """The texts of the key plans, each with what stands around it."""
    for entry in entries:
        yield from passages_of(entry.release, whole.get(entry.id, []))


def passages_of(release: Release, pieces: Sequence[Segment]) -> Iterator[chain.Passage]:
    """The texts of one document, each with what stands around it."""
    for piece, around in zip(pieces, segments.contexts(release, pieces), strict=True):
        yield chain.Passage(piece.text, piece.kind, around)


def key_plans(entries: Iterable[Entry]) -> list[Entry]:
    """Entries that are translated in full."""
    return [entry for entry in entries if entry.assessment.key_plan]


def entries_of(warehouse: Store, month: str) -> list[Entry]:
    """The month's entries, each with the translations that an edition may show."""
    entries = warehouse.entries(month)
    ids = {text_id(text) for entry in entries for text, _ in lead.texts(entry)}
    known = {lang: _shown(warehouse, lang, ids) for lang in LANGUAGES}
    return [entry.model_copy(update={"translations": _translations_of(entry, known)}) for entry in entries]


def _shown(warehouse: Store, lang: Language, text_ids: Iterable[str]) -> dict[str, Translation]:
    """What readers may be shown of these texts, by text id."""
    return {key: chain.shown(found) for key, found in warehouse.translations(lang, text_ids).items()}


def _translations_of(entry: Entry, known: dict[Language, dict[str, Translation]]) -> tuple[Translation, ...]:
    ids = {text_id(text): text for text, _ in lead.texts(entry)}
    return tuple(
        known[lang][key].model_copy(update={"source": text})
        for lang in LANGUAGES
        for key, text in ids.items()
        if key in known[lang]
    )


# ---------------------------------------------------------------- tell


def draft(month: str, collection: str) -> str:
    """Render every edition and every key plan; returns what the approver is asked to look at."""
    if approved(month):
        return f"{month} is approved and closed."
    with store() as warehouse:
        entries, coverage = entries_of(warehouse, month), warehouse.coverage(month)
        whole, known = in_full(warehouse, entries)
    shares = {entry.assessment.document_id: passages.shares(pieces, known) for entry, pieces in whole}
    editions = build.editions(month, entries, coverage, told_of(month, collection), passages=shares)
    drawn, lacking = _drawn(editions)
    for path in set(folder(month, "editions").iterdir()) - drawn.keys():
        path.unlink()  # of an earlier draft: what lies here is what is approved
    for path, page in drawn.items():
        path.write_bytes(page)
    for entry, pieces in whole:
        draft_plan(entry, pieces, known)
    log.info("%s drafted: %s editions, %s key plans", month, len(editions), len(whole))
    return "\n".join([_approver_sees(month, entries, coverage, editions), *lacking])


def _drawn(editions: Sequence[Edition]) -> tuple[dict[Path, bytes], list[str]]:
    """The editions in every format that can be made here, by path, and what of the others the approver is told."""
    drawn: dict[Path, bytes] = {}
    lacking = []
    for name in formats.names():
        try:
            drawn |= {edition_path(edition, name): formats.render(edition, name) for edition in editions}
        except FormatUnavailable as error:
            log.warning("editions without %s: %s", formats.suffix(name), error)
            lacking.append(f"- No {formats.suffix(name)} files: {error}")
    return drawn, lacking


def edition_path(edition: Edition, name: str) -> Path:
    """Where an edition stands in a format."""
    language = "" if edition.lang == "ja" else f".{edition.lang}"
    return folder(edition.month, "editions") / f"{edition.municipality}{language}{formats.suffix(name)}"


def in_full(
    warehouse: Store, entries: Iterable[Entry]
) -> tuple[list[tuple[Entry, list[Segment]]], dict[str, Translation]]:
    """The key plans among the entries with their passages, and the Japanese that may be shown of them."""
    whole = [(entry, warehouse.segments(entry.release.version_id)) for entry in key_plans(entries)]
    texts = {text_id(text) for entry, _ in whole for text, _ in lead.texts(entry)}
    return whole, _shown(warehouse, "ja", texts | {piece.text_id for _, pieces in whole for piece in pieces})


def draft_plan(entry: Entry, pieces: Sequence[Segment], known: dict[str, Translation]) -> None:
    """Render a full translation in every form."""
    place = data() / "plans" / entry.assessment.document_id
    place.mkdir(parents=True, exist_ok=True)
    for name, page in plans.files(sheet(entry.release, entry.analysis, pieces, known)).items():
        (place / name).write_bytes(page)


def _approver_sees(
    month: str, entries: Sequence[Entry], coverage: Sequence[Coverage], editions: Sequence[Edition]
) -> str:
    whole = sum(c.state in READ_WHOLE for c in coverage)
    lost = [f"- {line}" for c in coverage for line in remarks(c)]
    read = f"{whole} of {len(coverage)} sources read"
    head = f"**{month}**: {len(entries)} items, {len(editions)} editions, {read}."
    return "\n".join([head, f"Drafts: `{data() / month / 'editions'}`.", *engine.told(folder(month)), *lost])


def remarks(found: Coverage) -> Iterator[str]:
    """What operator and editor should know of a source: why it was not read, what is odd, which numbers are missing."""
    if found.state != "ok":
        yield f"{found.source_id}: {found.state}, {found.reason}"
    yield from (f"{found.source_id}: set aside, {page}" for page in found.quarantined)
    yield from (f"{found.source_id}: {warning}" for warning in found.warnings)
    if found.unseen_numbers:
        yield f"{found.source_id}: not seen, {', '.join(found.unseen_numbers)}"


def approved(month: str) -> bool:
    """Whether the month's editions have been approved; they are frozen then."""
    path = data() / "warehouse.duckdb"
    if not path.exists():
        return False
    with Store(path, read_only=True) as warehouse:
        return warehouse.approval(month) is not None


def freeze(month: str, answer: dict[str, Any]) -> None:
    """Write down who approved what, to the byte."""
    by = answer.get("responded_by_user") or {}
    when = answer["responded_at"]
    place = folder(month, "editions")
    frozen = []
    for path in sorted(place.glob("*.json")):
        edition = Edition.model_validate_json(path.read_bytes())
        files = [path for name in formats.names() if (path := edition_path(edition, name)).exists()]
        frozen.append((edition, {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files}))
    with store() as warehouse:
        at = when if isinstance(when, datetime) else datetime.fromisoformat(when)
        warehouse.approve(month, approver(by.get("name", "")), at, frozen)
    log.info("%s approved: %s editions frozen", month, len(frozen))


def approver(name: str) -> str:
    """Who answered; the sample's answer is given by the run itself and says so."""
    return "sample run (no person)" if os.environ.get("AOZORA_SAMPLE_PROXY") else name or "unnamed"


def publish(month: str) -> None:
    """Swap in the analysts' read-only copy."""
    publishing.publish(data() / "warehouse.duckdb", data() / "published")
    log.info("%s published: %s", month, data() / "published" / "aozora.duckdb")
