"""Formulas and slots are found where a reader sees them, each with its line."""

import html
import re

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizapp.bank.formulas import Formulas
from quizapp.bank.prose import faults, formulas_in, render, slots, slots_in_wrong_place
from quizapp.bank.slots import fill

FORMULAS = Formulas()


def shown(text: str) -> str:
    """The HTML without the MathML, which test_formulas.py looks at."""
    return re.sub(r"<math\b.*?</math>", "", render(text, formulas=FORMULAS).html)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("设$x$为", [("x", False, 1)]),
        ("$5 和 $10", []),
        ("$5和$10", []),
        (r"\$5 and $x$", [("x", False, 1)]),
        ("a\n\nb $y_1$ $z$", [("y_1", False, 3), ("z", False, 3)]),
        ("$a\n= b$", [("a\n= b", False, 1)]),
        ("$a\n\nb$", []),
        ("- 花 $5\n- 又 10$", []),
        ("$ x $", []),
        ("$a$$b$", []),
        ("$$\na\n$$", [("a", True, 1)]),
        ("$$ a + b $$", [("a + b", True, 1)]),
        ("> 引\n>\n> $$\n> a\n> > b\n> $$", [("a\nb", True, 3)]),
        ("1. 甲\n\n    $$\n    b\n    $$\n\n2. 乙 $c$", [("b", True, 3), ("c", False, 7)]),
        ("`$x$` ``a ` $y$`` $z$", [("z", False, 1)]),
        ("```\n$x$\n```\n$z$", [("z", False, 4)]),
        ("    $indented$\n\n$z$", [("z", False, 3)]),
        ("[a](/$x$) $z$", [("z", False, 1)]),
        (
            r"$a_1 * b_2 * c_3$ $\{x\}$ $\text{\$}$",
            [("a_1 * b_2 * c_3", False, 1), (r"\{x\}", False, 1), (r"\text{\$}", False, 1)],
        ),
        ("|a|\n|-|\n|$p \\mid q$|", [(r"p \mid q", False, 3)]),
    ],
)
def test_formulas_are_found_with_their_lines(text: str, found: list[tuple[str, bool, int]]) -> None:
    assert list(formulas_in(text)) == found
    drawn = re.findall(r'class="math[^"]*" data-tex="([^"]*)"', render(text, formulas=FORMULAS).html)
    assert [html.unescape(tex) for tex in drawn] == [tex for tex, _, _ in found]


def test_an_inline_formula_holds_mathml_and_its_tex() -> None:
    assert render("设 $a<b$", formulas=FORMULAS).html == (
        '<p>设 <span class="math" data-tex="a&lt;b">'
        "<math><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math></span></p>"
    )


def test_a_display_formula_is_a_block_of_its_own() -> None:
    assert shown("上\n\n$$\nx\n$$\n\n下") == '<p>上</p>\n<div class="math display" data-tex="x"></div>\n<p>下</p>'


def test_a_display_formula_inside_a_paragraph_does_not_break_it() -> None:
    assert shown("上\n$$x$$\n下") == '<p>上\n<span class="math display" data-tex="x"></span>\n下</p>'


def test_a_formula_that_cannot_be_drawn_is_shown_as_tex() -> None:
    assert shown(r"设 $\foo<$ 为") == r'<p>设 <code class="math-error">\foo&lt;</code> 为</p>'
    assert shown(r"$$\href{javascript:alert(1)}{x}$$") == (
        r'<p><code class="math-error">\href{javascript:alert(1)}{x}</code></p>'
    )


PLAIN = st.lists(st.sampled_from([*"ab x重，。+=_^*", "$", "$$", r"\alpha", "  ", "\n"]), max_size=25).map("".join)


@settings(max_examples=300, deadline=None)
@given(PLAIN.filter(lambda text: "\n" not in text and "$$" not in text))
@example("设$x$为")
def test_the_dollar_rule_is_that_of_arithmatex(text: str) -> None:
    oracle = markdown.markdown(
        text,
        extensions=["pymdownx.arithmatex"],
        extension_configs={
            "pymdownx.arithmatex": {"generic": True, "inline_syntax": ["dollar"], "block_syntax": ["dollar"]}
        },
    )
    expected = [html.unescape(tex) for tex in re.findall(r'<span class="arithmatex">\\\((.*?)\\\)</span>', oracle)]
    assert [tex for tex, _, _ in formulas_in(text)] == expected


def test_slots_are_found_in_text_in_tables_and_in_bold_with_their_lines() -> None:
    text = "经过 {{ steps }} 步\n\n**{{ gap:.1e }}**\n\n|a|\n|-|\n|{{ gap.bound }}|\n"
    assert [(str(slot), slot.line) for slot in slots(text)] == [("steps", 1), ("gap:.1e", 3), ("gap.bound", 7)]


def test_filling_a_rendered_text_shows_the_numbers() -> None:
    text = "经过 {{ steps }} 步，差是 **{{ gap:.1e }}**。"
    assert fill(render(text, formulas=FORMULAS), {"steps": 500, "gap": 1.2e-16}) == (
        '<p>经过 <span class="slot" data-slot="steps">500</span> 步，差是 '
        '<strong><span class="slot" data-slot="gap:.1e">1.2×10⁻¹⁶</span></strong>。</p>'
    )


def test_a_value_is_text_and_never_html() -> None:
    filled = fill(render("{{ word }}", formulas=FORMULAS), {"word": "<img src=x onerror=alert(1)>{{ gap }}$x$"})
    assert "<img" not in filled
    assert "{{ gap }}$x$" in filled


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n`{{ gap }}`", 2),
        ("```\n{{ gap }}\n```", 2),
        ("文\n\n    {{ gap }}", 3),
        ("$x = {{ gap }}$", 1),
        ("$$\nx\n= {{ gap }}\n$$", 3),
        ("[a](/x?{{ gap }})", 1),
        ('[a](/x "{{ gap }}")', 1),
        ("![{{ gap }}](x.png)", 1),
    ],
)
def test_a_slot_in_code_a_formula_or_an_address_is_reported_and_not_filled(text: str, line: int) -> None:
    assert [(str(slot), slot.line) for slot in slots_in_wrong_place(text)] == [("gap", line)]
    assert slots(text) == ()
    assert "<output" not in render(text, formulas=FORMULAS).html


def test_braces_of_code_and_of_tex_are_no_slots() -> None:
    assert slots_in_wrong_place('`f"{{x!r}}"` $\\frac{{a+b}}{{c}}$ \\{{ gap }}') == ()
    assert shown("\\{{ gap }}") == "<p>{{ gap }}</p>"


@pytest.mark.parametrize("written", ["a.__class__", "a[0]", "1+1", "cycler.__init__.__globals__", "", "a:>9999999d"])
def test_an_expression_is_reported_with_its_line_and_shown_as_it_is(written: str) -> None:
    text = f"一\n\n{{{{ {written} }}}}"
    ((line, rule, message),) = faults(text, formulas=FORMULAS)
    assert (line, rule) == (3, "slot-syntax")
    assert written in message
    assert slots(text) == ()
