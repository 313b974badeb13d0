"""Says which system packages the tests of this folder need and are not there."""

from __future__ import annotations

import shutil
import subprocess
import sys

PROGRAMS = {
    "chromium": "chromium",
    "docker-compose": "docker-compose",
    "soffice": "libreoffice-writer libreoffice-calc",
}
"""Debian's names of the packages by program."""
JAPANESE_FONT = "Noto Sans CJK JP"


def missing() -> list[str]:
    """Debian's names of what is not installed."""
    lacking = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    return lacking if _has_font(JAPANESE_FONT) else [*lacking, "fonts-noto-cjk"]


def _has_font(family: str) -> bool:
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=ja", "family"], capture_output=True, text=True, check=True).stdout
    return family in listed


def main(words: list[str]) -> int:
    """Print what to install; 1 when something is missing."""
    lacking = missing()
    if "--packages" in words:
        print(" ".join(lacking))
        return 0
    if lacking:
        print(f"The system tests need: apt-get install {' '.join(lacking)}", file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
