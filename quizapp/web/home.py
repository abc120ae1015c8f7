"""Home and topics: what is due, where you were, what there is."""

from collections import Counter

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from quizapp import parts
from quizapp.store.bind import reading
from quizapp.study import overview

bp = Blueprint("home", __name__)


@bp.get("/")
def index() -> str:
    """Topics, what is due, and an attempt that still waits for its rating."""
    here = parts.of(current_app)
    with reading(here.bind) as session:
        page = overview.open_home(session, here.bank, here.learner_id, now=here.now())
    documents = here.bank.documents
    verdicts = Counter(statement.verdict for document in documents.values() for statement in document.statements)
    return render_template(
        "home/index.html", page=page, documents=documents, verdicts=verdicts, diagnostics=here.bank.diagnostics
    )


@bp.get("/topics/<topic>")
def topic(topic: str) -> str:
    """The questions of one topic, with how each stands."""
    here = parts.of(current_app)
    if topic not in here.bank.topics:
        abort(404)
    with reading(here.bind) as session:
        lines = overview.open_topic(session, here.bank, here.learner_id, topic, now=here.now())
    return render_template("home/topic.html", topic=here.bank.shelf(topic), lines=lines)


@bp.get("/drill")
def drill() -> Response:
    """Go to the next question: due first, then new; home when there is neither."""
    here = parts.of(current_app)
    with reading(here.bind) as session:
        slug = overview.next_question(session, here.bank, here.learner_id, now=here.now())
    return redirect(url_for("questions.ask", slug=slug) if slug else url_for("home.index", done=1), code=303)
