"""Copies what the sample month rendered into this folder and takes the pictures that README shows."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
MONTH = "2026-10"
EDITIONS = (
    "kitakyushu.txt",
    "kitakyushu.html",
    "kitakyushu.docx",
    "kitakyushu.pdf",
    "kitakyushu.xlsx",
    "common.txt",
    "common.html",
    "common.en.txt",
)
REVIEWED = "津样政发〔2026〕9012号"
"""The plan whose translation came by a review file."""
MACHINE = "邯样政字〔2026〕9014号"
"""The plan that stays as the offline engine leaves it."""
LAYOUTS = (("ja", ".html"), ("side", ".html"), ("ja", ".docx"), ("ja", ".txt"))
"""Of each plan: what is kept here."""
PICTURES = {
    "common.html": (860, 1400, "header"),
    "key-plan.ja.html": (1000, 1300, "body"),
    "key-plan-machine.side.html": (1100, 1000, ".heads"),
}
"""Width, height, and what stands at the top."""


def main(data: Path) -> None:
    """Copy from a data folder in which the sample has run."""
    for name in EDITIONS:
        shutil.copyfile(data / MONTH / "editions" / name, HERE / name)
    for number, name in ((REVIEWED, "key-plan"), (MACHINE, "key-plan-machine")):
        page = next(path for path in sorted(data.glob("plans/*/ja.html")) if number in path.read_text(encoding="utf-8"))
        for layout, suffix in LAYOUTS:
            shutil.copyfile(page.with_name(layout + suffix), HERE / f"{name}.{layout}{suffix}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (width, height, top) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto((HERE / name).resolve().as_uri())
            page.evaluate("top => document.querySelector(top)?.scrollIntoView()", top)
            page.screenshot(path=HERE / Path(name).with_suffix(".png"))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
