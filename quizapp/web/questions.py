"""A question: ask, answer, reveal, run again, rate, take back."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp import parts
from quizapp.bank.highlight import highlight_python
from quizapp.errors import BadEventKey
from quizapp.figures.drawing import draw
from quizapp.store.bind import reading, writing
from quizapp.study import answering, attempts, grading
from quizapp.study.answering import NotAnsweredYet
from quizapp.study.grading import AnswerNotUnderstood
from quizapp.study.pages import AnswerPage
from quizapp.study.schedule import Rating
from quizapp.web import addresses, forms
from quizapp.web.language import current

bp = Blueprint("questions", __name__, url_prefix="/questions")

RATINGS = tuple(Rating)


@bp.get("/<slug>")
def ask(slug: str) -> str:
    """The question, with nothing that gives the answer away."""
    return _ask(slug)


@bp.post("/<slug>/attempts")
def answer(slug: str) -> Response | tuple[str, int]:
    """Keep an answer, then show ours beside it."""
    here = parts.of(current_app)
    version = forms.whole("version", 0, 1_000_000_000)
    if version is None:
        raise BadEventKey(request.form.get("event_key", ""))
    try:
        answering.submit_answer(
            here.bind,
            here.bank,
            here.executor,
            here.learner_id,
            slug,
            fields=forms.fields(request.form),
            event_key=request.form.get("event_key", ""),
            version=version,
            confidence=forms.whole("confidence", 1, 4),
            now=here.now(),
        )
    except AnswerNotUnderstood as error:
        return _ask(slug, fault=error.message.to(current())), HTTPStatus.UNPROCESSABLE_ENTITY
    return _go("questions.reveal", slug)


@bp.get("/<slug>/answer")
def reveal(slug: str) -> Response | tuple[str, int]:
    """The answer and its evidence, once the question was answered."""
    try:
        page = _answer_page(slug)
    except NotAnsweredYet:
        return _go("questions.ask", slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if page.run.mistakes else HTTPStatus.OK
    return render_template("questions/answer.html", page=page, ratings=RATINGS, **_around(page), **_shown(page)), status


@bp.get("/<slug>/evidence")
def evidence(slug: str) -> tuple[str, int]:
    """The part of the answer page that changes with the parameters, for a page that runs again in place."""
    page = _answer_page(slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if page.run.mistakes else HTTPStatus.OK
    return render_template("evidence/result.html", run=page.run, quotes=page.quotes, **_shown(page)), status


@bp.post("/<slug>/ratings")
def rate(slug: str) -> Response:
    """Keep the learner's own judgement and say when the question returns."""
    here = parts.of(current_app)
    question = answering.question_of(here.bank, slug)
    rating, attempt = forms.whole("rating", 1, 4), forms.whole("attempt", 1, 1_000_000_000)
    version = forms.whole("version", 0, 1_000_000_000)
    if rating is None or attempt is None or version is None:
        raise BadEventKey(request.form.get("event_key", ""))
    with writing(here.bind) as session:
        attempts.rate_attempt(
            session,
            learner_id=here.learner_id,
            event_key=request.form.get("event_key", ""),
            attempt_id=attempt,
            question_id=question.id,
            expected_version=version,
            rating=Rating(rating),
            rubric=grading.read_rubric(question.rubric, request.form.getlist("point")),
            now=here.now(),
        )
    return _go("questions.reveal", slug, "#rate")


def _ask(slug: str, fault: str = "") -> str:
    """The page that asks; after a fault it shows again what was sent."""
    here = parts.of(current_app)
    with reading(here.bind) as session:
        page = answering.open_question(session, here.bank, here.learner_id, slug, lang=current(), now=here.now())
    return render_template("questions/ask.html", page=page, fault=fault, sent=request.form, asked=addresses.asked())


def _answer_page(slug: str) -> AnswerPage:
    here = parts.of(current_app)
    with reading(here.bind) as session:
        return answering.open_answer(
            session,
            here.bank,
            here.executor,
            here.learner_id,
            slug,
            raw=forms.raw_parameters(request.args),
            lang=current(),
            now=here.now(),
        )


def _shown(page: AnswerPage) -> dict[str, Any]:
    run = page.run
    return {"figures": draw(run.evidence, run.demonstration.findings, current()) if run.evidence else []}


def _around(page: AnswerPage) -> dict[str, Any]:
    """What the whole page shows beside the run."""
    questions = parts.of(current_app).bank.questions
    return {
        "asked": addresses.asked(),
        "titles": set(questions),
        "source": highlight_python(page.run.demonstration.source),
    }


def _go(endpoint: str, slug: str, anchor: str = "") -> Response:
    """Go on to another page of the question with the run that this address carries."""
    return redirect(addresses.with_query(url_for(endpoint, slug=slug), addresses.asked()) + anchor, code=303)
