"""Learners: named once, locked while somebody writes for them."""

from datetime import datetime

import pytest
from sqlalchemy import Engine

from quizapp.errors import UnknownLearner
from quizapp.store.bind import reading, writing
from quizapp.store.learners import ensure_learner, lock_learner
from quizapp.store.models import Learner


def test_a_learner_is_added_once_and_keeps_the_first_language(bind: Engine, now: datetime) -> None:
    with writing(bind) as session:
        first = ensure_learner(session, "me", "zh", now)
        other = ensure_learner(session, "you", "en", now)
        assert ensure_learner(session, "me", "en", now) == first != other
    with reading(bind) as session:
        assert session.get_one(Learner, first).lang == "zh"


def test_nobody_writes_for_a_learner_who_does_not_exist(bind: Engine) -> None:
    with pytest.raises(UnknownLearner, match="no learner 7"), writing(bind) as session:
        lock_learner(session, 7)
