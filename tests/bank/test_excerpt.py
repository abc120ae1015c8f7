"""Texts in short: inline, and as plain words."""

import re

import pytest

from quizapp.bank.excerpt import excerpt, plain_formula
from quizapp.bank.prose import inline


def test_inline_prose_has_no_paragraph() -> None:
    assert re.sub(r"<math>.*?</math>", "", inline("**是** $x$")) == (
        '<strong>是</strong> <span class="math" data-tex="x"></span>'
    )
    assert inline("一\n\n二") == "<p>一</p>\n<p>二</p>"


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("**设** $w_1 = 0$，`b`\n为\n零 {{ gap }}。", 80, "设 w₁ = 0，b 为零 …。"),
        ("一 $\\frac{a}{b}$ 二\n\n```python\nx\n```\n\n三 <b> & c", 80, "一 … 二 三 <b> & c"),
        ("one two three four", 10, "one two…"),
        ("一二三四五六七八九十", 6, "一二三四五…"),
        ("", 10, ""),
    ],
)
def test_an_excerpt_is_plain_text_that_fits(text: str, limit: int, expected: str) -> None:
    assert excerpt(text, limit) == expected


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        (r"w_{11} \neq 0", "w₁₁ ≠ 0"),
        (r"\sigma(z) \le \alpha^2", "σ(z) ≤ α²"),
        (r"\mathrm{Var}\,x", "Varx"),
        (r"\frac12", "…"),
        (r"x_{i,j}", "…"),
        ("-1", "−1"),
    ],
)
def test_a_simple_formula_is_said_in_letters(tex: str, said: str) -> None:
    assert plain_formula(tex) == said
