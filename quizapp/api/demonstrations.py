"""Demonstrations as JSON: their declarations, and the evidence of a run."""

from typing import Any

from flask import Response, current_app, request

from engine import Demonstration, catalogue
from quizapp import parts
from quizapp.api import problems
from quizapp.api.answers import answer
from quizapp.study import telling

bp = problems.blueprint("api_demonstrations", "/api/v1/demonstrations")


@bp.get("")
def index() -> Response:
    """Every demonstration, without its schema."""
    return answer([_line(one) for one in catalogue.discover().values()])


@bp.get("/<slug>")
def show(slug: str) -> Response:
    """One demonstration: its lesson, its parameters as JSON Schema, its findings."""
    one = catalogue.get(slug)
    findings = {
        name: {"kind": finding.kind, "zh": finding.zh, "en": finding.en} for name, finding in one.findings.items()
    }
    return answer({**_line(one), "page": one.page, "parameters": one.schema(), "findings": findings})


@bp.get("/<slug>/evidence")
def evidence(slug: str) -> Response:
    """Run at the address's parameters; non-finite numbers are the words NaN, Infinity, -Infinity."""
    here, one = parts.of(current_app), catalogue.get(slug)
    found = here.executor.evidence(slug, one.parse(dict(request.args.lists())))
    told: dict[str, Any] = found.to_dict() | {"digest": found.digest, "claims": telling.claims(one, found)}
    return answer(told)


def _line(one: Demonstration) -> dict[str, Any]:
    return {"slug": one.slug, "topic": one.topic, "title": {"zh": one.title.zh, "en": one.title.en}}
