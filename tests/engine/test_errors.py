"""An error tells the same after the way back from another process."""

import pickle

import pytest

from engine import Text
from engine.errors import (
    BrokenDeclaration,
    BrokenFinding,
    EngineError,
    InvalidParameters,
    Mistake,
    UnknownDemonstration,
)

MISTAKES = [
    Mistake("steps", "x", Text("应为整数", "must be whole")),
    Mistake("rate", 9, Text("应为数", "must be small")),
]
ERRORS = [
    UnknownDemonstration("zero", ["zero-init", "zero-layer"]),
    InvalidParameters(MISTAKES),
    BrokenDeclaration("width has no label"),
    BrokenFinding("not a number"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_survives_the_way_from_another_process(error: EngineError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


def test_the_messages_name_what_was_asked_and_what_would_be_right() -> None:
    assert str(ERRORS[0]) == "no demonstration is called 'zero'; did you mean zero-init, zero-layer?"
    assert str(ERRORS[1]) == "steps = 'x': must be whole; rate = 9: must be small"


def test_two_languages_are_told_once_where_they_agree() -> None:
    assert str(Text("步数", "steps")) == "步数 / steps"
    assert str(Text("w₁₁", "w₁₁")) == "w₁₁"
    assert (Text("步数", "steps").to("zh"), Text("步数", "steps").to("en")) == ("步数", "steps")
