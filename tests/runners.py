"""A runner that works until it is told to fail."""

from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any

from engine import Evidence
from quizapp.runs.inline import InlineRunner


class ScriptedRunner:
    """Runs inline; while `failure` or `evidence` is set, every run ends with that."""

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self.evidence: Evidence | None = None
        self.asked: list[Mapping[str, Any]] = []

    def submit(self, slug: str, values: Mapping[str, Any], *, deadline: float) -> Future[Evidence]:
        self.asked.append(values)
        future: Future[Evidence] = Future()
        if self.failure is not None:
            future.set_exception(self.failure)
        elif self.evidence is not None:
            future.set_result(self.evidence)
        else:
            return InlineRunner().submit(slug, values, deadline=deadline)
        return future

    def close(self) -> None:
        """Nothing to stop."""
