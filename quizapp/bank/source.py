"""A document put to the test: what it says, statement by statement, and what the evidence says of it."""

from collections.abc import Mapping
from typing import Annotated, Literal

import pydantic

from quizapp.bank.condition import Decision
from quizapp.bank.question import Slug
from quizapp.bank.words import Model, NonEmpty, Words

Judgement = Literal["true", "true-if", "imprecise", "false", "lost"]


class Section(Model):
    """A place in a document: its number or name there, and a title in both languages."""

    id: NonEmpty
    title: Words


class Statement(Model):
    """One statement of a document in our words, its verdict, and the runs that decide.

    `corrected` is what is right instead (or the missing condition); `errata` are the permanent ids of
    the mistakes it contains. Where nothing can be computed, `decided_by` is empty and the verdict is
    `lost` or `undecided` says why.
    """

    id: NonEmpty
    section: NonEmpty
    says: Words
    formula: str = ""
    verdict: Judgement
    corrected: Words | None = None
    formula_corrected: str = ""
    errata: tuple[NonEmpty, ...] = ()
    decided_by: tuple[Decision, ...] = ()
    undecided: Words | None = None

    @pydantic.model_validator(mode="after")
    def _a_fault_is_corrected(self) -> "Statement":
        if self.verdict in ("true-if", "imprecise", "false") and self.corrected is None:
            raise ValueError(f"statement {self.id} is {self.verdict}: say in `corrected` what is right")
        if self.errata and self.verdict == "true":
            raise ValueError(f"statement {self.id} is true and has errata {list(self.errata)}: it cannot be both")
        return self


class Document(Model):
    """One of the source documents: a work, its sections, its statements."""

    key: NonEmpty
    title: Words
    author: Words
    year: int | None = None
    about: Words
    rights: Words  # what its author allows, and what we therefore do
    sections: Annotated[tuple[Section, ...], pydantic.Field(min_length=1)]
    statements: Annotated[tuple[Statement, ...], pydantic.Field(min_length=1)]
    path: str

    @property
    def by_id(self) -> Mapping[str, Statement]:
        """The statements by their permanent ids."""
        return {statement.id: statement for statement in self.statements}


class Contradiction(Model):
    """Statements that cannot all be right, and the runs that settle which is."""

    id: NonEmpty
    title: Words
    statements: Annotated[tuple[NonEmpty, ...], pydantic.Field(min_length=2)]
    settled: Words
    decided_by: tuple[Decision, ...] = ()
    question: Slug | None = None
