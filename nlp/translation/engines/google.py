"""Google's public page by way of deep-translator: unofficial, at one's own risk, and only when named."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from importlib.util import find_spec, module_from_spec
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote_plus

import requests
from deep_translator.exceptions import NotValidLength, TranslationNotFound

from nlp.translation.asking.engine import Codes, NetworkEngine, Setting, text_of
from nlp.translation.asking.failures import EngineFailedError, IndigestibleError, PassingError
from nlp.translation.asking.http import TIMEOUT, Service
from nlp.translation.asking.items import Item
from warehouse.models import Language


class Google(NetworkEngine):
    """deep-translator's own engine, an instance a thread, with our time limits under it."""

    codes = Codes("zh-CN", "ja", "en")
    settings = (Setting("URL", "the page", "https://translate.google.com/m"),)
    licence = "An unofficial reading of a web page, against Google's terms: no promise, may end any day. At own risk."
    room = 15_000
    """Bytes of the address, in which one Chinese character takes nine."""
    pause = 1.0
    threads = 1

    def __init__(self, lang: Language, settings: Mapping[str, str], *, timeout: tuple[float, float] = TIMEOUT) -> None:
        super().__init__(lang, settings, timeout=timeout)
        self._theirs = _own_copy(self._get)
        self._local = threading.local()

    def connect(self, timeout: tuple[float, float]) -> Service:
        """The page."""
        return Service(self.given["URL"], timeout=timeout)

    def size(self, text: str) -> int:
        """Bytes of the text in an address."""
        return len(quote_plus(text))

    def ask(self, items: Sequence[Item]) -> list[str | None]:
        """One text, asked by deep-translator."""
        (item,) = items
        try:
            return [text_of(self._instance().translate(item.text))]
        except TranslationNotFound:
            failure: EngineFailedError = PassingError(
                f"{self.sends_data_to}: no translation on the page, perhaps it asks who we are"
            )
        except NotValidLength:
            failure = IndigestibleError(f"{self.sends_data_to}: too long")
        raise failure

    def _instance(self) -> Any:
        """This thread's own: deep-translator keeps the text in the instance, and a shared one crosses texts."""
        if not hasattr(self._local, "translator"):
            self._local.translator = self._theirs.GoogleTranslator(
                source=self.codes.zh, target=self.codes.of(self.lang)
            )
            self._local.translator._base_url = self.service.url
        return self._local.translator

    def _get(self, _: str, params: Mapping[str, str], **__: Any) -> requests.Response:
        """What deep-translator calls instead of `requests.get`, which it gives no time limit."""
        return self.service.send("GET", "", params=dict(params))


def _own_copy(get: Any) -> Any:
    """deep-translator's module once more, private to us, so that what we put under it reaches nobody else's."""
    spec = find_spec("deep_translator.google")
    if spec is None or spec.loader is None:
        raise ImportError("deep_translator.google")
    module: Any = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.requests = SimpleNamespace(get=get)
    return module
