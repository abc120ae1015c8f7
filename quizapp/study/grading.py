"""Grading: what a learner sent, read and compared with what the run shows. Pure; one pair of functions a kind.

`read` turns form fields into a response or refuses them (a format error is not a wrong answer and costs
nothing); `grade` compares a response with the evidence.
"""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import singledispatch
from typing import Any

from engine import Evidence, Text
from quizapp.bank.question import ChoiceAsk, NumberAsk, RubricPoint, SpokenAsk
from quizapp.bank.trial import expected_number
from quizapp.errors import QuizError

MAX_TEXT = 20_000  # characters of an answer in one's own words

Fields = Mapping[str, Sequence[str]]

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?", re.IGNORECASE)


class AnswerNotUnderstood(QuizError):
    """The answer has not the form that the question asks for; nothing was stored and nothing is counted."""

    def __init__(self, message: Text) -> None:
        """Say in both languages what form is asked for."""
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True)
class Grade:
    """How an answer compares with the run: 1 right, 0 wrong, between for a part; None where only a person can say."""

    score: float | None
    chosen: tuple[int, ...] = ()
    right: tuple[int, ...] = ()
    given: float | None = None
    expected: float | None = None

    @property
    def is_right(self) -> bool:
        """Whether the whole answer is right."""
        return self.score == 1

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as an attempt keeps it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Grade":
        """The inverse of `to_dict`, also after a trip through JSON."""
        return cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in data.items()})


@singledispatch
def read(ask: Any, fields: Fields) -> dict[str, Any]:
    """The response in form fields.

    Raises:
        AnswerNotUnderstood: the fields are no answer of this kind.
    """
    raise TypeError(f"no way to read an answer to {type(ask).__name__}")


@singledispatch
def grade(ask: Any, response: Mapping[str, Any], evidence: Evidence) -> Grade:
    """Compare a response with the run of the question's own parameters."""
    raise TypeError(f"no way to grade an answer to {type(ask).__name__}")


@read.register
def _(ask: ChoiceAsk, fields: Fields) -> dict[str, Any]:
    sent = fields.get("option", ())
    numbers = sorted({int(text) for text in sent if text.isascii() and text.isdigit() and len(text) < 3})
    known = [number for number in numbers if number < len(ask.options)]
    if not known or len(known) != len(set(sent)) or (len(known) > 1 and not ask.several):
        many = Text("请至少选一项。", "Choose at least one option.")
        one = Text("请选择一项。", "Choose one option.")
        raise AnswerNotUnderstood(many if ask.several else one)
    return {"chosen": known}


@grade.register
def _(ask: ChoiceAsk, response: Mapping[str, Any], evidence: Evidence) -> Grade:
    right = tuple(number for number, option in enumerate(ask.options) if option.is_met(evidence))
    chosen = tuple(response["chosen"])
    agreed = sum((number in right) == (number in chosen) for number in range(len(ask.options)))
    score = float(set(right) == set(chosen)) if not ask.several else agreed / len(ask.options)
    return Grade(score, chosen=chosen, right=right)


@read.register
def _(ask: NumberAsk, fields: Fields) -> dict[str, Any]:
    text = (list(fields.get("number", ())) or [""])[0].strip()
    return {"text": text, "value": read_number(text)}


@grade.register
def _(ask: NumberAsk, response: Mapping[str, Any], evidence: Evidence) -> Grade:
    expected, given = expected_number(ask, evidence), float(response["value"])
    close = math.isclose(given, expected, rel_tol=ask.relative, abs_tol=ask.absolute)
    return Grade(float(close), given=given, expected=expected)


@read.register
def _(ask: SpokenAsk, fields: Fields) -> dict[str, Any]:
    text = (list(fields.get("text", ())) or [""])[0].strip()
    if len(text) > MAX_TEXT:
        raise AnswerNotUnderstood(
            Text(f"回答有 {len(text)} 字，最多 {MAX_TEXT} 字。", f"{len(text)} characters; at most {MAX_TEXT} are kept.")
        )
    return {"text": text}


@grade.register
def _(ask: SpokenAsk, response: Mapping[str, Any], evidence: Evidence) -> Grade:
    return Grade(None)


def read_rubric(rubric: Sequence[RubricPoint], ticked: Sequence[str]) -> dict[str, Any]:
    """The rubric points that a learner ticked, by number, and what they are worth; strange numbers are left out."""
    made = [number for number in range(len(rubric)) if str(number) in ticked]
    return {
        "made": made,
        "points": sum(rubric[number].points for number in made),
        "of": sum(point.points for point in rubric),
    }


def read_number(text: str) -> float:
    """A decimal number, a fraction `a/b` or a percentage, as people type them in either script.

    Raises:
        AnswerNotUnderstood: it is none of these, or not finite.
    """
    # Full-width digits, signs and slashes from a Chinese keyboard mean what they look like.
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace(",", "").replace(" ", "")
    percent = plain.endswith("%")
    parts = plain.removesuffix("%").split("/")
    if len(plain) <= 60 and len(parts) <= 2 and all(_NUMBER.fullmatch(part) for part in parts):
        top, bottom = float(parts[0]), float(parts[1]) if len(parts) == 2 else 1.0
        value = math.nan if bottom == 0 else top / bottom / (100 if percent else 1)
        if math.isfinite(value):
            return value
    shown = text[:40]
    raise AnswerNotUnderstood(
        Text(
            f"“{shown}”不是一个数；可以写小数、分数（如 1/4）或百分数。",
            f"“{shown}” is not a number; write a decimal, a fraction such as 1/4, or a percentage.",
        )
    )
