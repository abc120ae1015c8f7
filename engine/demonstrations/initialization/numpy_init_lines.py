r"""Two initialization lines as document 002 prints them, and as NumPy takes them.

randn takes its dimensions as separate numbers and refuses a tuple; zeros takes one tuple, and reads a second number as
the type of the entries; a function zero does not exist. The Generator's standard_normal takes a tuple like zeros, so
that the shape is written once and alike: the spelling to prefer. W is [h, d] here and b is [h, 1], samples in columns.
A shape that fits proves little: with h = 5 = n even zeros(h) fits, and is added along the wrong axis.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.random import RandomState  # np.random's own functions are methods of one: here without the global state

from engine import Array, Choice, Claim, Int, Printed, Table, Value, demonstration

SAMPLES = 5
WEIGHTS: dict[str, Callable[[int, int], Array]] = {
    "randn((h, d))": lambda h, d: RandomState(0).randn((h, d)),  # type: ignore[call-overload] # the mistake
    "randn(h, d)": lambda h, d: RandomState(0).randn(h, d),
    "randn(d, h)": lambda h, d: RandomState(0).randn(d, h),
    "standard_normal((h, d))": lambda h, d: np.random.default_rng(0).standard_normal((h, d)),
}
BIASES: dict[str, Callable[[int], Array]] = {
    "zero((h, 1))": lambda h: np.zero((h, 1)),  # type: ignore[attr-defined] # the mistake
    "zeros(h, 1)": lambda h: np.zeros(h, 1),  # type: ignore[call-overload] # the mistake
    "zeros(h)": np.zeros,
    "zeros((h, 1))": lambda h: np.zeros((h, 1)),
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """What becomes of the two lines."""

    printed: Annotated[float, Printed(
        equals=2.0, zh="照 002 原文的两行中能运行的行数", en="lines that run, of the two as printed in 002")]
    runs: Annotated[float, Claim(equals=2.0, zh="所选两行中能运行的行数", en="lines that run, of the two chosen")]
    fits: Annotated[float, Claim(
        equals=1.0, zh="W x + b 的形状是 (h, n)（是为 1）", en="W x + b has the shape (h, n) (1 if so)")]
    weights_error: Annotated[str, Value(zh="原文的权重一行抛出", en="what the weight line raises as printed")]
    biases_error: Annotated[str, Value(zh="原文的偏置一行抛出", en="what the bias line raises as printed")]
    lines: Annotated[dict[str, list[str]], Table(
        zh="每种写法的结果", en="what every spelling gives",
        columns={"line": ("写法", "spelling"), "gives": ("形状或异常", "shape or exception")})]


@demonstration(zh="用 NumPy 写初始化的两行", en="Two initialization lines in NumPy")
def numpy_init_lines(
    weights: Annotated[str, Choice(*WEIGHTS, zh="权重一行", en="weight line")] = "randn(h, d)",
    biases: Annotated[str, Choice(*BIASES, zh="偏置一行", en="bias line")] = "zeros((h, 1))",
    hidden: Annotated[int, Int(1, 8, zh="隐藏单元数 h", en="hidden units h")] = 2,
    inputs: Annotated[int, Int(1, 8, zh="输入数 d", en="inputs d")] = 3,
) -> Found:
    made = {name: _attempt(line, hidden, inputs) for name, line in WEIGHTS.items()}
    made |= {name: _attempt(line, hidden) for name, line in BIASES.items()}
    ran = {name: float(isinstance(result, np.ndarray)) for name, result in made.items()}
    told = {name: str(result.shape) if ran[name] else type(result).__name__ for name, result in made.items()}
    z = _attempt(lambda: made[weights] @ np.ones((inputs, SAMPLES)) + made[biases])
    return Found(
        printed=ran["randn((h, d))"] + ran["zero((h, 1))"], runs=ran[weights] + ran[biases],
        fits=float(np.shape(z) == (hidden, SAMPLES)), weights_error=told["randn((h, d))"],
        biases_error=told["zero((h, 1))"], lines={"line": list(told), "gives": list(told.values())},
    )


def _attempt(line: Callable[..., Any], *numbers: int) -> Any:
    """What a line gives: an array, or the exception that stops it."""
    try:
        return line(*numbers)
    except (TypeError, AttributeError, ValueError) as error:
        return error
