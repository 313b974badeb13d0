"""Speaks with servers whose TLS is years behind; for the one source whose file says so."""

from __future__ import annotations

from typing import Any

from OpenSSL import SSL
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from twisted.internet.ssl import TLSVersion, optionsForClientTLS
from twisted.web.client import BrowserLikePolicyForHTTPS

# Renegotiation as before 2010, keys and signatures below today's strength. Certificates are verified all the same.
LEGACY_SERVER_CONNECT = 0x4
CIPHERS = b"ALL:!aNULL:!eNULL:@SECLEVEL=0"


class OldTlsHandler(HTTP11DownloadHandler):
    """Scrapy's own, but for its context."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        policy: Any = _OldTls
        self._contextFactory = policy()


class _OldTls(BrowserLikePolicyForHTTPS):
    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 (Twisted's name)
        lowest = {"insecurelyLowerMinimumTo": TLSVersion.TLSv1_0}
        creator = optionsForClientTLS(hostname.decode("ascii"), extraCertificateOptions=lowest)
        context: SSL.Context = creator._createConnection.__self__.getContext()
        context.set_options(LEGACY_SERVER_CONNECT)
        context.set_cipher_list(CIPHERS)
        return creator
