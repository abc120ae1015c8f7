"""The catalogue: every demonstration, and each on a page of its own where it can be run."""

from http import HTTPStatus

from flask import Blueprint, current_app, render_template, request

from engine import catalogue
from quizapp import parts
from quizapp.bank.highlight import highlight_python
from quizapp.figures.drawing import draw
from quizapp.study.running import Run, open_run
from quizapp.web import forms
from quizapp.web.language import current

bp = Blueprint("demonstrations", __name__, url_prefix="/demonstrations")


@bp.get("")
def index() -> str:
    """Every demonstration with what it claims."""
    here = parts.of(current_app)
    return render_template("demonstrations/index.html", demonstrations=catalogue.discover(), bank=here.bank)


@bp.get("/<slug>")
def show(slug: str) -> tuple[str, int]:
    """One demonstration, run at the address's parameters."""
    run = _run(slug)
    page = {"questions": parts.of(current_app).bank.of_demonstration(slug)}
    source = highlight_python(run.demonstration.source)
    return render_template("demonstrations/show.html", run=run, source=source, **page, **_shown(run)), _status(run)


@bp.get("/<slug>/evidence")
def evidence(slug: str) -> tuple[str, int]:
    """The part of the page that changes with the parameters."""
    run = _run(slug)
    return render_template("evidence/result.html", run=run, quotes={}, **_shown(run)), _status(run)


def _run(slug: str) -> Run:
    here = parts.of(current_app)
    return open_run(here.executor, slug, {}, forms.raw_parameters(request.args))


def _shown(run: Run) -> dict[str, object]:
    return {"figures": draw(run.evidence, run.demonstration.findings, current()) if run.evidence else []}


def _status(run: Run) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if run.mistakes else HTTPStatus.OK
