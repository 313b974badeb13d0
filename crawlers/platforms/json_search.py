"""Any search or list service that answers with records as JSON, or with HTML inside JSON (igs, jsearchfront…).

The page is counted by a parameter of the address or of the posted form; option `counter` names it where it is none of
`words.yml`. Option `send: json` posts the form as a JSON object.
"""

from __future__ import annotations

from crawlers.platforms import fragments, records, service
from crawlers.platforms.reading import Fetch, ListingPage, Saved
from warehouse.models import Listing


def first(listing: Listing) -> Fetch:
    """The listing's address with its form, as JSON where the service wants that."""
    return Fetch(listing.url, form=tuple(listing.form.items()), as_json=_sends_json(listing))


OPTIONS = frozenset({"counter", "send"})


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of one answer and the request for the next."""
    value = records.parse(response.text)
    rows = records.rows(value, response.url) or fragments.rows(response, records.markup(value))
    pages, total = records.told(value, "pages"), records.told(value, "total")
    by = listing.options.get("counter", "")
    following = service.following(response, len(rows), by=by, pages=pages, total=total, as_json=_sends_json(listing))
    return ListingPage(rows, following, total)


def is_json(response: Saved) -> bool:
    """True for an answer that is no page."""
    return response.text.lstrip("\ufeff \r\n\t")[:1] in ("{", "[")


def _sends_json(listing: Listing) -> bool:
    return listing.options.get("send") == "json"
