"""Progress: how every question stands, and taking back the last rating."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp import parts
from quizapp.store.bind import reading, writing
from quizapp.study import attempts, overview
from quizapp.study.progress import recent_attempts
from quizapp.web import forms
from quizapp.web.language import current

bp = Blueprint("progress", __name__, url_prefix="/progress")


@bp.get("")
def show() -> str:
    """Every answered question with its memory, and the latest attempts."""
    here = parts.of(current_app)
    now = here.now()
    with reading(here.bind) as session:
        standings = overview.open_progress(session, here.bank, here.learner_id, now=now)
        recent = recent_attempts(session, here.learner_id)
    titles = {question.slug: question.title.to(current()) for question in here.bank.questions.values()}
    return render_template(
        "progress/show.html", standings=standings, recent=recent, titles=titles, event_key=forms.new_key()
    )


@bp.post("/undo")
def undo() -> Response:
    """Take back the last rating; its attempt waits for a rating again."""
    here = parts.of(current_app)
    with writing(here.bind) as session:
        undone = attempts.undo_last_rating(
            session, learner_id=here.learner_id, event_key=request.form.get("event_key", ""), now=here.now()
        )
    question = here.bank.by_id().get(undone.question_id)
    there = url_for("questions.reveal", slug=question.slug, _anchor="rate") if question else url_for("progress.show")
    return redirect(there, code=303)
