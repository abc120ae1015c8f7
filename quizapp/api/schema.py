"""The OpenAPI document, printed from the declarations: one evidence address a demonstration, with its parameters."""

from typing import Any

from flask import Response, abort

from engine import Demonstration, catalogue
from quizapp.api import problems
from quizapp.api.answers import answer

bp = problems.blueprint("api_schema", "/api/v1")

_JSON = "application/json"
_LANG = {
    "name": "lang",
    "in": "query",
    "schema": {"type": "string", "enum": ["zh", "en"], "default": "zh"},
    "description": "language of the prose",
}
_SLUG = {"name": "slug", "in": "path", "required": True, "schema": {"type": "string"}}


@bp.get("/openapi.json")
def document() -> Response:
    """The whole interface."""
    return answer(openapi(catalogue.discover().values()))


@bp.get("/<path:unknown>")
def nothing(unknown: str) -> Response:
    """An address that there is not; a program that asks for it reads a problem, not a page."""
    abort(404, f"there is no address /api/v1/{unknown}; /api/v1/openapi.json lists them all")


def openapi(demonstrations: Any) -> dict[str, Any]:
    """OpenAPI 3.1 for these demonstrations and the fixed addresses."""
    paths = {
        "/api/v1/questions": _get("every question"),
        "/api/v1/questions/{slug}": _get("what is asked", _SLUG, _LANG),
        "/api/v1/questions/{slug}/answer": _get("the answer with its evidence", _SLUG, _LANG),
        "/api/v1/demonstrations": _get("every demonstration"),
        "/api/v1/demonstrations/{slug}": _get("a demonstration's declaration", _SLUG),
        "/healthz": _get("whether the server answers"),
        "/readyz": _get("whether it can do its work"),
    }
    paths |= {f"/api/v1/demonstrations/{one.slug}/evidence": _evidence(one) for one in demonstrations}
    info = {"title": "quizapp", "version": "1", "description": "Answers that prove themselves, read-only."}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": {"Problem": _PROBLEM}}}


_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "mistakes": {"type": "array", "items": {"type": "object"}},
    },
}


def _get(summary: str, *parameters: dict[str, Any]) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    responses = {
        "200": {"description": summary, "content": {_JSON: {"schema": {}}}},
        "4XX": {"description": "what went wrong", "content": problem},
    }
    return {"get": {"summary": summary, "parameters": list(parameters), "responses": responses}}


def _evidence(one: Demonstration) -> dict[str, Any]:
    schema = one.schema()
    parameters = [
        {
            "name": name,
            "in": "query",
            "schema": schema["properties"][name],
            "description": one.parameters[name].label.en,
        }
        for name in one.parameters
    ]
    return _get(one.title.en, *parameters)
