"""What a title says of the text behind it: the document that a notice carries, its stage, its bare form."""

from __future__ import annotations

import re
import unicodedata

_FOLD = str.maketrans(
    {"〈": "《", "〉": "》", "﹝": "〔", "﹞": "〕", "滬": "沪", "“": '"', "”": '"', "「": '"', "」": '"'}
)
_VERB = r"(?:印发|发布|公布|下发|颁布|实施|执行|批转|转发|公开征求|公开征集|征求|征集|开展|做好|修改|修订|废止|调整)"
_GENRE = r"(?:通知|公告|通告|函|决定|批复|意见|公示|启事|令)"
_INNER = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_CARRIED = re.compile(
    rf"关于{_VERB}+(?:我省|我市|本市|全省|全市)?(.{{4,}}?)(?:公开)?(?:征求意见)?的?{_GENRE}(?:[（(].*[)）])?$"
)
_PUBLISHED = re.compile(
    r"关于(?:印发|发布|公布|下发|颁布)(?:《(.+)》|([^《》]{4,}?))的?(?:通知|公告|通告|函)(?:\(.*\))?$"
)
_STAGE = re.compile(
    r"[（(](?:第.次|再次|二次)?(?:公开)?(?:征求意见稿|征求意见|草案(?:征求意见稿|送审稿|修改稿)?|送审稿|修订草案.{0,8}|报批稿)[)）]|征求意见稿|【[^】]{1,6}】"
)
_SAMPLE = re.compile(r"(?:[（(，,]|【)(?:样例|标本)(?:[)）】]|(?=[，,]))[，,]?")
_ABOUT = re.compile(r"解读|图解|一图|一文|图说|问答|答记者问|答问|新闻发布")
_NUMBER = re.compile(r"[（(\[〔]?[^（()）]{0,12}〔\d{4}〕\d+号[)）\]〕]?")
_SITE = re.compile(
    r"[_|｜—–-]{1,2}[^_|｜—–《》-]{2,24}(?:政府|门户网站|网站|网|[局厅部委办])$|[（(]全文[)）]$|^【[^】]{1,6}】"
)
_LONGEST = 600
_FORWARDED = re.compile(
    r"^(?P<organ>[^《》：:]{0,40}?)(?:关于(?:转发|批转)|(?<=[府厅局委部院办室区县市])(?:转发|批转)|^(?:转发|批转)(?![：:\]】]).*通知)"
)
_EMPTY = re.compile(r"[\s\"'、，,。：:；;·\-—–_《》]+")


def folded(text: str) -> str:
    """NFKC with one form for each kind of bracket and quote, no white space; lengths may change."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(_FOLD))


def unmarked(title: str) -> str:
    """Folded, without the mark that our samples bear in every title."""
    return _SAMPLE.sub("", folded(title))


def without_site(title: str) -> str:
    """Without what a site writes around a title that it takes over: 【政策文件】X, X_抚顺市人民政府, X（全文）."""
    return _SITE.sub("", folded(title)) or title


def carried(title: str) -> str:
    """The document that a notice, draft or interpretation carries: in 《》, or 关于印发…的通知."""
    text = unmarked(title)[:_LONGEST]
    inner = _INNER.search(text)
    if inner:
        return inner[1]
    between = _CARRIED.search(text)
    return between[1] if between else text


def bare(title: str) -> str:
    """The carried document's title without stage words, numbers and punctuation: equal for a draft and its final."""
    text = _NUMBER.sub("", _STAGE.sub("", carried(title)))
    return _EMPTY.sub("", text).lower()


def identity(title: str) -> str:
    """What names one document: 《印发〈X〉的通知》 is X, but 《实施〈X〉办法》 and 《修改〈X〉的决定》 are no X."""
    text = folded(title)
    published = _PUBLISHED.search(text)
    text = (published[1] or published[2]) if published else text
    return _EMPTY.sub("", _NUMBER.sub("", _STAGE.sub("", text))).lower().removeprefix("中华人民共和国")


def without_years(name: str) -> str:
    """An identity without the years of a plan: 《…计划（2026—2028年）》 is also called 《…计划》."""
    return re.sub(r"\(\d{8}年?\)$", "", name)


def staged(title: str) -> bool:
    """Whether a title bears a mark of its stage: （征求意见稿）, （草案）."""
    return bool(_STAGE.search(folded(title)))


def about_another(title: str) -> bool:
    """Whether the text explains a document instead of being it."""
    return bool(_ABOUT.search(title))


def is_draft(title: str) -> bool:
    """Whether the title says that the text is out for comment."""
    return bool(re.search(r"征求.{0,60}意见|征集.{0,40}意见|意见征集|征求意见稿|草案|送审稿", title))


def forwarder(title: str) -> str | None:
    """The organ that passes another's text on with words of its own, "" where the title does not name it, else None.

    【转发】 of a site is no such thing.
    """
    found = _FORWARDED.search(title)
    return found["organ"] if found else None


def is_correction(title: str) -> bool:
    """Whether the title says that errors of an earlier page are put right."""
    return bool(re.search(r"更正|勘误|订正", title))


def is_revision(title: str) -> bool:
    """Whether the title says that the text is an earlier one, changed."""
    return bool(re.search(r"修订|修正|修改", title))


def years(text: str) -> frozenset[str]:
    """The years that a title names, told from numbers of documents."""
    return frozenset(re.findall(r"(?<!〔)((?:19|20)\d\d)(?!〕)", folded(text)))
