"""The language of a JSON answer: `?lang=`, Chinese unless told otherwise."""

from flask import request

from engine import Lang
from engine.errors import InvalidParameters, Mistake
from engine.text import Text


def asked() -> Lang:
    """The language that the address asks for.

    Raises:
        InvalidParameters: we do not have it.
    """
    lang = request.args.get("lang", "zh")
    if lang not in ("zh", "en"):
        raise InvalidParameters([Mistake("lang", lang, Text("应为 zh 或 en", "must be zh or en"))])
    return "zh" if lang == "zh" else "en"
