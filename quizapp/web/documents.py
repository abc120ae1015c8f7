"""Documents put to the test: every statement with its verdict, each of which can be run."""

from collections import Counter

from flask import Blueprint, abort, current_app, render_template, request

from quizapp import parts
from quizapp.study import refereeing

bp = Blueprint("documents", __name__, url_prefix="/documents")

JUDGEMENTS = ("true", "true-if", "imprecise", "false", "lost")


@bp.get("")
def index() -> str:
    """The documents, with how their statements fared, and where they contradict each other."""
    bank = parts.of(current_app).bank
    tallies = {
        key: Counter(statement.verdict for statement in document.statements) for key, document in bank.documents.items()
    }
    return render_template("documents/index.html", bank=bank, tallies=tallies, judgements=JUDGEMENTS)


@bp.get("/contradictions")
def contradictions() -> str:
    """Statements that cannot all be right, side by side, and the runs that settle them."""
    here = parts.of(current_app)
    asked = request.args.get("run")
    chosen = next((one for one in here.bank.contradictions if one.id == asked), None)
    trials = refereeing.try_all(here.executor, chosen.decided_by) if chosen else ()
    return render_template("documents/contradictions.html", bank=here.bank, asked=asked, trials=trials)


@bp.get("/<key>")
def show(key: str) -> str:
    """One document as a referee reads it; `?run=<statement>` runs what decides that statement."""
    here = parts.of(current_app)
    document = here.bank.documents.get(key)
    if document is None:
        abort(404)
    asked = request.args.get("run", "")
    chosen = document.by_id.get(asked)
    trials = refereeing.try_all(here.executor, chosen.decided_by) if chosen else ()
    return render_template(
        "documents/show.html", document=document, bank=here.bank, asked=asked, trials=trials, judgements=JUDGEMENTS
    )
