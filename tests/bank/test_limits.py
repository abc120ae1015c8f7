"""The worst text is refused, or rendered in bounded time."""

import re
import time

import pytest

from quizapp.bank.formulas import Formulas
from quizapp.bank.limits import MAX_CHARACTERS, ProseTooLarge
from quizapp.bank.prose import faults, formulas_in, render, slots

FORMULAS = Formulas()


def test_a_body_of_five_megabytes_is_refused_at_once() -> None:
    body = "长文 $x$ {{ gap }}\n" * 350_000
    started = time.perf_counter()
    with pytest.raises(ProseTooLarge, match="characters; at most 20,000 are rendered: split it"):
        render(body, formulas=FORMULAS)
    assert slots(body) == ()
    assert formulas_in(body) == ()
    assert [rule for _, rule, _ in faults(body)] == ["prose-size"]
    assert time.perf_counter() - started < 0.5


CROWDED = [
    "[",
    "![",
    "[a](",
    "``a`",
    "`",
    "a\n=\n",
    "> ",
    "1. ",
    "- ",
    "**a *b ",
    "a|",
    "$",
    "{{",
    "$a$ ",
    "<a ",
    "&#",
    "\\",
]


@pytest.mark.parametrize("unit", CROWDED)
def test_a_crowded_text_is_refused_or_rendered_in_bounded_time(unit: str) -> None:
    text = unit * (MAX_CHARACTERS // len(unit))
    started = time.perf_counter()
    try:
        render(text, formulas=FORMULAS)
    except ProseTooLarge as error:
        assert re.search(r"at most|too deeply", str(error))  # noqa: PT017 - refusal is one of two right outcomes
    assert time.perf_counter() - started < 5


def test_the_refusal_names_every_excess_and_its_line() -> None:
    with pytest.raises(ProseTooLarge) as caught:
        render("ok\n\n" + "[" * 200 + "\n\n" + "`" * 200, formulas=FORMULAS)
    assert "from line 3 has 200 brackets [, at most 100" in str(caught.value)
    assert "from line 5 has 200 backticks, at most 100" in str(caught.value)


def test_a_long_listing_is_not_a_crowded_paragraph() -> None:
    listing = "```python\n" + "x[0][1] = `y`\n" * 300 + "```\n"
    assert "<pre" in render(listing, formulas=FORMULAS).html
