"""Whatever can go wrong is answered with a status, an exit code and words in both languages."""

import importlib
import pkgutil
import re
from http import HTTPStatus

import pytest

import engine
import quizapp
from engine import Text
from engine.errors import EngineError, InvalidParameters, Mistake
from quizapp import outcomes
from quizapp.errors import QuizError, StoreError
from quizapp.runs.errors import RunFailed, RunTimedOut
from quizapp.study.grading import AnswerNotUnderstood, read_number


def _family(root: type[Exception]) -> list[type[Exception]]:
    return [root, *(kind for child in root.__subclasses__() for kind in _family(child))]


for _package in (engine, quizapp):
    for _info in pkgutil.walk_packages(_package.__path__, f"{_package.__name__}."):
        if not _info.name.endswith(("__main__", ".preload")):  # they work when they are imported
            importlib.import_module(_info.name)

KINDS = sorted({*_family(QuizError), *_family(EngineError)}, key=lambda kind: kind.__qualname__)


def outcome(kind: type[Exception]) -> outcomes.Outcome:
    return outcomes.outcome_of(kind.__new__(kind))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__qualname__)
def test_every_failure_has_an_outcome_with_words_in_both_languages(kind: type[Exception]) -> None:
    made = outcome(kind)
    assert 400 <= made.status < 600
    assert made.exit_code in (1, 2)
    assert re.search(r"[\u4e00-\u9fff]", made.words.zh)
    assert re.search(r"[a-z]", made.words.en)
    assert not re.search(r"[\u4e00-\u9fff]", made.words.en)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__qualname__)
def test_every_failure_says_what_it_is(kind: type[Exception]) -> None:
    assert kind.__doc__
    assert kind.__doc__.strip().endswith((".", "`"))


def test_the_nearest_ancestor_answers() -> None:
    assert outcome(RunTimedOut) == outcomes.OUTCOMES[RunFailed]
    assert {outcome(kind).status for kind in _family(StoreError)} <= {
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.INSUFFICIENT_STORAGE,
    }


def test_there_are_no_outcomes_for_what_cannot_happen() -> None:
    assert set(outcomes.OUTCOMES) <= set(KINDS)


def test_what_only_the_exception_knows_is_told_in_both_languages() -> None:
    mistakes = [Mistake("hidden", "9", Text("应为 2", "must be 2")), Mistake("steps", ["1", "2"], Text("一次", "once"))]
    told = outcomes.details(InvalidParameters(mistakes))
    assert [one.en for one in told] == ["hidden = '9': must be 2", "steps = ['1', '2']: once"]
    assert told[0].zh == "hidden = '9'：应为 2"
    assert "stopped" in outcomes.details(RunTimedOut(3.0))[0].en
    with pytest.raises(AnswerNotUnderstood) as caught:
        read_number("x")
    assert "is not a number" in outcomes.details(caught.value)[0].en
    assert outcomes.details(QuizError("x")) == ()
