"""What a form or an address carries, as raw values: never converted here, so that one place refuses them all."""

import secrets
from collections.abc import Mapping
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict


def raw_parameters(source: "MultiDict[str, str]") -> dict[str, Any]:
    """Every value of every name; a name that comes twice keeps both, for the parameter to refuse."""
    return {name: values[0] if len(values) == 1 else values for name, values in source.lists()}


def fields(source: "MultiDict[str, str]") -> Mapping[str, list[str]]:
    """A form as lists of texts."""
    return dict(source.lists())


def whole(name: str, low: int, high: int) -> int | None:
    """A whole number that a form of ours carries, or None where it is missing or was tampered with."""
    text = request.form.get(name, "")
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    return value if value is not None and low <= value <= high else None


def new_key() -> str:
    """A key for a form: the same form sent twice carries the same one."""
    return secrets.token_urlsafe(16)
