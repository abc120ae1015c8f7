"""Who learns."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.errors import UnknownLearner
from quizapp.store.models import Learner


def ensure_learner(session: Session, name: str, lang: str, now: datetime) -> int:
    """The id of the learner with this name, who is added when new; `lang` is their language then."""
    known = select(Learner.id).where(Learner.name == name)
    found = session.scalar(known)
    if found is not None:
        return found
    try:
        with session.begin_nested():
            learner = Learner(name=name, lang=lang, created_at=now)
            session.add(learner)
    except IntegrityError:  # somebody else added the same name just now
        return session.scalars(known).one()
    return learner.id


def lock_learner(session: Session, learner_id: int) -> None:
    """Let nobody else write for this learner until the unit of work ends.

    On SQLite the write transaction does that already; on PostgreSQL the learner's row does.

    Raises:
        UnknownLearner: There is no such learner.
    """
    found = session.scalar(select(Learner.id).where(Learner.id == learner_id).with_for_update())
    if found is None:
        raise UnknownLearner(learner_id)
