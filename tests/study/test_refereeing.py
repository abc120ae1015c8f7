"""Running what decides a statement, and saying whether the verdict stands."""

from quizapp.bank.condition import Decision
from quizapp.runs.errors import RunTimedOut
from quizapp.runs.inline import InlineRunner
from quizapp.study.refereeing import try_all
from quizapp.study.running import Executor

SLUG = "zero-init-symmetry"
EXECUTOR = Executor(InlineRunner(), 3.0)


def test_every_claim_of_a_decision_is_compared_with_what_was_said() -> None:
    decision = Decision(demonstration=SLUG, params={"steps": 10}, holds=("gap",), fails=("moved",))
    (trial,) = try_all(EXECUTOR, [decision])
    assert [(one.name, one.expected, one.verdict.holds, one.is_as_said) for one in trial.claims] == [
        ("gap", True, True, True),
        ("moved", False, False, True),
    ]
    assert trial.stands
    assert trial.failure is None


def test_a_verdict_that_the_run_does_not_show_does_not_stand() -> None:
    (trial,) = try_all(EXECUTOR, [Decision(demonstration=SLUG, params={"data": "xor"}, fails=("moved",))])
    assert not trial.stands
    assert not trial.claims[0].is_as_said


def test_the_run_has_an_address() -> None:
    params = {"data": "xor", "hidden": 8, "tilt": 0.5}
    (trial,) = try_all(EXECUTOR, [Decision(demonstration=SLUG, params=params, holds=("gap",))])
    assert trial.raw == {"data": "xor", "hidden": "8", "tilt": "0.5"}
    assert trial.demonstration.parse(trial.raw) == trial.demonstration.parse(params)


def test_a_run_that_fails_is_told_and_the_other_decisions_are_still_run() -> None:
    def entry(slug: str, values: object) -> object:
        if values["data"] == "or":  # type: ignore[index]  # parsed values
            raise RunTimedOut(3.0)
        return EXECUTOR.evidence(slug, values)  # type: ignore[arg-type]  # parsed values

    executor = Executor(InlineRunner(entry), 3.0)  # type: ignore[arg-type]  # it returns evidence
    decisions = [Decision(demonstration=SLUG, params={"data": data}, holds=("gap",)) for data in ("or", "and")]
    failed, done = try_all(executor, decisions)
    assert (failed.claims, failed.stands) == ((), False)
    assert failed.failure is not None
    assert "no result" in failed.failure.en
    assert done.stands


def test_nothing_to_decide_is_nothing_to_run() -> None:
    assert try_all(EXECUTOR, []) == ()
