"""Code is colored by classes whose colors everybody can read."""

import re
from pathlib import Path

import pytest

from quizapp.bank.highlight import DARK, LIGHT, code_css, highlight_code, highlight_python

SHEET = Path(__file__).resolve().parents[2] / "quizapp" / "static" / "code.css"


def luminance(color: str) -> float:
    """Relative luminance of #rrggbb, WCAG 2.2."""
    channels = [int(color[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_style_sheet_is_what_the_function_writes() -> None:
    assert SHEET.read_bytes() == code_css().encode()


@pytest.mark.parametrize(
    ("colors", "backgrounds"), [(LIGHT, ("#ffffff", "#f0f0f0")), (DARK, ("#000000", "#22272e"))], ids=["light", "dark"]
)
def test_every_color_has_the_contrast_of_double_a(colors: dict[str, str], backgrounds: tuple[str, ...]) -> None:
    weakest = min((contrast(color, background), role) for role, color in colors.items() for background in backgrounds)
    assert weakest >= (4.5, "")


def test_every_color_of_the_sheet_is_one_of_ours() -> None:
    assert set(re.findall(r"#[0-9a-f]{6}", code_css())) == {*LIGHT.values(), *DARK.values()}
    assert set(re.findall(r"var\(--code-(\w+)\)", code_css())) == set(LIGHT) == set(DARK)


def test_python_gets_classes_and_neither_styles_nor_anchors_nor_line_numbers() -> None:
    shown = highlight_python('def f(x):\n    return "<b>" + x  # why\n')
    assert '<span class="nf">f</span>' in shown
    assert "&lt;b&gt;" in shown
    assert not re.search(r"style=|<a\b|id=|lineno|<table", shown)


def test_code_in_an_unknown_language_is_shown_plain() -> None:
    assert highlight_code("<x> & y", "brainfuck") == (
        '<pre class="highlight" tabindex="0"><code>&lt;x&gt; &amp; y</code></pre>'
    )
