"""What a sentence rests on: claims that hold and claims that fail in one run."""

from collections.abc import Mapping
from typing import Any

import pydantic

from engine import Evidence
from quizapp.bank.words import Model, NonEmpty


class Condition(Model):
    """Names of claims: those that must hold and those that must fail. It is met or it is not."""

    holds: tuple[NonEmpty, ...] = ()
    fails: tuple[NonEmpty, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim it names."""
        return (*self.holds, *self.fails)

    def is_met(self, evidence: Evidence) -> bool:
        """Whether the verdicts of this run are as the condition says."""
        verdicts = evidence.verdicts
        return all(verdicts[name].holds for name in self.holds) and not any(verdicts[name].holds for name in self.fails)


class Decision(Condition):
    """A condition together with the run that decides it."""

    demonstration: NonEmpty
    params: Mapping[str, Any] = pydantic.Field(default_factory=dict)
