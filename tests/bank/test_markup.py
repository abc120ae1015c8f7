"""Markdown becomes HTML without styles, and Chinese reads as Chinese."""

import re

import pytest

from quizapp.bank.formulas import Formulas
from quizapp.bank.prose import render

FORMULAS = Formulas()


def shown(text: str) -> str:
    """The HTML without the MathML, which test_formulas.py looks at."""
    return re.sub(r"<math\b.*?</math>", "", render(text, formulas=FORMULAS).html)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("则**“重点”**很重要", "<p>则<strong>“重点”</strong>很重要</p>"),
        ("**中文。**后面", "<p><strong>中文。</strong>后面</p>"),
        ("a_b_c 与 *斜*体", "<p>a_b_c 与 <em>斜</em>体</p>"),
        ("若 w<x 且 y>z & a", "<p>若 w&lt;x 且 y&gt;z &amp; a</p>"),
        ("# 一\n\n### 二", "<h2>一</h2>\n<h3>二</h3>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("一行  \n换行", "<p>一行<br>\n换行</p>"),
        ("[文](/documents/001)", '<p><a href="/documents/001" rel="noopener noreferrer">文</a></p>'),
    ],
)
def test_markdown_is_rendered(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_a_table_aligns_by_attribute_and_not_by_style() -> None:
    table = shown("| a | b |\n|---|---:|\n| $p$ | {{ gap }} |")
    assert '<td align="right"><span class="slot" data-slot="gap"></span></td>' in table
    assert "style=" not in table


def test_fenced_code_is_colored_by_classes_and_keeps_its_dollars_and_braces() -> None:
    code = shown('text\n```python\nx = f"{{y}}"  # $a$ and $b$\n```\nmore 文')
    assert '<span class="c1"># $a$ and $b$</span>' in code
    assert "{{" in code
    assert code.startswith("<p>text</p>")
    assert code.endswith("<p>more 文</p>")


@pytest.mark.parametrize(
    "fence", ['``` { .python onclick="x" style="y" #z }', '```python linenums="1"', "~~~ evil\"'><b>"]
)
def test_what_stands_behind_a_fence_adds_no_attribute(fence: str) -> None:
    closing = fence[:3]
    assert not re.search(r"<[^>]*(onclick|style|id|linenos)\b", shown(f"{fence}\nx\n{closing}"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一行\n二行", "一行二行"),
        ("一。\n二", "一。二"),
        ("一\n二\n三", "一二三"),
        ("**重点**\n很重要", "<strong>重点</strong>很重要"),
        ("他说\n“重点”\n是", "他说“重点”是"),
        ("Two\nwords", "Two\nwords"),
        ("“Two”\n“words”", "“Two”\n“words”"),
        ("有 NumPy\n的", "有 NumPy\n的"),
        ("中文\nword", "中文\nword"),
        ("かな\nカナ", "かなカナ"),
    ],
)
def test_a_line_end_between_two_chinese_characters_leaves_no_space(text: str, expected: str) -> None:
    assert shown(text) == f"<p>{expected}</p>"


def test_lines_of_a_list_item_are_joined_and_lines_of_code_are_not() -> None:
    assert shown("- 一\n  二") == "<ul>\n<li>一二</li>\n</ul>"
    assert "一\n二" in shown("```\n一\n二\n```")
