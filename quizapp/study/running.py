"""One run as a page shows it: the values, what was refused of what was asked, and the evidence or why there is none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine import Demonstration, Evidence, Text, catalogue
from engine.errors import InvalidParameters, Mistake
from quizapp.runs.errors import RunFailed, TooManyRuns
from quizapp.runs.runner import Runner, run

NOT_PARAMETERS = frozenset({"lang", "theme"})  # names that an address may carry beside the parameters


@dataclass(frozen=True)
class Run:
    """What was asked of a demonstration and what came of it.

    `values` were run; `raw` is what was asked, so that a form can show a refused value beside its message.
    """

    demonstration: Demonstration
    values: Mapping[str, Any]
    raw: Mapping[str, Any]
    mistakes: tuple[Mistake, ...] = ()
    evidence: Evidence | None = None
    failure: Text | None = None

    def mistake(self, name: str) -> Mistake | None:
        """What was refused of one parameter."""
        return next((mistake for mistake in self.mistakes if mistake.name == name), None)

    @property
    def strangers(self) -> tuple[Mistake, ...]:
        """The mistakes that have no field of the form to stand beside."""
        return tuple(mistake for mistake in self.mistakes if mistake.name not in self.demonstration.parameters)


@dataclass(frozen=True)
class Executor:
    """Where runs execute, and how long one may take."""

    runner: Runner
    deadline: float
    is_ready: Callable[[], bool] = lambda: True  # whether a run would start now

    def evidence(self, slug: str, values: Mapping[str, Any]) -> Evidence:
        """Run, or raise why not (`RunFailed`)."""
        return run(self.runner, slug, values, deadline=self.deadline)


def open_run(executor: Executor, slug: str, own: Mapping[str, Any], raw: Mapping[str, Any]) -> Run:
    """Run a demonstration at its own values with the reader's on top.

    A page is never empty: where a raw value is refused, the run is the one at `own`, and the mistakes say why.

    Raises:
        UnknownDemonstration: there is none of that name.
        TooManyRuns: the queue is full; ask again later.
    """
    demonstration = catalogue.get(slug)
    asked = {name: value for name, value in raw.items() if name not in NOT_PARAMETERS}
    mistakes: tuple[Mistake, ...] = ()
    try:
        values = demonstration.parse({**own, **asked})
    except InvalidParameters as error:
        values, mistakes = demonstration.parse(own), error.mistakes
    try:
        evidence, failure = executor.evidence(slug, values), None
    except TooManyRuns:
        raise  # nothing is wrong with this run; the whole page is asked again
    except RunFailed as error:
        evidence, failure = None, error.text
    return Run(demonstration, values, asked, mistakes, evidence, failure)
