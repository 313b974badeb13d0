"""The days that one run looks at: its month and the weeks before, in which things are published late."""

from __future__ import annotations

import argparse
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
LOOK_BACK = timedelta(days=45)


@dataclass(frozen=True)
class Window:
    """First and last day, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """True for a day of the window."""
        return self.first <= day <= self.last


def of_month(month: str) -> Window:
    """45 days before the month's first day, to its last: the month is the clock."""
    year, number = (int(part) for part in month.split("-"))
    first = date(year, number, 1)
    return Window(first - LOOK_BACK, first.replace(day=monthrange(year, number)[1]))


def run_month(text: str) -> str:
    """The same month, from a command line. Raises ArgumentTypeError."""
    if not MONTH.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no month; expected YYYY-MM")
    return text
