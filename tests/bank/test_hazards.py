"""An author is told what the page will not show, and where."""

import pytest

from quizapp.bank.formulas import Formulas
from quizapp.bank.hazards import bars_in_tables, crowded_displays, dangers, loose_dollars
from quizapp.bank.prose import faults, formulas_in

FORMULAS = Formulas()


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("a\n<script>alert(1)</script>", 2, "<script is HTML"),
        ("<img src=x onerror=alert(1)>", 1, "<img is HTML"),
        ("a\n\n<!-- note -->", 3, "<!-- is HTML"),
        ("</div>", 1, "</div is HTML"),
        ("[x](javascript:alert(1))", 1, "javascript: is taken away"),
        ("a\n\n[x](JaVa&#115;cript:alert(1))", 3, "javascript: is taken away"),
        ("[x](javascript&colon;alert(1))", 1, "javascript: is taken away"),
        ("[x](<java\tscript:alert(1)>)", 1, "javascript: is taken away"),
        ("[x][y]\n\n[y]: data:text/html,x", 3, "data: is taken away"),
        ("[x](vbscript:x)", 1, "vbscript: is taken away"),
        ("a\n\n![x](y.png)", 3, "images are not shown"),
    ],
)
def test_dangers_are_told_with_their_line(text: str, line: int, part: str) -> None:
    remarks = dangers(text)
    assert any(number == line and part in message for number, message in remarks), remarks


@pytest.mark.parametrize(
    "text",
    [
        "a < b > c",
        "`<script>`",
        "```\n<script>\n```",
        "$a<b$",
        "[x](/questions/y) <https://a.example> [z](mailto:a@b.example)",
    ],
)
def test_honest_prose_has_no_dangers(text: str) -> None:
    assert dangers(text) == []


def test_a_bar_in_a_formula_in_a_table_is_told() -> None:
    table = "|a|b|\n|-|-|\n|$p|q$|$r \\mid s$|\n\n$|x|$"
    assert [line for line, _ in bars_in_tables(table)] == [3]
    assert formulas_in(table)[0].tex == "p|q"


@pytest.mark.parametrize("text", ["a $$x$$ b", "一\n$$x$$", "$$x$$\n一", "$$x$$ 一", "$$\nx\n\ny\n$$"])
def test_a_display_formula_in_the_middle_of_a_paragraph_is_told(text: str) -> None:
    assert crowded_displays(text)


@pytest.mark.parametrize("text", ["一\n\n$$x$$\n\n二", "- $$x$$", "> $$\n> x\n> $$", "`$$`", r"\$\$"])
def test_a_display_formula_that_stands_alone_is_fine(text: str) -> None:
    assert crowded_displays(text) == []


def test_dollars_that_open_no_formula_are_told() -> None:
    assert [line for line, _ in loose_dollars("$x$\n\n$5 和\n\\$10\n\n$ y $")] == [3, 6]
    assert loose_dollars("`$x` 和 $y$") == []


def test_all_faults_of_a_text_are_told_at_once_in_order() -> None:
    text = "<b>\n\n$\\foo$ `{{ gap }}` {{ 1 }}\n\n$5\n\n一 $$x$$"
    assert [(line, rule) for line, rule, _ in faults(text, formulas=FORMULAS)] == [
        (1, "danger"),
        (3, "formula"),
        (3, "slot-place"),
        (3, "slot-syntax"),
        (5, "dollar"),
        (7, "display"),
    ]
