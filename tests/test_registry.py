"""Source files: all that we have can be used, and what we do not know is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers import registry

GOOD = """
name_zh: 云州市生态环境局
name_ja: 雲州市生態環境局
place: "420100"
kind: environment
platform: trs_wcm
homepage: http://sthj.yunzhou.example/
listings: [{url: http://sthj.yunzhou.example/tzgg/, lists: 通知公告}]
confidence: sample
"""
BAD = {
    "unknown key": ("delai: 3", "delai"),
    "unknown key of a listing": ("listings: [{url: http://a.example/, page: 2}]", "listings.0.page"),
    "unknown platform": ("platform: wordpress", "platform"),
    "unknown platform of a listing": ("listings: [{url: http://a.example/, platform: x}]", "listings.0.platform"),
    "unknown option": (
        "listings: [{url: http://a.example/, platform: json_search, options: {count: p}}]",
        "listings.0.options.count",
    ),
    "option of another platform": (
        "listings: [{url: http://a.example/, options: {sid: '2'}}]",
        "listings.0.options.sid",
    ),
    "unknown place": ('place: "999999"', "place"),
    "place of another level": ('place: "420000"', "place"),
    "unknown kind": ("kind: bureau", "kind"),
    "no official host": ("listings: [{url: http://a.gov.com/}]", "listings.0.url"),
    "no web address": ("homepage: ftp://a.gov.cn/", "homepage"),
    "unexplained evidence": ("evidence: [HEARSAY]", "evidence"),
    "no listing": ("listings: []", "listings"),
    "another level": ("level: province", "level"),
    "not a number": ("delay: soon", "delay"),
    "not YAML": ("listings: [", "not YAML"),
}


def _file(folder: Path, text: str) -> Path:
    path = folder / "city" / "yunzhou_env.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_path_says_id_and_level(tmp_path: Path) -> None:
    source = registry.read(_file(tmp_path, GOOD))
    assert (source.id, source.level, source.verified) == ("yunzhou_env", "city", False)
    assert list(registry.load_folder(tmp_path)) == ["yunzhou_env"]


@pytest.mark.parametrize(("said", "named"), BAD.values(), ids=BAD.keys())
def test_bad_sources_are_refused_by_file_and_key(tmp_path: Path, said: str, named: str) -> None:
    key = said.partition(":")[0] + ":"
    kept = "\n".join(line for line in GOOD.strip().splitlines() if not line.startswith(key))
    path = _file(tmp_path, f"{kept}\n{said}\n")
    with pytest.raises(registry.BadSource) as refused:
        registry.read(path)
    assert f"{path}: {named}" in str(refused.value)


def test_no_list_is_read_for_two_sources(tmp_path: Path) -> None:
    first = _file(tmp_path, GOOD)
    second = first.with_name("yunzhou_gov.yml")
    second.write_text(GOOD.replace("http://sthj.yunzhou.example/tzgg/", "https://sthj.yunzhou.example/tzgg/"), "utf-8")
    with pytest.raises(registry.BadSource) as refused:
        registry.load_folder(tmp_path)
    assert f"{second}: listings.0.url" in str(refused.value) and "yunzhou_env" in str(refused.value)


def test_unknown_source_is_refused() -> None:
    for name in ("nowhere", "../../warehouse", "*"):
        with pytest.raises(registry.BadSource):
            registry.one("live", name)


def test_samples_are_unmistakable() -> None:
    for source in registry.load("sample").values():
        assert source.confidence == "sample"
        assert all(".example/" in url for url in (source.homepage, *(listing.url for listing in source.listings)))
