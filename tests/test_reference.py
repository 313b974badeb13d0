"""The shared facts agree with each other, whoever adds a row."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest

from warehouse import reference

# Simplified forms that are also rare Japanese characters, so that the character set alone does not tell.
SIMPLIFIED_YET_ENCODABLE = frozenset("气广厂业东车术务达发检测环护")


def test_parents_of_places_exist_and_lead_to_the_country() -> None:
    assert {place.parent for place in reference.places().values()} <= {*reference.places(), ""}
    assert {list(reference.ancestors(code))[-1].code for code in reference.places()} == {"100000"}


def test_places_are_all_areas_down_to_prefectures_and_the_special_zones() -> None:
    by_level = Counter(place.level for place in reference.places().values())
    assert by_level == {"country": 1, "province": 31, "city": 334, "county": 5}
    zones = {reference.places()[code].short_zh for code in ("133100", "130181", "130682", "419001", "610403", "610581")}
    assert zones == {"雄安", "辛集", "定州", "济源", "杨凌", "韩城"}


def test_short_names_are_told_apart() -> None:
    names = Counter(place.short_zh for place in reference.places().values())
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("code", "ja", "en"),
    [
        ("210100", "瀋陽市", "Shenyang"),
        ("350200", "アモイ市", "Xiamen"),
        ("150100", "フフホト市", "Hohhot"),
        ("650100", "ウルムチ市", "Urumqi"),
        ("230000", "黒竜江省", "Heilongjiang Province"),
        ("370100", "済南市", "Jinan"),
        ("411100", "漯河市", "Luohe"),
        ("140400", "長治市", "Changzhi"),
        ("610100", "西安市", "Xi'an"),
        ("610000", "陝西省", "Shaanxi Province"),
    ],
)
def test_places_bear_the_names_used_in_japan(code: str, ja: str, en: str) -> None:
    place = reference.places()[code]
    assert (place.ja, place.en) == (ja, en)


def test_regions_name_known_places_in_ordered_spans() -> None:
    for region in reference.regions().values():
        assert {code for m in region.memberships for code in m.places} <= set(reference.places()), region.id
        for earlier, later in zip(region.memberships, region.memberships[1:], strict=False):
            assert earlier.until is not None, region.id
            assert earlier.until < later.since, region.id


@pytest.mark.parametrize(
    ("region", "on", "count"),
    [
        ("2+26", date(2023, 11, 29), 28),
        ("2+26", date(2023, 11, 30), 0),
        ("2+36", date(2023, 11, 30), 42),
        ("jjj_around", date(2020, 1, 1), 32),
        ("jjj_around", date(2026, 9, 1), 42),
        ("yrd", date(2020, 1, 1), 41),
        ("yrd", date(2026, 9, 1), 31),
        ("fenwei", date(2026, 9, 1), 15),
        ("prd", date(2026, 9, 1), 9),
        ("voc_16", date(2026, 9, 1), 16),
    ],
)
def test_membership_is_dated(region: str, on: date, count: int) -> None:
    assert len(reference.regions()[region].members(on)) == count


def test_four_cities_of_shanxi_moved_to_fenwei_in_2023() -> None:
    moved = {"140100", "140300", "140400", "140500"}
    before, after = date(2023, 11, 29), date(2023, 11, 30)
    regions = reference.regions()
    assert moved <= regions["2+26"].members(before) - regions["fenwei"].members(before)
    assert moved <= regions["fenwei"].members(after) - regions["2+36"].members(after)


def test_no_city_is_in_two_key_regions_of_the_plan_in_force() -> None:
    regions = reference.regions()
    members = Counter(code for name in ("2+36", "yrd", "fenwei") for code in regions[name].members(date(2026, 9, 1)))
    assert max(members.values()) == 1


def test_partnerships_join_known_sides_and_themes() -> None:
    for pair in reference.partnerships():
        assert pair.municipality in {*reference.municipalities(), ""}, pair.id
        assert pair.place in reference.places(), pair.id
        assert set(pair.themes) <= set(reference.themes()), pair.id
        assert pair.until is None or pair.since <= pair.until, pair.id
        assert pair.sources, pair.id


def test_eleven_municipalities_have_sixteen_pairs() -> None:
    pairs = [pair for pair in reference.partnerships() if pair.municipality]
    assert len(pairs) == 16
    assert {pair.municipality for pair in pairs} == set(reference.municipalities())
    assert len(reference.municipalities()) == 11
    assert reference.partner_places("kitakyushu") == ("310000", "420100", "130400", "120000", "130200", "210200")


def test_municipalities_stand_in_the_order_of_their_codes() -> None:
    codes = [m.code for m in reference.municipalities().values()]
    assert codes == sorted(codes)


def test_ids_and_terms_are_unique() -> None:
    assert repeated(pair.id for pair in reference.partnerships()) == []
    assert repeated(term.zh for term in reference.glossary()) == []


def test_glossary_repeats_no_place() -> None:
    names = {name for place in reference.places().values() for name in (place.zh, place.short_zh)}
    assert names & {term.zh for term in reference.glossary()} == set()


def test_a_preferred_term_is_never_a_forbidden_one() -> None:
    for term in reference.glossary():
        assert term.ja not in {*term.variants, *term.forbidden}, term.zh
        assert not set(term.variants) & set(term.forbidden), term.zh


def test_japanese_is_written_in_japanese_characters() -> None:
    wrong = [(text, char) for text in japanese() for char in text if not is_japanese(char)]
    assert wrong == []


def japanese() -> Iterable[str]:
    yield from (place.ja for place in reference.places().values())
    yield from (region.ja for region in reference.regions().values())
    yield from (label.ja for label in [*reference.themes().values(), *reference.kinds().values()])
    yield from (form for term in reference.glossary() for form in (term.ja, *term.variants, *term.forbidden))


def is_japanese(char: str) -> bool:
    try:
        char.encode("euc_jis_2004")
    except UnicodeEncodeError:
        return False
    return char not in SIMPLIFIED_YET_ENCODABLE


def repeated(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
