"""The plan behind a short notice: blocks of a release taken from its attachments."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crawlers.files.reading import AttachmentText
from crawlers.page import Page
from warehouse.models import Attachment, Block

_SHORT_NOTICE = 1_500
"""Characters of a body below which its text is looked for in the attachments."""
_NOT_THE_PLAN = re.compile(r"解读|图解|回执|申请表|登记表|报名表|联系人")


def with_attachments(page: Page, read: Mapping[str, AttachmentText]) -> Page:
    """The page with what was read of its files, by their address; a short notice is followed by its plan's blocks."""
    files = tuple(_told(file, read.get(file.url)) for file in page.attachments)
    added = tuple(block for file in files if _is_plan(file) for block in read[file.url].blocks)
    if not added or not is_short(page):
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


def _is_plan(file: Attachment) -> bool:
    return file.state == "read" and not _NOT_THE_PLAN.search(file.name)


def _size(block: Block) -> int:
    return len(block.marker) + len(block.plain)
