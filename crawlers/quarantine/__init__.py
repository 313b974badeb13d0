"""Pages that are not what their publisher wrote, hacked or damaged on the way: set aside with the evidence."""

from crawlers.quarantine.judging import SetAside, judge

__all__ = ["SetAside", "judge"]
