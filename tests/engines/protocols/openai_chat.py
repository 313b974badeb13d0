"""Chat completions as OpenAI and its followers speak them; the model answers as the prompt wants it."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from tests.engines.server import KEY, Asked, Said, StandIn


class OpenAI(StandIn):
    """The service."""

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
