"""Grading: what a learner sent, read and compared with what the run shows. Pure; one pair of functions a kind.

`read` turns form fields into a response or refuses them (a format error is not a wrong answer and costs
nothing); `grade` compares a response with the evidence.
"""

import math
import re
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

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]{1,3})?", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=[0-9])[, ](?=[0-9]{3}(?![0-9]))")
_POWER = re.compile(r" ?[×x*] ?10(?:\^([+-]?[0-9]+)|([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))", re.IGNORECASE)
# Full-width signs from a Chinese keyboard and typeset minus signs mean what they look like.
_PLAIN = {0xFF01 + i: 0x21 + i for i in range(94)} | dict.fromkeys(map(ord, "−–"), "-") | {0x3000: " "}
_SUPERSCRIPTS = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")


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
    chosen: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
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
        plain: dict[str, Any] = {n: tuple(value) if isinstance(value, list) else value for n, value in data.items()}
        return cls(**plain)


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
    sent = set(fields.get("option", ()))
    chosen = [option.key for option in ask.options if option.key in sent]
    if not chosen or len(chosen) != len(sent) or (len(chosen) > 1 and not ask.several):
        many = Text("请至少选一项。", "Choose at least one option.")
        one = Text("请选择一项。", "Choose one option.")
        raise AnswerNotUnderstood(many if ask.several else one)
    return {"chosen": chosen}


@grade.register
def _(ask: ChoiceAsk, response: Mapping[str, Any], evidence: Evidence) -> Grade:
    right = right_options(ask, evidence)
    chosen = tuple(response["chosen"])
    agreed = sum((option.key in right) == (option.key in chosen) for option in ask.options)
    score = float(set(right) == set(chosen)) if not ask.several else agreed / len(ask.options)
    return Grade(score, chosen=chosen, right=right)


def right_options(ask: ChoiceAsk, evidence: Evidence) -> tuple[str, ...]:
    """The keys of the options that this run shows to be right."""
    return tuple(option.key for option in ask.options if option.is_met(evidence))


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
            Text(
                f"回答有 {len(text)} 字，最多 {MAX_TEXT} 字。", f"{len(text)} characters; at most {MAX_TEXT} are kept."
            )
        )
    return {"text": text}


@grade.register
def _(ask: SpokenAsk, response: Mapping[str, Any], evidence: Evidence) -> Grade:
    return Grade(None)


def read_rubric(rubric: Sequence[RubricPoint], ticked: Sequence[str]) -> dict[str, Any]:
    """The rubric points that a learner ticked, by key, and what they are worth; strange keys are left out."""
    made = [point for point in rubric if point.key in ticked]
    return {
        "made": [point.key for point in made],
        "points": sum(point.points for point in made),
        "of": sum(point.points for point in rubric),
    }


def read_number(text: str) -> float:
    """A decimal number, a fraction `a/b` or a percentage, as people type them and as our pages print them.

    What could be read in two ways (`1,5`, `1 1/2`) is refused, not guessed.

    Raises:
        AnswerNotUnderstood: it is none of these, or not finite.
    """
    plain = _THOUSANDS.sub("", _POWER.sub(_exponent, text.translate(_PLAIN).strip()))
    percent = plain.endswith("%")
    parts = [part.strip() for part in plain.removesuffix("%").split("/")]
    if len(plain) <= 60 and len(parts) <= 2 and all(_NUMBER.fullmatch(part) for part in parts):
        top, bottom = float(parts[0]), float(parts[1]) if len(parts) == 2 else 1.0
        value = math.nan if bottom == 0 else top / bottom / (100 if percent else 1)
        if math.isfinite(value):
            return value
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    raise AnswerNotUnderstood(
        Text(
            f"“{shown}”不是一个数；可以写小数、分数（如 1/4）或百分数。",
            f"“{shown}” is not a number; write a decimal, a fraction such as 1/4, or a percentage.",
        )
    )


def _exponent(power: re.Match[str]) -> str:
    """`×10⁻³` and `x10^-3` as `e-3`."""
    return f"e{power[1] or power[2].translate(_SUPERSCRIPTS)}"
