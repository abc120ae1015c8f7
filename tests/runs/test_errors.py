"""Every failure says in both languages what happened and what to do."""

import pickle
import signal

import pytest

from engine import Text
from quizapp.errors import QuizError
from quizapp.runs.errors import (
    RunCrashed,
    RunFailed,
    RunnerClosed,
    RunOutOfMemory,
    RunRaised,
    RunTimedOut,
    TooManyRuns,
)

FAILURES: list[tuple[RunFailed, str]] = [
    (RunTimedOut(2.5), "2.5"),
    (RunOutOfMemory(1 << 30), "1024 MiB"),
    (RunOutOfMemory(), ""),
    (RunCrashed(3), "3"),
    (RunCrashed(-signal.SIGSEGV), "SIGSEGV"),
    (RunCrashed(-64_000), "64000"),
    (RunCrashed(), ""),
    (RunRaised("ValueError", "hidden is 4"), "ValueError: hidden is 4"),
    (RunRaised("TypeError", Text("返回了 X", "it returned X")), "X"),
    (TooManyRuns(3), "3"),
    (RunnerClosed(), ""),
]
IDS = [type(failure).__name__ for failure, _ in FAILURES]


@pytest.mark.parametrize(("failure", "detail"), FAILURES, ids=IDS)
def test_a_failure_speaks_both_languages(failure: RunFailed, detail: str) -> None:
    assert isinstance(failure, QuizError)
    assert str(failure) == failure.text.en
    assert detail in failure.text.en
    assert detail in failure.text.zh
    assert any("一" <= character <= "鿿" for character in failure.text.zh)
    assert failure.text.en.isascii()
    assert "None" not in failure.text.en + failure.text.zh


@pytest.mark.parametrize(("failure", "detail"), FAILURES, ids=IDS)
def test_a_failure_survives_pickling(failure: RunFailed, detail: str) -> None:
    again = pickle.loads(pickle.dumps(failure))  # noqa: S301 - our own bytes
    assert type(again) is type(failure)
    assert str(again) == str(failure)
    assert vars(again) == vars(failure)
