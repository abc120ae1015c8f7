"""Is what is stored whole? Each finding is one line; none means that nothing was found."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.orm import Session

from quizapp.errors import DatabaseDamaged
from quizapp.store.bind import reading
from quizapp.store.models import Attempt, Card, Rating, Undo
from quizapp.store.revision import current_revision


def check(bind: Engine, *, head: str) -> list[str]:
    """Look for damage: the file, the references, the schema's revision, the cards.

    A card is compared with what its own records say: with the state that the last rating still standing left, and
    with the version that the last record made. `rebuild_cards` repairs what is found there.

    Args:
        bind: The database.
        head: The revision that this version of quizapp expects.
    """
    findings: list[str] = []
    try:
        revision = current_revision(bind)
        if revision != head:
            return [f"the database is at revision {revision}, this version needs {head}: run `quizapp db upgrade`"]
        with reading(bind) as session:
            findings += _file_findings(session)
            findings += _card_findings(session)
    except DatabaseDamaged as damage:  # too far gone to be looked at in full
        findings.append(str(damage))
    return findings


def _file_findings(session: Session) -> Iterator[str]:
    if session.get_bind().dialect.name != "sqlite":
        return  # PostgreSQL checks its references itself, and its files with pg_amcheck
    for (finding,) in session.execute(text("PRAGMA quick_check")):
        if finding != "ok":
            yield f"the file: {finding}"
    yield from orphans(session.connection())


def orphans(connection: Connection) -> list[str]:
    """Rows whose parent is gone; only SQLite can have them, where its foreign keys were off."""
    if connection.dialect.name != "sqlite":
        return []
    found = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return [f"{table}: row {row} refers to a missing row of {parent}" for table, row, parent, _key in found]


def _card_findings(session: Session) -> Iterator[str]:
    left, versions = _last_standing(session), _last_versions(session)
    for card in session.scalars(select(Card)):
        key = (card.learner_id, card.question_id)
        place = f"card of learner {card.learner_id}, question {card.question_id}"
        if card.version != versions.pop(key, 0):
            yield f"{place}: version {card.version}, but its records made another: rebuild the cards"
        memory, expected = _memory(card), left.get(key)
        if memory != expected and not (expected is None and card.reps == 0):
            yield f"{place}: not what its last rating left: rebuild the cards"
    for learner_id, question_id in versions:
        yield f"card of learner {learner_id}, question {question_id}: missing: rebuild the cards"


_Key = tuple[int, str]


def _last_standing(session: Session) -> dict[_Key, dict[str, Any]]:
    """What the last rating that was not undone left, by learner and question."""
    standing = (
        select(Rating.learner_id, Rating.question_id, Rating.card_after)
        .outerjoin(Undo, Undo.rating_id == Rating.id)
        .where(Undo.id.is_(None))
        .order_by(Rating.id)
    )
    return {(learner, question): after for learner, question, after in session.execute(standing)}


def _last_versions(session: Session) -> dict[_Key, int]:
    """The highest version that any record made, by learner and question."""
    last: dict[_Key, int] = {}
    undone = select(Undo.learner_id, Rating.question_id, func.max(Undo.card_version)).join(
        Rating, Undo.rating_id == Rating.id
    )
    for query in (
        _highest(Attempt),
        _highest(Rating),
        undone.group_by(Undo.learner_id, Rating.question_id),
    ):
        for learner, question, version in session.execute(query):
            last[learner, question] = max(version, last.get((learner, question), 0))
    return last


def _highest(kind: type[Attempt | Rating]) -> Any:
    return select(kind.learner_id, kind.question_id, func.max(kind.card_version)).group_by(
        kind.learner_id, kind.question_id
    )


def _memory(card: Card) -> dict[str, Any]:
    """The card's memory as a rating's record writes it."""
    names = ("state", "step", "stability", "difficulty", "reps", "lapses")
    return {
        **{name: getattr(card, name) for name in names},
        "due": card.due.isoformat(),
        "last_review": card.last_review and card.last_review.isoformat(),
    }
