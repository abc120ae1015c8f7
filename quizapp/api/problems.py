"""Failures as `application/problem+json` (RFC 9457), all mistakes at once."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response
from werkzeug.exceptions import HTTPException

from engine.errors import EngineError, InvalidParameters
from quizapp import outcomes
from quizapp.api.answers import answer
from quizapp.errors import QuizError
from quizapp.runs.errors import TooManyRuns


def blueprint(name: str, prefix: str = "") -> Blueprint:
    """A blueprint in which every failure is answered with a problem."""
    made = Blueprint(name, __name__, url_prefix=prefix)
    made.register_error_handler(QuizError, known)
    made.register_error_handler(EngineError, known)
    made.register_error_handler(HTTPException, _http)
    return made


def known(error: Exception) -> Response:
    """The problem of one of our own exceptions."""
    outcome = outcomes.outcome_of(error)
    members: dict[str, Any] = {"detail": str(error), "detail_zh": outcome.words.zh}
    if isinstance(error, InvalidParameters):
        members["mistakes"] = [
            {"name": one.name, "value": _plain(one.value), "zh": one.message.zh, "en": one.message.en}
            for one in error.mistakes
        ]
    response = problem(outcome.status, type(error).__name__, outcome.words.en, **members)
    if isinstance(error, TooManyRuns):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def problem(status: int, kind: str, title: str, **members: Any) -> Response:
    """One problem; `kind` is stable, so that a program can tell them apart."""
    body = {"type": f"urn:quizapp:{kind}", "title": title, "status": int(status), **members}
    return answer(body, status, kind="application/problem+json")


def _http(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    return problem(status, HTTPStatus(status).phrase.title().replace(" ", ""), error.description or error.name)


def _plain(value: Any) -> Any:
    """A refused value as JSON can hold it."""
    return value if isinstance(value, (str, int, bool, list)) or value is None else repr(value)
