"""What joins the stages: one plain function a joint, reading records, calling a stage, writing records."""

from dags.steps.approving import DraftOvertaken, approver, freeze, publish
from dags.steps.landing import approved, data, edition_path, folder, read, reviews, store, write
from dags.steps.reading import CrawlFailed, crawl, declared, load, remarks, sources, told_of, until
from dags.steps.showing import NothingPublished, show
from dags.steps.telling import draft, entries_of, in_full, together
from dags.steps.translating import LANGUAGES, key_plans, passages_of, translate, translated
from dags.steps.understanding import understand

__all__ = [
    "LANGUAGES",
    "CrawlFailed",
    "DraftOvertaken",
    "NothingPublished",
    "approved",
    "approver",
    "crawl",
    "data",
    "declared",
    "draft",
    "edition_path",
    "entries_of",
    "folder",
    "freeze",
    "in_full",
    "key_plans",
    "load",
    "passages_of",
    "publish",
    "read",
    "remarks",
    "reviews",
    "show",
    "sources",
    "store",
    "together",
    "told_of",
    "translate",
    "translated",
    "understand",
    "until",
    "write",
]
