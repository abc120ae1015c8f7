"""One run as a page shows it: what was refused, what was run instead, and why there may be no evidence."""

import pytest

from engine.errors import UnknownDemonstration
from quizapp.runs.errors import RunTimedOut, TooManyRuns
from quizapp.runs.inline import InlineRunner
from quizapp.study.running import Executor, open_run
from tests.runners import ScriptedRunner

OWN = {"hidden": 2, "steps": 20}
SLUG = "zero-init-symmetry"
EXECUTOR = Executor(InlineRunner(), 3.0)


def failing(failure: Exception) -> Executor:
    runner = ScriptedRunner()
    runner.failure = failure
    return Executor(runner, 3.0)


def test_the_readers_values_go_over_the_questions_own_and_those_over_the_defaults() -> None:
    run = open_run(EXECUTOR, SLUG, OWN, {"hidden": "8"})
    assert run.values == {"data": "and", "hidden": 8, "activation": "sigmoid", "steps": 20, "tilt": 0.0}
    assert run.evidence is not None
    assert run.evidence.parameters == run.values
    assert (run.mistakes, run.failure) == ((), None)


def test_all_mistakes_are_told_and_the_run_is_the_questions_own() -> None:
    run = open_run(
        EXECUTOR, SLUG, OWN, {"hidden": "99", "steps": "2.7", "tilt": ["0", "1"], "width": "3", "data": "xor"}
    )
    assert run.evidence is not None
    assert run.evidence.parameters == run.values
    assert (run.values["hidden"], run.values["data"]) == (2, "and")
    told = {one.name: one.message.en for one in run.mistakes}
    assert told["hidden"] == "must be one of 2, 4, 8"
    assert told["steps"] == "must be a whole number from 1 to 2000"
    assert told["tilt"] == "given more than once; give it once"
    assert told["width"].startswith("no such parameter; there are data, hidden")
    assert set(told) == {"hidden", "steps", "tilt", "width"}
    assert all(one.message.zh != one.message.en for one in run.mistakes)
    assert [one.name for one in run.strangers] == ["width"]
    assert run.mistake("hidden") is not None
    assert run.mistake("data") is None
    assert run.raw["steps"] == "2.7"


@pytest.mark.parametrize("name", ["lang", "theme"])
def test_what_belongs_to_the_page_is_no_parameter(name: str) -> None:
    assert open_run(EXECUTOR, SLUG, OWN, {name: "x"}).mistakes == ()


def test_a_run_that_fails_leaves_a_page_without_evidence_and_with_words() -> None:
    run = open_run(failing(RunTimedOut(3.0)), SLUG, OWN, {})
    assert run.evidence is None
    assert run.failure is not None
    assert "stopped" in run.failure.en
    assert run.values["hidden"] == 2


def test_a_full_queue_is_not_the_fault_of_this_run() -> None:
    with pytest.raises(TooManyRuns):
        open_run(failing(TooManyRuns(2)), SLUG, OWN, {})


def test_an_unknown_demonstration_is_named() -> None:
    with pytest.raises(UnknownDemonstration, match="no-such-thing"):
        open_run(EXECUTOR, "no-such-thing", {}, {})
