"""Holds the house's import rule: who may know whom."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STAGES = {"crawlers", "nlp", "warehouse", "digests", "dags"}
SHARED = ("warehouse.models", "warehouse.reference")
MAY_IMPORT = {
    "crawlers": ("crawlers", *SHARED),
    "nlp": ("nlp", *SHARED),
    "warehouse": ("warehouse",),
    "digests": ("digests", *SHARED),
    "dags": ("crawlers", "nlp", "warehouse", "digests", "dags"),
}
NEVER = {
    "crawlers": {"airflow", "duckdb"},
    "nlp": {"airflow", "scrapy", "duckdb"},
    "warehouse": {"airflow"},
    "digests": {"airflow", "duckdb"},
    "dags": {"duckdb"},
}
PURE = [*sorted((ROOT / "warehouse" / "models").glob("*.py")), ROOT / "warehouse" / "reference" / "__init__.py"]


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: say the whole name"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def within(name: str, allowed: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of these or stands below one."""
    return any(name == one or name.startswith(one + ".") for one in allowed)


@pytest.mark.parametrize("folder", sorted(STAGES))
def test_a_stage_imports_only_what_it_may(folder: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, name in imports(path)
        if (name.split(".")[0] in STAGES and not within(name, MAY_IMPORT[folder]))
        or name.split(".")[0] in NEVER[folder]
    ]
    assert not wrong


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(ROOT)))
def test_shared_words_and_facts_know_only_each_other(path: Path) -> None:
    ours = [name for _, name in imports(path) if name.split(".")[0] in STAGES and not within(name, SHARED)]
    assert not ours
    assert "duckdb" not in {name.split(".")[0] for _, name in imports(path)}


def test_nobody_imports_the_dags() -> None:
    others = [path for folder in STAGES - {"dags"} for path in (ROOT / folder).rglob("*.py")]
    assert not [path for path in others if any(name.split(".")[0] == "dags" for _, name in imports(path))]


def test_airflow_stays_where_the_dags_are() -> None:
    outside = [path for folder in STAGES - {"dags"} for path in (ROOT / folder).rglob("*.py")]
    ours = ("cli.py", "*steps.py", "*steps/*.py", "*verbs.py")
    steps = [path for pattern in ours for path in (ROOT / "dags").glob(pattern)]
    for path in [*outside, *steps]:
        assert "airflow" not in {name.split(".")[0] for _, name in imports(path)}, path


def test_the_warehouse_package_is_empty() -> None:
    assert not (ROOT / "warehouse" / "__init__.py").read_text(encoding="utf-8")
