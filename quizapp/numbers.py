"""The one place that writes a number for people: a true minus sign, `1.2×10⁻¹⁶`, `NaN`, `∞`."""

import math
import numbers
import re

from quizapp.errors import QuizError

_SPEC = re.compile(r"d|,|%|\.(?:[0-9]|1[0-2])[efg%]")
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_WHOLE = ("d", ",")
_PLAIN = ".6g"  # enough to recognize a number, few enough to read it


class BadFormat(QuizError):
    """A format that we do not have, or one that does not suit the value."""


def check_spec(spec: str) -> None:
    """Refuse a format that is not one of the few that prose may ask for.

    Raises:
        BadFormat: with the formats that there are.
    """
    if spec and not _SPEC.fullmatch(spec):
        raise BadFormat(f"the format {spec!r} is not one of d , .2f .2e .2g % .2% (at most 12 digits)")


def format_value(value: object, spec: str = "") -> str:
    """Write a value for people: a true minus sign, `1.2×10⁻¹⁶`, `NaN`, `∞`, whole numbers without decimals.

    Raises:
        BadFormat: The format is unknown or does not suit the value.
    """
    check_spec(spec)
    if isinstance(value, str | bool):
        if spec:
            raise BadFormat(f"the format {spec!r} is for numbers, and this is {value!r}: leave the format out")
        return str(value)
    if not isinstance(value, numbers.Real):
        raise BadFormat(f"a slot shows a number or a word, not {type(value).__name__}")
    try:
        return _format_number(int(value) if isinstance(value, numbers.Integral) else float(value), spec)
    except (OverflowError, ValueError) as error:  # an int beyond every float, or of more than 4,300 digits
        raise BadFormat(f"the number is too large to write with the format {spec!r} ({error})") from error


def has_format(spec: str, kind: type) -> bool:
    """Whether every value of this declared type can be written so: `d` and `,` ask for int, the others for a number."""
    if issubclass(kind, str | bool):
        return not spec
    return issubclass(kind, int) or (issubclass(kind, float) and spec not in _WHOLE)


def _format_number(value: float, spec: str) -> str:
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("∞" if value > 0 else "−∞")
    if spec in _WHOLE or (not spec and isinstance(value, int)):
        if value != int(value):
            raise BadFormat(f"the format {spec!r} is for whole numbers, and this is {value!r}: use .2f, .2e or .2g")
        return _typeset(format(int(value), spec))
    if spec.endswith("%") and not math.isfinite(100 * value):
        raise BadFormat(f"{value!r} is too large for a percentage: use .2e")
    if spec == "%":
        return _typeset(format(100 * value, "z" + _PLAIN)) + "%"
    if value == 0 and spec.endswith("e"):
        return "0"
    return _typeset(format(float(value), "z" + (spec or _PLAIN)))


def _typeset(written: str) -> str:
    """Turn Python's `-1.2e-16` into −1.2×10⁻¹⁶."""
    mantissa, _, exponent = written.partition("e")
    power = int(exponent or 0)
    return mantissa.replace("-", "−") + (f"×10{str(power).translate(_SUPERSCRIPTS)}" if power else "")
