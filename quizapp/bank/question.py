"""A question: what a file in `questions/<topic>/` says, as a frozen value.

The head of the file is TOML and becomes the fields; the keyed Markdown sections become `prompt`
and `answer`. What is measured is not here: it is computed when the question is opened.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import pydantic

from quizapp.bank.condition import Condition
from quizapp.bank.words import Model, NonEmpty, Words

Level = Literal["warm-up", "core", "stretch"]
Slug = Annotated[str, pydantic.Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


Key = Annotated[str, pydantic.Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")]


def _unlike(entries: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse two entries with one key: what a learner chose is remembered by it, whatever is edited later."""
    keys = [entry.key for entry in entries]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise ValueError(f"the keys {', '.join(twice)} stand twice; give each entry its own, and never reuse one")
    return entries


class Option(Condition):
    """One option of a choice: right exactly when its condition is met by the run. Its truth is never typed."""

    key: Key  # permanent, unlike its place in the list
    zh: NonEmpty
    en: NonEmpty
    because: Words | None = None  # what to tell somebody who chose it, right or wrong


class ChoiceAsk(Model):
    """Choose one option, or several where `several` says so."""

    kind: Literal["choice"]
    several: bool = False
    options: Annotated[tuple[Option, ...], pydantic.Field(min_length=2, max_length=8), pydantic.AfterValidator(_unlike)]


class NumberAsk(Model):
    """Compute a number: the expected one is a finding of the run, within a relative or absolute tolerance."""

    kind: Literal["number"]
    finding: NonEmpty
    label: Words
    relative: Annotated[float, pydantic.Field(ge=0, le=0.5)] = 0.01
    absolute: Annotated[float, pydantic.Field(ge=0, allow_inf_nan=False)] = 0.0


class SpokenAsk(Model):
    """Answer in one's own words, then tick the rubric points that were made."""

    kind: Literal["spoken"]


Ask = Annotated[ChoiceAsk | NumberAsk | SpokenAsk, pydantic.Field(discriminator="kind")]


class Citation(Model):
    """A place in a document, and the statements there that this question puts to the test."""

    document: NonEmpty
    section: NonEmpty
    statements: tuple[NonEmpty, ...] = ()


class RubricPoint(Words):
    """One observable thing that a candidate says, and what it is worth."""

    key: Key
    points: Annotated[int, pydantic.Field(ge=1, le=3)]


class FollowUp(Words):
    """The interviewer's next question; `question` is its slug where the bank has it."""

    question: Slug | None = None


class Question(Model):
    """One question of the bank; `revision` is the fingerprint of its file."""

    id: Annotated[str, pydantic.Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    replaces: str | None = None
    title: Words
    topic: Slug
    level: Level
    demonstration: NonEmpty
    params: Mapping[str, Any] = pydantic.Field(default_factory=dict)
    rests_on: Annotated[tuple[NonEmpty, ...], pydantic.Field(min_length=1)]  # the claims of the answer
    ask: Ask
    sources: Annotated[tuple[Citation, ...], pydantic.Field(min_length=1)]
    rubric: Annotated[tuple[RubricPoint, ...], pydantic.Field(min_length=1), pydantic.AfterValidator(_unlike)]
    follow_ups: Annotated[tuple[FollowUp, ...], pydantic.Field(min_length=1)]
    prompt: Words
    answer: Words
    slug: Slug
    path: str
    revision: str
