"""Whatever an author writes, nothing in the page runs, links to code or styles itself."""

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.bank.excerpt import excerpt
from quizapp.bank.formulas import Formulas
from quizapp.bank.prose import faults, formulas_in, render, slots
from quizapp.bank.slots import fill

FORMULAS = Formulas()


def shown(text: str) -> str:
    """The HTML without the MathML, which test_formulas.py looks at."""
    return re.sub(r"<math\b.*?</math>", "", render(text, formulas=FORMULAS).html)


TAGS = """
    p br hr h2 h3 h4 h5 h6 ul ol li blockquote pre code span em strong a table thead tbody tr th td div"""
ATTRIBUTES = "href title rel start class tabindex align data-tex data-slot"


class Inspector(HTMLParser):
    """Collects whatever a browser must never see."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS.split():
            self.bad.append(tag)
        for name, value in attrs:
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name not in ATTRIBUTES.split() or (
                name == "href" and re.match(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", address)
            ):
                self.bad.append((tag, name, value))


def bad_parts(text: str) -> list[object]:
    inspector = Inspector()
    inspector.feed(shown(text))
    inspector.close()
    return inspector.bad


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<p style='x' onclick=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](java&#115;cript:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](&#x6a;avascript:alert(1))",
    "[a](\x01javascript:alert(1))",
    "[a](java\u00adscript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "<javascript:alert(1)>",
    '[a](/x "onmouseover=alert(1) \\" y")',
    "[a]: javascript:alert(1)\n[a]",
    "![a](x onerror=alert(1))",
    "&#xF0000; [a](/&#983040;) &\\#xF0000; {{ gap }} $x$",
    "[{{ gap }}]({{ gap }}) [$x$]($x$)",
    "$\\href{javascript:alert(1)}{x}$",
    '$"onclick="alert(1)$',
    "$\\htmlStyle{color:red}{x}$",
    "$\\text{</math><script>alert(1)</script>}$",
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 \U000f0000 \uf8ff",
    "&#99999999999999999999999;" + "&#x" + "f" * 90 + ";",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_gives_nothing_that_runs(text: str) -> None:
    assert bad_parts(text) == []
    assert bad_parts(f"- > | {text} |\n\n| a |\n|---|\n| {text} |") == []


def test_a_character_reference_cannot_pose_as_a_slot() -> None:
    page = shown("&#xF0000; &#983040; &\\#xF0000; [a](/&#xF0000;) {{ gap }} &#8212; &amp;")
    assert page.count("data-slot") == 1
    assert page.endswith(" — &amp;</p>")


FRAGMENTS = st.sampled_from(
    [
        *HOSTILE,
        *"abc中文，“”*_`~$<>&;:\"'()[]{}|!#-+=\\/0 \t\n",
        "\n\n",
        "\n    ",
        "```",
        "~~~",
        "$$",
        "{{",
        "}}",
        "{{ gap }}",
        "](",
        "|-|-|\n",
        "<a href=",
        " style=",
        " onclick=",
        "javascript:",
        "&#",
        "&colon;",
        "[x]: ",
        "{: style=x }",
        "\u2028",
        "�",
    ]
)


@settings(max_examples=250, deadline=None)
@given(st.lists(FRAGMENTS | st.text(max_size=4), max_size=30).map("".join))
def test_no_text_yields_a_forbidden_tag_attribute_address_or_style(text: str) -> None:
    assert bad_parts(text) == []


@settings(max_examples=150, deadline=None)
@given(st.lists(FRAGMENTS, max_size=30).map("".join))
def test_slots_and_formulas_are_exactly_those_that_are_rendered(text: str) -> None:
    rendered = render(text, formulas=FORMULAS)
    page = rendered.html
    assert re.findall(r'<span class="slot" data-slot="([^"]*)">', page) == [str(slot) for slot in slots(text)]
    assert rendered.slots == slots(text)
    drawn = re.findall(
        r'<(?:span|div) class="math[^"]*" data-tex="([^"]*)">|<code class="math-error">([^<]*)</code>', page
    )
    assert [html.unescape(good or bad) for good, bad in drawn] == [tex for tex, _, _ in formulas_in(text)]
    filled = fill(rendered, {slot.key: 1 for slot in slots(text)})
    assert re.sub(r"(<span class=\"slot\"[^>]*>)1(</span>)", r"\1\2", filled) == page


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text_at_all_is_rendered_and_judged(text: str) -> None:
    assert isinstance(render(text, formulas=FORMULAS).html, str)
    assert all(line <= text.count("\n") + text.count("\r") + 1 for line, _, _ in faults(text, formulas=FORMULAS))
    assert len(excerpt(text, 40)) <= 40
