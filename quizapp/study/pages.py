"""What a learner is shown of a question, as frozen values.

`AskPage` holds nothing that gives the answer away; `AnswerPage` is the one model that the HTML view renders,
the API returns and the terminal prints.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from quizapp.bank.question import Citation, Question
from quizapp.bank.source import Document, Statement
from quizapp.study.cards import StoredCard
from quizapp.study.grading import Grade
from quizapp.study.running import Run
from quizapp.study.schedule import Rating


@dataclass(frozen=True)
class AskOption:
    """One option as it is asked: its permanent key and its words."""

    key: str
    text: str  # safe HTML


@dataclass(frozen=True)
class AskPage:
    """A question as it is asked. `event_key` and `version` go with the form and come back with the answer."""

    question: Question
    prompt: str  # safe HTML
    options: tuple[AskOption, ...]
    event_key: str
    version: int
    waits: bool  # an attempt of this learner waits for its rating


@dataclass(frozen=True)
class OptionView:
    """One option after the answer: what the run says of it, and whether the learner chose it."""

    text: str  # safe HTML
    is_right: bool
    is_chosen: bool
    because: str  # safe HTML, empty where there is nothing to say


@dataclass(frozen=True)
class SourceView:
    """A citation with the document and the statements it names."""

    citation: Citation
    document: Document | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class AttemptView:
    """The learner's own answer, beside ours."""

    id: int
    revision: str  # of the question's file when it was answered
    response: Mapping[str, Any]
    grade: Grade
    confidence: int | None
    created_at: datetime


@dataclass(frozen=True)
class AnswerPage:
    """An answer with its evidence; `attempt` and what follows it are missing where nobody answered (API, CLI)."""

    question: Question
    run: Run
    prompt: str  # safe HTML
    answer: str  # safe HTML, slots filled
    quotes: Mapping[str, str]  # every slot of the answer as text, for a page that runs again
    options: tuple[OptionView, ...]
    sources: tuple[SourceView, ...]
    attempt: AttemptView | None = None
    card: StoredCard | None = None
    intervals: Mapping[Rating, timedelta] | None = None
    rubric: Mapping[str, Any] = field(default_factory=dict)  # the points ticked at the last rating
    event_key: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the attempt waits for its rating."""
        return bool(self.card and self.attempt and self.card.open_attempt_id == self.attempt.id)

    @property
    def is_edited(self) -> bool:
        """Whether the question's file changed since it was answered."""
        return bool(self.attempt and self.attempt.revision != self.question.revision)
