"""Addresses that carry a reader's own words on: as text in the query, never as options of `url_for`."""

from collections.abc import Iterable
from urllib.parse import urlencode

from flask import request, url_for

from quizapp.study.running import NOT_PARAMETERS

Pairs = list[tuple[str, str]]


def with_query(address: str, pairs: Iterable[tuple[str, str]]) -> str:
    """An address with these arguments, each as often as it is given."""
    query = urlencode(list(pairs))
    return f"{address}?{query}" if query else address


def asked() -> Pairs:
    """The parameters that this address carries, so that a shared run survives the form."""
    return [(name, value) for name, value in request.args.items(multi=True) if name not in NOT_PARAMETERS]


def in_language(code: str) -> str:
    """This page in another language; a form that was sent, or no page at all, leads to the first one."""
    if request.endpoint is None or request.method not in ("GET", "HEAD"):
        return url_for("home.index", lang=code)
    others = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return with_query(url_for(request.endpoint, **(request.view_args or {})), [*others, ("lang", code)])


def here() -> str:
    """This page, to come back to."""
    return request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else url_for("home.index")
