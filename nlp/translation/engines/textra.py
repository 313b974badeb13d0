"""みんなの自動翻訳 (TexTra, and its paid sister @KI): OAuth2 client credentials, one form a text."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from nlp.translation.asking.engine import Codes, NetworkEngine, Setting, text_of
from nlp.translation.asking.failures import EngineFailedError, IndigestibleError, PassingError, StoppedError
from nlp.translation.asking.http import TIMEOUT, Service
from nlp.translation.asking.items import Item
from warehouse.models import Language

_DONE, _TOKEN, _TOO_LONG, _NOT_DONE = 0, (510, 511), 525, 531
_EARLY = 60.0
"""Seconds before its end that a token is replaced."""


class TexTra(NetworkEngine):
    """One account; its token is fetched when needed and shared by all threads."""

    codes = Codes("zh-CN", "ja", "en")
    settings = (
        Setting("URL", "https://mt-auto-minhon-mlt.ucri.jgn-x.jp (TexTra) or the address of the @KI contract", None),
        Setting("USER", "login id", None),
        Setting("KEY", "API key", None),
        Setting("SECRET", "API secret", None),
        Setting("MODEL", "engine of the account", "generalNT"),
        Setting("GLOSSARY", "id of a term base kept there"),
    )
    licence = "TexTra itself is for non-commercial use, and its terms count work as commercial: offices need paid @KI."

    def __init__(self, lang: Language, settings: Mapping[str, str], *, timeout: tuple[float, float] = TIMEOUT) -> None:
        super().__init__(lang, settings, timeout=timeout)
        self._fetching = threading.Lock()
        self._token, self._until = "", 0.0
        self._worked: set[str] = set()

    @property
    def version(self) -> str:
        """Engine and term base."""
        return self.given["MODEL"] + (f"+{self.given['GLOSSARY']}" if self.given["GLOSSARY"] else "")

    def connect(self, timeout: tuple[float, float]) -> Service:
        """The account's server."""
        return Service(self.given["URL"].rstrip("/"), {self.given["KEY"], self.given["SECRET"]}, timeout=timeout)

    def ask(self, items: Sequence[Item]) -> list[str | None]:
        """POST /api/mt/<engine>_<from>_<to>/ as a form."""
        (item,) = items
        token = self.token()
        form = {
            "access_token": token,
            "key": self.given["KEY"],
            "name": self.given["USER"],
            "type": "json",
            "text": item.text,
        }
        form |= {"term_id": self.given["GLOSSARY"]} if self.given["GLOSSARY"] else {}
        path = f"/api/mt/{self.given['MODEL']}_{self.codes.zh}_{self.codes.of(self.lang)}/"
        answer = self.service.json("POST", path, data=form)
        code = self.found("resultset.code", lambda: int(answer["resultset"]["code"]))
        if code != _DONE:
            self._fail(code, str(answer["resultset"].get("message", "")), token)
        self._worked.add(token)
        return [self.found("resultset.result.text", lambda: text_of(answer["resultset"]["result"]["text"]))]

    def _fail(self, code: int, message: str, token: str) -> NoReturn:
        """What a code means: 10002 is the month's quota, others above 500 are the account's."""
        reason = f"{self.sends_data_to}: code {code} {self.service.redacted(message)[:120]}".strip()
        if code in _TOKEN and self._forget(token):
            raise PassingError(reason)
        if code == _TOO_LONG:
            raise IndigestibleError(reason)
        if code == _NOT_DONE:
            raise PassingError(reason, poison=True)
        raise StoppedError(reason)

    def token(self) -> str:
        """The token that is valid now. Raises EngineFailedError."""
        with self._fetching:
            if time.monotonic() >= self._until:
                self._fetch()
            return self._token

    def _fetch(self) -> None:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.given["KEY"],
            "client_secret": self.given["SECRET"],
        }
        try:
            answer: Any = self.service.json("POST", "/oauth2/token.php", data=form)
            token, lasts = self.found(
                "access_token and expires_in", lambda: (str(answer["access_token"]), float(answer["expires_in"]))
            )
        except IndigestibleError as failure:  # no text is at fault here
            refused: EngineFailedError = StoppedError(str(failure))
        else:
            self.service.secrets.add(token)
            self._token, self._until = token, time.monotonic() + max(1.0, lasts - _EARLY)
            return
        raise refused

    def _forget(self, token: str) -> bool:
        """Let a token that worked before be replaced; False for one that never did: a new one would not either."""
        with self._fetching:
            if token == self._token:
                self._until = 0.0
            return token in self._worked
