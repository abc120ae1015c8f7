"""Formulas are checked and drawn by the page's own KaTeX, and nothing they say runs, links or styles."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.bank.formulas import MAX_LENGTH, BadFormula, Formulas, shared_formulas

FORMULAS = Formulas()

DRAWN = [
    r"\frac{\partial L}{\partial w_{13}} = (a_3 - y)\,a_1",
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
    r"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}",
    r"\begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{否则} \end{cases}",
    r"\underbrace{W x + b}_{\text{预激活}}",
    r"\vec{v} \cdot \widetilde{w}, \quad \substack{i \\ j}",
    r"\operatorname{rank} W^{(1)} = 1",
    r"\mathbb{E}\left[\sigma'(z)\right] \le \tfrac14",
    r"\pmb{x} + \fcolorbox{red}{white}{y} + \boxed{z}",
    r"\sum_{i=1}^{n} \lVert x_i \rVert_2^2 \tag{1}",
    "权重",
]


@pytest.mark.parametrize("tex", DRAWN)
def test_a_formula_of_the_documents_is_drawn(tex: str) -> None:
    assert FORMULAS.check_formula(tex, display=True) is None
    mathml = FORMULAS.to_mathml(tex, display=True)
    assert mathml.startswith('<math display="block">')
    assert mathml.endswith("</math>")


@pytest.mark.parametrize("tex", DRAWN)
def test_mathml_has_no_style_no_class_no_tex(tex: str) -> None:
    mathml = FORMULAS.to_mathml(tex, display=True)
    assert not re.search(r"\s(style|class|href|src|on\w+)=", mathml)
    assert "annotation" not in mathml


def test_an_inline_formula_is_not_a_block() -> None:
    assert FORMULAS.to_mathml("x", display=False).startswith("<math><")


@pytest.mark.parametrize(
    ("tex", "message"),
    [
        (r"a + \foo b", r"Undefined control sequence: \foo (character 5)"),
        ("a_b_c", "Double subscript (character 4)"),
        (r"\left( x", r"Expected '\right', got 'EOF' (character 9)"),
        (r"x + \href{javascript:alert(1)}{y}", r"\href is refused: formulas do not link, load or style (character 5)"),
        (r"\url{x}", r"\url is refused: formulas do not link, load or style (character 1)"),
        (r"\includegraphics{x}", r"\includegraphics is refused: formulas do not link, load or style (character 1)"),
        (r"\htmlStyle{color:red}{x}", r"\htmlStyle is refused: formulas do not link, load or style (character 1)"),
        (r"\htmlClass{a}{x}", r"\htmlClass is refused: formulas do not link, load or style (character 1)"),
        (r"\def\a{\a\a}\a", r"\def is refused: formulas define and print nothing (character 1)"),
        (r"x\newcommand{\a}{b}", r"\newcommand is refused: formulas define and print nothing (character 2)"),
        (r"\errmessage{x}", r"\errmessage is refused: formulas define and print nothing (character 1)"),
        ("{" * 900 + "}" * 900, "it is nested too deeply"),
        ("x" * 2001, f"a formula has at most {MAX_LENGTH} characters; this one has 2001: split it"),
        ("\ud800", "it is not text: half of a surrogate pair"),
    ],
)
def test_what_katex_cannot_draw_is_told_with_its_place(tex: str, message: str) -> None:
    assert FORMULAS.check_formula(tex, display=False) == message
    with pytest.raises(BadFormula) as caught:
        FORMULAS.to_mathml(tex, display=False)
    assert str(caught.value) == message


def test_text_in_a_formula_stays_text() -> None:
    mathml = FORMULAS.to_mathml(r"\text{<script>alert(1)</script>}", display=False)
    assert "<script" not in mathml
    assert "&lt;script&gt;" in mathml


def test_a_command_whose_name_begins_like_a_definition_is_drawn() -> None:
    assert FORMULAS.check_formula(r"\leftarrow \longrightarrow \deg x", display=False) is None


@pytest.mark.parametrize("unit", [r"\KaTeX", r"\neq", "x", r"\color{red}"])
def test_the_worst_formula_ends_soon(unit: str) -> None:
    tex = unit * (MAX_LENGTH // len(unit))
    started = time.perf_counter()
    FORMULAS.check_formula(tex, display=True)
    assert time.perf_counter() - started < 5


def test_katex_that_gives_up_is_replaced() -> None:
    formulas = Formulas()
    formulas.check_formula("x", display=False)
    formulas._interpreter.evaljs("globalThis.draw = function () { throw null; }; null")
    assert str(formulas.check_formula("y", display=False)).startswith("KaTeX gave up")
    assert formulas.check_formula("z", display=False) is None


def test_threads_share_one_katex() -> None:
    formulas = Formulas()
    barrier = threading.Barrier(8)

    def draw(number: int) -> list[str]:
        barrier.wait()
        return [formulas.to_mathml(f"x_{{{k}}}", display=False) for k in range(number, number + 10)]

    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(draw, range(8)))
    assert drawn == [[FORMULAS.to_mathml(f"x_{{{k}}}", display=False) for k in range(n, n + 10)] for n in range(8)]


def test_nothing_is_loaded_before_the_first_formula() -> None:
    assert Formulas()._interpreter is None
    assert shared_formulas() is shared_formulas()


def test_a_drawing_is_kept() -> None:
    formulas = Formulas()
    first = formulas.to_mathml("x^2", display=False)
    formulas._interpreter = None
    assert formulas.to_mathml("x^2", display=False) == first
    assert formulas._interpreter is None


COMMANDS = r"\frac \sqrt \text \href \html \htmlStyle \def \pmb \left( \right) \begin{array}{c} \end{array}"
WORDS = "javascript: onclick=x style=y </math> <script>"
PIECES = st.sampled_from([*COMMANDS.split(), *WORDS.split(), *"{}^_&$%#~<>\"'|`x1权 \n"])
MATHEMATICS = """
    math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd
    mtext mtr munder munderover"""


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join), st.booleans())
def test_whatever_is_written_the_mathml_is_mathematics(tex: str, display: bool) -> None:
    fault = FORMULAS.check_formula(tex, display=display)
    if fault is None:
        mathml = FORMULAS.to_mathml(tex, display=display)
        assert set(re.findall(r"</?([a-z]+)", mathml)) <= set(MATHEMATICS.split())
        assert not re.search(r"<[^>]*\s(style|class|href|on\w+)=", mathml)
    else:
        assert fault
