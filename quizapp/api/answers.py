"""JSON answers: strict (no bare NaN), with a fingerprint so that a client can ask whether anything changed."""

import hashlib
import json
from typing import Any

from flask import Response, make_response, request


def answer(data: Any, status: int = 200, *, kind: str = "application/json") -> Response:
    """Data as JSON with an ETag; 304 where the client has it already."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    response = make_response(text, status)
    response.mimetype = kind
    if status == 200:
        response.set_etag(hashlib.sha256(text.encode()).hexdigest()[:32])
        response.headers["Cache-Control"] = "no-cache"
        response.make_conditional(request)
    return response
