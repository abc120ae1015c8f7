"""Addresses of static files that change with their content, so that browsers may keep them for ever."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import url_for

STATIC = Path(__file__).resolve().parent.parent / "static"


def asset(name: str) -> str:
    """The address of a static file with the fingerprint of its content."""
    file = STATIC / name
    return url_for("static", filename=name, v=_fingerprint(name, file.stat().st_mtime_ns))


@lru_cache(maxsize=256)
def _fingerprint(name: str, changed: int) -> str:  # noqa: ARG001 - the time of change is there to renew the entry
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
