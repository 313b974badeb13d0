"""Titles and headings by grammar: exactly as read, or refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nlp.translation.chain import Chain
from nlp.translation.memory import Memory
from nlp.translation.offline.translator import OfflineTranslator
from warehouse.models import SegmentKind

GOLD = Path(__file__).parent / "gold" / "titles_ja.tsv"
ROWS = list(csv.DictReader(GOLD.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=[row["zh"] for row in ROWS])
def test_said_as_read_or_refused(row: dict[str, str]) -> None:
    kind: SegmentKind = "title" if row["kind"] == "title" else "heading"
    (translation,) = Chain("ja", Memory()).translate([(row["zh"], kind)])
    assert (translation.text or "-") == row["ja"]
    assert translation.state == ("untranslated" if row["ja"] == "-" else "template")


def test_what_is_refused_is_glossed_and_says_why() -> None:
    (refused,) = Chain("ja", Memory()).translate([("推动企业加强管理", "heading")])
    assert refused.text is None
    assert "企业（企業）" in refused.gloss
    assert refused.flags[0].startswith("REFUSED:doer of the second verb")


@pytest.mark.parametrize(
    ("zh", "ja"),
    [
        ("市生态环境局", "市生態環境局"),
        ("国家发展改革委", "国家発展改革委員会"),
        ("河北省人民政府办公厅", "河北省人民政府弁公庁"),
        ("中共河南省委 河南省人民政府", "中国共産党河南省委員会・河南省人民政府"),
        ("唐山市丰南区人民政府", "唐山市豊南区人民政府"),
        ("互助土族自治县人民政府", "互助トゥ族自治県人民政府"),
        ("北京市生态环境局等3部门", "北京市生態環境局等3部門"),
        ("呼和浩特市", "フフホト市"),
        ("细颗粒物年均浓度", "微小粒子状物質年平均濃度"),
        ("重度及以上污染天数比率", "重度以上の汚染日数比率"),
        (
            "各省、自治区、直辖市发展改革委、工业和信息化主管部门",
            "各省・自治区・直轄市発展改革委員会・工業・情報化主管部門",
        ),
        ("石家庄、唐山等市人民政府", "石家荘、唐山等の市人民政府"),
        ("各市（含定州、辛集市）人民政府", "各市（定州・辛集市を含む）人民政府"),
        ("每小时数据有效率", "毎時データ有効率"),
        ("淘汰35蒸吨/小时以下燃煤锅炉", "35蒸気トン/時以下の石炭ボイラーの淘汰"),
        ("某某奇怪机关", None),
        ("工业园区", "工業団地"),
        ("家具", "家具"),
        ("建设共享喷涂中心", "共有吹付け塗装センターの建設"),
        ("推动企业加强管理", None),
    ],
)
def test_names(zh: str, ja: str | None) -> None:
    assert OfflineTranslator().outcome(zh, "name").text == ja


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        (
            "国务院关于印发《空气质量持续改善行动计划》的通知",
            "Notice of the State Council on Issuing the “Action Plan for Continuous Improvement of Air Quality”",
        ),
        (
            "大连市人民政府办公室关于印发大连市重污染天气应急预案（2026年修订）的通知",
            "Notice of the General Office of the Dalian Municipal People's Government on Issuing the “Dalian "
            "Heavy Pollution Weather Emergency Response Plan (Revised 2026)”",
        ),
        (
            "忻州市人民政府关于划定禁止使用高排放非道路移动机械区域的通告",
            "Public Notice of the Xinzhou Municipal People's Government on Designating Areas Where the Use of "
            "High-Emission Non-Road Mobile Machinery Is Prohibited",
        ),
        (
            "江苏省打赢蓝天保卫战三年行动计划",
            "Jiangsu Province Three-Year Action Plan for Winning the Battle for Blue Skies",
        ),
        ("《锅炉大气污染物排放标准》解读", "Interpretation of the “Emission Standard of Air Pollutants for Boilers”"),
        (
            "河北省空气质量持续改善2026—2027年行动方案",
            "Hebei Province 2026–2027 Action Plan for Continuous Improvement of Air Quality",
        ),
        ("广东省大气污染防治条例", "Regulations of Guangdong Province on Air Pollution Prevention and Control"),
        ("强化移动源污染防治", "Strengthening Mobile Source Pollution Prevention and Control"),
        ("启动臭氧污染联合应对", "Activating Joint Response to Ozone Pollution"),
        ("推进燃煤锅炉关停整合", "Advancing Closure and Consolidation of Coal-Fired Boilers"),
        ("加强污染源自动监控数据管理", "Strengthening Management of Automatic Monitoring Data of Pollution Sources"),
        ("今年5月全国空气质量显著改善", "Marked Improvement of National Air Quality in May This Year"),
        ("推进敞开液面逸散废气治理", None),
        ("加强“散乱污”管理", "Strengthening “Scattered, Disorderly and Polluting” Management"),
        ("加强“四上”管理", None),
        ("完善重污染天气应对机制", None),
        ("推动企业加强管理", None),
    ],
)
def test_english_titles(zh: str, en: str | None) -> None:
    (translation,) = Chain("en", Memory()).translate([(zh, "title")])
    assert translation.text == en


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("河北省人民政府办公厅", "General Office of the Hebei Provincial People's Government"),
        ("北京市生态环境局等3部门", "3 departments including the Beijing Municipal Ecology and Environment Bureau"),
        ("唐山市丰南区", None),
        ("市人民政府", "Municipal People's Government"),
        ("各县（市、区）人民政府", "People's Governments of all counties (cities, districts)"),
        ("石家庄、唐山等市人民政府", "People's Governments of Shijiazhuang, Tangshan and other cities"),
        ("滨海新区、邯郸经济技术开发区管理委员会", None),
        ("北京市、天津市人民政府", "People's Governments of Beijing and Tianjin"),
    ],
)
def test_english_names(zh: str, en: str | None) -> None:
    assert OfflineTranslator(target="en").outcome(zh, "name").text == en


def test_numbering_stays_as_it_stands() -> None:
    assert OfflineTranslator().translate("（二十一）加强组织领导", "heading").startswith("（二十一）")


def test_hostile_private_characters_are_no_slots() -> None:
    assert OfflineTranslator().outcome("关于印发\ue000的通知", "title").text is None


@pytest.mark.parametrize(
    ("zh", "ja"),
    [
        ("附表 部分城市空气质量改善目标", "付表　一部の都市の大気質改善目標"),
        ("附件1 2026年重点任务分工表", "別添1　2026年重点任務分担表"),
        ("专栏2 VOCs排放标准", "コラム2　VOCs排出基準"),
        ("表1 各市空气质量改善目标", "表1　各市の大気質改善目標"),
        ("附件1", "別添1"),
        ("附件：", "別添"),
    ],
)
def test_a_label_stands_before_what_it_is_called_and_is_no_part_of_it(zh: str, ja: str) -> None:
    assert OfflineTranslator().translate(zh, "heading") == ja
