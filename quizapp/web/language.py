"""Languages: which one a request is answered in, and its words."""

import gettext
from datetime import timedelta
from functools import cache
from pathlib import Path

from flask import Response, g, request

from engine import Lang

LANGUAGES: dict[Lang, str] = {"zh": "中文", "en": "English"}
HTML_LANG: dict[Lang, str] = {"zh": "zh-Hans", "en": "en"}
COOKIE = "lang"

_CATALOGS = Path(__file__).resolve().parent.parent / "translations"
_YEAR = timedelta(days=365)


class UnknownLanguage(Exception):
    """An address asks for a language that we do not have."""


def choose() -> None:
    """Decide the language of this request: the address, else the cookie, else the browser, else Chinese."""
    wishes = (request.args.get("lang"), request.cookies.get(COOKIE))
    accepted = request.accept_languages.best_match(list(LANGUAGES)) or "zh"
    g.lang = next((wish for wish in wishes if wish in LANGUAGES), accepted)


def refuse_unknown() -> None:
    """Refuse an address that asks for a language that we do not have.

    Raises:
        UnknownLanguage: with what was asked for.
    """
    asked = request.args.get("lang")
    if asked is not None and asked not in LANGUAGES:
        raise UnknownLanguage(asked)


def keep(response: Response) -> Response:
    """Remember a language that an address asked for."""
    asked = request.args.get("lang")
    if asked in LANGUAGES and request.cookies.get(COOKIE) != asked and response.mimetype == "text/html":
        response.set_cookie(COOKIE, asked, max_age=_YEAR, samesite="Lax", httponly=True)
    return response


def current() -> Lang:
    """The language of this request."""
    lang: Lang = g.get("lang", "zh")
    return lang


@cache
def catalog(lang: Lang) -> gettext.NullTranslations:
    """The compiled catalog; English is the language of the sources."""
    return gettext.translation("messages", _CATALOGS, languages=[lang], fallback=True)


def translate(message: str) -> str:
    """A phrase of the interface in the language of this request."""
    return catalog(current()).gettext(message)


def translate_plural(one: str, many: str, count: int) -> str:
    """A phrase with a count in it."""
    return catalog(current()).ngettext(one, many, count)
