"""みんなの自動翻訳: a token, then one form a text; codes instead of statuses."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from tests.engines.server import KEY, SECRET, Asked, Said, StandIn


class TexTra(StandIn):
    """The service."""

    name = "textra"
    settings: ClassVar = {"URL": "{url}", "USER": "office", "KEY": KEY, "SECRET": SECRET}

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.tokens = 0
        self.lasts = 3600

    def for_texts(self, asked: Asked) -> bool:
        return asked.path.startswith("/api/mt/")

    def answer(self, asked: Asked, fault: str) -> Said:
        if asked.path == "/oauth2/token.php":
            return self._token(asked.body)
        if not re.fullmatch(r"/api/mt/generalNT_zh-CN_(ja|en)/", asked.path):
            return _textra(500, f"no such API, key {asked.body.get('key')}")
        form = asked.body
        if form.get("access_token") != f"token-{self.tokens}" or fault == "expired":
            self.tokens += fault == "expired"
            return _textra(510, f"OAuth error {form.get('access_token')}")
        if form.get("key") != KEY or form.get("name") != "office" or form.get("type") != "json":
            return _textra(501, "who are you")
        if fault in ("quota", "truncated"):
            return _textra(10002 if fault == "quota" else 531, fault)
        if len(form["text"]) > 3000:
            return _textra(525, "too long")
        (text,) = self.given([form["text"]], fault) or [None]
        result = {"text": text, "information": {"text-s": form["text"], "text-t": text, "sentence": []}}
        return _textra(0, "", result)

    def _token(self, form: dict[str, str]) -> Said:
        wanted = {"grant_type": "client_credentials", "client_id": KEY, "client_secret": SECRET}
        if form != wanted:
            return Said(400, {"error": "invalid_client", "error_description": f"{form.get('client_secret')} is wrong"})
        with self.lock:
            self.tokens += 1
        answer = {"access_token": f"token-{self.tokens}", "expires_in": self.lasts, "token_type": "Bearer"}
        return Said(200, answer)


def _textra(code: int, message: str, result: dict[str, Any] | None = None) -> Said:
    body: dict[str, Any] = {"code": code, "message": message, "request": {"url": "", "text": ""}}
    return Said(200, {"resultset": body | ({"result": result} if result else {})})
