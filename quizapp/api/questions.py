"""Questions as JSON: what is asked, and under another address the answer with its evidence."""

from flask import Response, current_app, request

from engine.errors import InvalidParameters
from quizapp import parts
from quizapp.api import languages, problems
from quizapp.api.answers import answer
from quizapp.study import answering, telling

bp = problems.blueprint("api_questions", "/api/v1/questions")


@bp.get("")
def index() -> Response:
    """Every question of the bank."""
    return answer([telling.question_line(one) for one in parts.of(current_app).bank.questions.values()])


@bp.get("/<slug>")
def show(slug: str) -> Response:
    """What is asked; nothing that gives the answer away."""
    question = answering.question_of(parts.of(current_app).bank, slug)
    return answer(telling.asked(question, answering.prompt_html(question, languages.asked())))


@bp.get("/<slug>/answer")
def reveal(slug: str) -> Response:
    """The answer at the address's parameters; 422 with every mistake where some cannot be used."""
    here, lang = parts.of(current_app), languages.asked()
    question = answering.question_of(here.bank, slug)
    page = answering.answer_page(here.bank, here.executor, question, _raw(), lang)
    if page.run.mistakes:
        raise InvalidParameters(page.run.mistakes)
    return answer(telling.answer(page, lang))


def _raw() -> dict[str, list[str]]:
    return {name: values for name, values in request.args.lists() if name != "lang"}
