"""What there is to do: the queue of due and new questions, where you were, how each question stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.bank.bank import Bank
from quizapp.bank.question import Question
from quizapp.study import progress
from quizapp.study.progress import ProgressLine

MANY = 10_000  # more cards than a bank has


@dataclass(frozen=True)
class TopicLine:
    """A topic and how much of it the learner has met."""

    topic: str
    total: int
    met: int
    due: int


@dataclass(frozen=True)
class Home:
    """The first page."""

    topics: tuple[TopicLine, ...]
    due: tuple[Question, ...]
    fresh: tuple[Question, ...]
    open: tuple[Question, ...]


@dataclass(frozen=True)
class Standing:
    """One question and how it stands with the learner; `line` is missing where it was never answered."""

    question: Question
    line: ProgressLine | None
    is_due: bool

    @property
    def waits(self) -> bool:
        """Whether an answer waits for its rating; such a question is continued, not asked again."""
        return self.line is not None and self.line.card.open_attempt_id is not None


def open_home(session: Session, bank: Bank, learner_id: int, *, now: datetime) -> Home:
    """Everything the first page shows."""
    standings = _standings(session, bank, learner_id, now)
    due = [one for one in due_questions(session, bank, learner_id, now=now) if standings[one.id].is_due]
    topics = tuple(
        TopicLine(
            topic,
            total=len(mine),
            met=sum(standings[one.id].line is not None for one in mine),
            due=sum(one in due for one in mine),
        )
        for topic in bank.topics
        for mine in [bank.of_topic(topic)]
    )
    fresh = tuple(one for topic in bank.topics for one in bank.of_topic(topic) if standings[one.id].line is None)
    waiting = sorted((one for one in standings.values() if one.waits and one.line), key=_answered_at, reverse=True)
    return Home(topics, tuple(due), fresh, tuple(one.question for one in waiting))


def open_topic(session: Session, bank: Bank, learner_id: int, topic: str, *, now: datetime) -> list[Standing]:
    """The questions of a topic in the order of its shelf."""
    standings = _standings(session, bank, learner_id, now)
    return [standings[question.id] for question in bank.of_topic(topic)]


def open_progress(session: Session, bank: Bank, learner_id: int, *, now: datetime) -> list[Standing]:
    """Every question that was answered and is still in the bank, the one due first in front."""
    answered = [one for one in _standings(session, bank, learner_id, now).values() if one.line]
    return sorted(answered, key=lambda one: one.line.card.memory.due if one.line else now)


def due_questions(session: Session, bank: Bank, learner_id: int, *, now: datetime) -> list[Question]:
    """The queue: longest overdue first. A question that left the bank keeps its card and is not asked."""
    by_id = bank.by_id()
    cards = progress.due_cards(session, learner_id, now, limit=MANY)
    return [by_id[card.question_id] for card in cards if card.question_id in by_id]


def next_question(session: Session, bank: Bank, learner_id: int, *, now: datetime) -> str | None:
    """The slug of the question to ask now: due, else new in the order of the shelves."""
    home = open_home(session, bank, learner_id, now=now)
    queue = [*home.due, *home.fresh]
    return queue[0].slug if queue else None


def _standings(session: Session, bank: Bank, learner_id: int, now: datetime) -> Mapping[str, Standing]:
    lines = {line.last.question_id: line for line in progress.progress(session, learner_id, now)}
    return {
        question.id: Standing(question, lines.get(question.id), _is_due(lines.get(question.id), now))
        for question in bank.questions.values()
    }


def _answered_at(standing: Standing) -> int:
    """The number of the last attempt: later ones are larger."""
    return standing.line.last.id if standing.line else 0


def _is_due(line: ProgressLine | None, now: datetime) -> bool:
    return line is not None and line.card.open_attempt_id is None and line.card.memory.due <= now
