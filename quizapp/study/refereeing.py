"""Refereeing: running what decides a statement, and saying whether the verdict stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine import Claim, Demonstration, Text, Verdict, catalogue
from quizapp.bank.condition import Decision
from quizapp.runs.errors import RunFailed, TooManyRuns
from quizapp.study.running import Executor


@dataclass(frozen=True)
class ClaimTrial:
    """One claim of a decision: what was expected of it and what the run shows."""

    name: str
    claim: Claim
    verdict: Verdict
    expected: bool

    @property
    def is_as_said(self) -> bool:
        """Whether the run shows what the verdict says."""
        return self.verdict.holds == self.expected


@dataclass(frozen=True)
class Trial:
    """One decision, run; `failure` says why where it could not be."""

    decision: Decision
    demonstration: Demonstration
    claims: tuple[ClaimTrial, ...] = ()
    failure: Text | None = None

    @property
    def raw(self) -> dict[str, str]:
        """The parameters of the run as an address holds them."""
        return {name: self.demonstration.parameters[name].show(value) for name, value in self.decision.params.items()}

    @property
    def stands(self) -> bool:
        """Whether every claim is as the verdict says."""
        return self.failure is None and all(trial.is_as_said for trial in self.claims)


def try_all(executor: Executor, decisions: Sequence[Decision]) -> tuple[Trial, ...]:
    """Run every decision of a statement or a contradiction.

    Raises:
        TooManyRuns: the queue is full; ask again later.
    """
    return tuple(_try(executor, decision) for decision in decisions)


def _try(executor: Executor, decision: Decision) -> Trial:
    demonstration = catalogue.get(decision.demonstration)
    try:
        evidence = executor.evidence(decision.demonstration, demonstration.parse(decision.params))
    except TooManyRuns:
        raise  # nothing is wrong with this run; the whole page is asked again
    except RunFailed as error:
        return Trial(decision, demonstration, failure=error.text)
    claims = tuple(
        ClaimTrial(name, demonstration.claims[name], evidence.verdicts[name], expected)
        for names, expected in ((decision.holds, True), (decision.fails, False))
        for name in names
    )
    return Trial(decision, demonstration, claims)
