"""The protocols, as the services describe them; `open…` builds our engine for each."""

from __future__ import annotations

import html
import json
import re
from typing import Any, ClassVar

from nlp.translation import engines
from nlp.translation.asking.careful import Careful
from tests.engines.server import Asked, Dropped, Said, StandIn
from warehouse.models import Language

KEY = "k3y/very+secret=="
SECRET = "s3cret&more"


class OpenAI(StandIn):
    """Chat completions; the model answers as the prompt wants it."""

    name = "openai_chat"
    settings: ClassVar = {"URL": "{url}/v1", "MODEL": "stand-in", "KEY": KEY}

    def for_texts(self, asked: Asked) -> bool:
        return asked.path == "/v1/chat/completions"

    def answer(self, asked: Asked, fault: str) -> Said:
        if asked.headers.get("Authorization") != f"Bearer {KEY}":
            return _error(401, "Incorrect API key provided: " + asked.headers.get("Authorization", ""))
        if asked.path == "/v1/models":
            return Said(200, {"object": "list", "data": [{"id": "stand-in", "object": "model"}]})
        if asked.method != "POST" or not self.for_texts(asked):
            return _error(404, "unknown")
        if fault == "quota":
            return _error(429, "You exceeded your current quota", "insufficient_quota")
        return Said(200, _completion(asked.body["model"], *self._content(asked.body["messages"], fault)))

    def _content(self, messages: list[dict[str, str]], fault: str) -> tuple[str, str]:
        try:
            texts = json.loads(messages[-1]["content"])["texts"]
        except ValueError:
            return "こんにちは", "stop"
        given = self.given([text["text"] for text in texts], fault)
        ids = [text["id"] for text in texts]
        answers = [{"id": id_, "text": text} for id_, text in zip(ids, given, strict=False)]
        if fault == "reordered":
            answers.reverse()
        content = json.dumps({"translations": answers}, ensure_ascii=False)
        if fault == "truncated":
            return content[: len(content) // 2], "length"
        if fault == "fence":
            return f"<think>hm</think>\n```json\n{content}\n```", "stop"
        return content, "stop"


def _completion(model: str, content: str, finish: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": content}
    usage = {"prompt_tokens": 9, "completion_tokens": 9, "total_tokens": 18}
    choice = {"index": 0, "finish_reason": finish, "message": message, "logprobs": None}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 0,
        "model": model,
        "choices": [choice],
        "usage": usage,
    }


def _error(status: int, message: str, code: str = "invalid_request_error") -> Said:
    return Said(status, {"error": {"message": message, "type": code, "code": code, "param": None}})


class TexTra(StandIn):
    """Token, then one form a text; codes instead of statuses."""

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


class DeepL(StandIn):
    """Version 2: header key, POST only, fifty texts, 456 at the end of the quota."""

    name = "deepl"
    settings: ClassVar = {"URL": "{url}", "KEY": KEY}

    def for_texts(self, asked: Asked) -> bool:
        return asked.path == "/v2/translate"

    def answer(self, asked: Asked, fault: str) -> Said:
        if asked.headers.get("Authorization") != f"DeepL-Auth-Key {KEY}":
            return Said(403, {"message": "Forbidden: " + asked.headers.get("Authorization", "")})
        if asked.path == "/v2/usage":
            return Said(200, {"character_count": sum(map(len, self.texts)), "character_limit": 500_000})
        if asked.path == "/v2/glossaries":
            return Said(200, {"glossaries": [_GLOSSARY]})
        if asked.path != "/v2/translate" or asked.method != "POST":
            return Said(403 if self.for_texts(asked) else 404, {"message": "Forbidden"})
        return self._translated(asked.body, fault)

    def _translated(self, body: dict[str, Any], fault: str) -> Said:
        texts = body["text"] if isinstance(body["text"], list) else [body["text"]]
        if fault == "quota":
            return Said(456, {"message": "Quota Exceeded"})
        if len(texts) > 50 or body["target_lang"].upper() == "EN" or body.get("glossary_id", "g-1") != "g-1":
            return Said(
                400, {"message": "Bad request. Reason: more than 50 texts, or a wrong target_lang or glossary_id"}
            )
        if len(json.dumps(body, ensure_ascii=False).encode()) > 128 * 1024:
            return Said(413, {"message": "Request Entity Too Large"})
        if fault == "truncated":
            return Said(200, '{"translations": [{"text": "')
        answers = [
            {"detected_source_language": "ZH", "text": text, "billed_characters": len(source)}
            for source, text in zip(texts, self.given(texts, fault), strict=False)
        ]
        return Said(200, {"translations": answers})


_GLOSSARY = {
    "glossary_id": "g-1",
    "name": "house",
    "ready": True,
    "source_lang": "zh",
    "target_lang": "ja",
    "creation_time": "2026-01-01T00:00:00.000000Z",
    "entry_count": 1,
}


class Libre(StandIn):
    """LibreTranslate: languages, and a list of texts."""

    name = "libretranslate"
    settings: ClassVar = {"URL": "{url}", "KEY": KEY}
    chinese = "zh-Hans"

    def for_texts(self, asked: Asked) -> bool:
        return asked.path == "/translate"

    def answer(self, asked: Asked, fault: str) -> Said:
        if asked.path == "/languages":
            targets = ["en", "ja", self.chinese]
            return Said(200, [{"code": code, "name": code, "targets": targets} for code in (self.chinese, "en", "ja")])
        if not self.for_texts(asked) or asked.method != "POST":
            return Said(404, {"error": "not found"})
        body = asked.body
        if body.get("api_key") != KEY:
            return Said(403, {"error": f"Invalid API key {body.get('api_key')}"})
        if body["source"] != self.chinese or not body.get("q"):
            return Said(400, {"error": f"{body['source']} is not supported"})
        if fault == "quota":
            return Said(403, {"error": "quota"})
        if fault == "truncated":
            return Said(200, '{"translatedText": ["')
        texts = body["q"]
        given = self.given(texts if isinstance(texts, list) else [texts], fault)
        return Said(200, {"translatedText": given if isinstance(texts, list) else given[0]})


class Google(StandIn):
    """The mobile page, read as HTML."""

    name = "google"
    settings: ClassVar = {"URL": "{url}/m"}

    def for_texts(self, asked: Asked) -> bool:
        return asked.path == "/m"

    def answer(self, asked: Asked, fault: str) -> Said:
        query = asked.query
        if asked.method != "GET" or query.get("sl") != "zh-CN" or query.get("tl") not in ("ja", "en"):
            raise Dropped
        if fault in ("quota", "truncated"):
            return Said(200, "<html><div>unusual traffic</div></html>", "text/html")
        (text,) = self.given([query["q"]], fault) or [None]
        page = f'<html><div class="result-container">{html.escape(text or "")}</div></html>'
        return Said(200, page, "text/html; charset=utf-8")


ALL = (OpenAI, TexTra, DeepL, Libre, Google)


def environment(kind: Any, url: str) -> dict[str, str]:
    """As an operator would configure an engine of this kind."""
    given = {f"AOZORA_ENGINE_{name}": value.format(url=url) for name, value in kind.settings.items()}
    return {"AOZORA_ENGINE": kind.name, **given}


def careful(
    stand_in: Any, lang: Language = "ja", waits: list[float] | None = None, patience: float = 5.0, **options: Any
) -> Careful:
    """Our engine for it, with no real waiting between tries."""
    given = {name: value.format(url=stand_in.url) for name, value in stand_in.settings.items()}
    engine = engines.named(stand_in.name)(lang, given, timeout=(1.0, patience))
    engine.pause = 0.0
    sleep = (waits if waits is not None else []).append
    return Careful(engine, sleep=sleep, jitter=lambda: 0.0, **options)
