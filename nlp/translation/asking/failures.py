"""How an engine fails, by what is to be done next."""

from __future__ import annotations


class EngineSettingError(ValueError):
    """A setting of an engine that is missing or cannot be used; the text names it."""


class EngineFailedError(Exception):
    """An engine that did not answer usefully: where and why. Keys are cut out."""


class PassingError(EngineFailedError):
    """May pass: the same request is worth another try."""

    def __init__(self, reason: str, *, after: float = 0.0, poison: bool = False) -> None:
        super().__init__(reason)
        self.after = after
        """Seconds that the server asks to wait; 0 when it does not say."""
        self.poison = poison
        """Whether one text of the request may be the cause; if not, the whole engine is."""


class IndigestibleError(EngineFailedError):
    """This batch was not answered as asked; its halves may be."""


class OverBudgetError(EngineFailedError):
    """More characters than the operator allows."""


class StoppedError(EngineFailedError):
    """Nothing more is to be asked of the engine in this run: key refused, quota used up, wrong address."""
