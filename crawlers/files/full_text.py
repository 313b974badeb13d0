"""The plan behind a short notice: blocks of a release taken from its attachments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from crawlers.files.reading import AttachmentText
from crawlers.page import Page
from crawlers.text.spaces import squeezed
from warehouse.models import Attachment, Block

_SHORT_NOTICE = 1_500
"""Characters of a body below which its text is looked for in the attachments."""
_NOT_THE_PLAN = re.compile(
    r"解读|图解|一图读懂|回执|(?:编制|起草|修订)(?:情况)?说明|联系人|联系方式|模板|样表"
    r"|(?:申请|申报|登记|报名|反馈|意见|推荐|承诺|备案|填报|自查)(?:表|书)"
)
_HEAD = 3
"""Blocks of a file among which its title stands."""
_MOST_OF_SHEETS = 20_000
"""Characters above which a workbook is data to look things up in, not a text to read."""
_LONGEST_TITLE = 60
_TELLING = 15
"""Characters of a block that are hardly the same by chance."""
_LEAST_NEW = 0.3
"""Share of a file that must be new: plans come as DOCX and once more as PDF."""


def with_attachments(page: Page, read: Mapping[str, AttachmentText]) -> Page:
    """The page with what was read of its files, by their address; a short notice is followed by its plan's blocks."""
    files = tuple(_told(file, read.get(file.url)) for file in page.attachments)
    added = _added(page, [read[file.url] for file in files if _is_plan(file, read)]) if is_short(page) else ()
    if not added:
        return page.model_copy(update={"attachments": files})
    return page.model_copy(update={"attachments": files, "blocks": page.blocks + added, "body_source": "attachment"})


def is_short(page: Page) -> bool:
    """Whether the page says too little to be the plan itself."""
    return sum(_size(block) for block in page.blocks) < _SHORT_NOTICE


def _told(file: Attachment, text: AttachmentText | None) -> Attachment:
    if text is None:
        return file
    told = {"state": text.state, "reason": text.reason, "sha256": text.sha256, "size": text.size}
    return file.model_copy(update=told | {"media_type": text.media_type})


def _is_plan(file: Attachment, read: Mapping[str, AttachmentText]) -> bool:
    """Whether it is what the notice brings, by its name and its head; forms to fill in and comments are not."""
    if file.state != "read":
        return False
    blocks = read[file.url].blocks
    head = " ".join(block.text for block in blocks[:_HEAD] if len(block.text) < _LONGEST_TITLE)
    is_data = file.media_type in ("xls", "xlsx") and sum(map(_size, blocks)) > _MOST_OF_SHEETS
    return not is_data and not _NOT_THE_PLAN.search(f"{file.name} {head}")


def _added(page: Page, files: Iterable[AttachmentText]) -> tuple[Block, ...]:
    """What the files tell that neither the page nor a file before them has told."""
    told = {_key(block) for block in page.blocks}
    added: list[Block] = []
    for file in files:
        new = [block for block in file.blocks if len(_key(block)) < _TELLING or _key(block) not in told]
        if sum(map(_size, new)) >= _LEAST_NEW * sum(map(_size, file.blocks)):
            added += new
            told |= {_key(block) for block in new}
    return tuple(added)


def _key(block: Block) -> str:
    return squeezed(block.marker + block.plain)


def _size(block: Block) -> int:
    return len(block.marker) + len(block.plain)
