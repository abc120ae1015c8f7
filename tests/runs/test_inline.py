"""Runs in this process."""

from collections.abc import Mapping
from typing import Any, NoReturn

import pytest

from engine import Evidence, catalogue
from quizapp.runs.errors import RunOutOfMemory, RunRaised
from quizapp.runs.inline import InlineRunner
from quizapp.runs.runner import run


def test_an_inline_run_is_done_when_it_is_submitted() -> None:
    demonstration = catalogue.get("zero-init-symmetry")
    values = demonstration.parse({"steps": "5"})
    future = InlineRunner().submit(demonstration.slug, values, deadline=3.0)
    assert future.done()
    assert future.result() == demonstration.run(values)


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit(0), RecursionError("deep")])
def test_what_a_demonstration_raises_is_kept_as_the_cause(error: BaseException) -> None:
    def entry(slug: str, values: Mapping[str, Any]) -> NoReturn:
        raise error

    with pytest.raises(RunRaised, match=type(error).__name__) as caught:
        run(InlineRunner(entry), "any", {}, 3.0)
    assert caught.value.__cause__ is error


def test_running_out_of_memory_inline_names_no_limit() -> None:
    def entry(slug: str, values: Mapping[str, Any]) -> Evidence:
        raise MemoryError

    with pytest.raises(RunOutOfMemory) as caught:
        run(InlineRunner(entry), "any", {}, 3.0)
    assert caught.value.limit is None


def test_ctrl_c_stops_the_program_and_not_only_the_run() -> None:
    def entry(slug: str, values: Mapping[str, Any]) -> Evidence:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        InlineRunner(entry).submit("any", {}, deadline=3.0)
