"""Whether the server lives, and whether it can do its work: the database, the bank, the workers."""

from http import HTTPStatus
from typing import Any

from flask import Response, current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from quizapp import parts
from quizapp.api import problems
from quizapp.api.answers import answer
from quizapp.errors import QuizError
from quizapp.store.bind import reading

bp = problems.blueprint("health")


@bp.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return answer({"status": "alive"})


@bp.get("/readyz")
def ready() -> Response:
    """The database can be read, the bank has questions, and a demonstration runs; 503 otherwise."""
    here = parts.of(current_app)
    checks: dict[str, Any] = {"database": _database(here), "questions": len(here.bank.questions)}
    checks["broken_files"] = len({one.path for one in here.bank.diagnostics})
    checks["runs"] = here.executor.is_ready()
    is_ready = checks["database"] and checks["questions"] > 0 and checks["runs"]
    status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    return answer({"status": "ready" if is_ready else "not ready", **checks}, status)


def _database(here: parts.Parts) -> bool:
    try:
        with reading(here.bind) as session:
            return bool(session.scalar(text("SELECT 1")) == 1)
    except (SQLAlchemyError, QuizError):
        return False
