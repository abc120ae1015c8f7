"""What an author did not mean: things that a text says and the page will not show, each with its line.

Nothing here protects the reader; the allow-list of `quizapp.bank.markup` does. This tells the author.
"""

import html
import re
from collections.abc import Callable, Iterator

from quizapp.bank.marks import TOKEN, Formula
from quizapp.bank.markup import SCHEMES
from quizapp.bank.parsed import parse

Remark = tuple[int, str]

_TAG = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9-]*(?=[\s/>]|$)|!--)", re.MULTILINE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff\ufffd]")
_LOOSE = re.compile(r"(?<![\\$])\$(?!\$)")
_ALONE = re.compile(f"<(p|li|td|th)>({TOKEN.pattern})</\\1>")


def dangers(markdown_text: str) -> list[Remark]:
    """HTML (`<script>`), addresses that run (`javascript:`), images: none of it reaches the page."""
    parsed = parse(markdown_text)
    found = [
        (_line(parsed.marked.bare, tag.start()), f"{tag[0]} is HTML, and is shown as text: write Markdown")
        for tag in _TAG.finditer(parsed.marked.bare)
    ]
    found += _bad_addresses(markdown_text)
    if parsed.markup.images:
        found.append(
            (_first_line_with("![", markdown_text), "images are not shown: let a demonstration draw the figure")
        )
    return sorted(found)


def bars_in_tables(markdown_text: str) -> list[Remark]:
    r"""Formulas with a `|` in a table: drawn here, but every other reader of Markdown ends the cell there."""
    parsed = parse(markdown_text)
    inside = (parsed.marked.meaning_of(token) for token in parsed.markup.cells)
    return sorted(
        (formula.line, rf"the | in ${formula.tex}$ ends the cell elsewhere: write \mid, \vert or \Vert")
        for formula in inside
        if isinstance(formula, Formula) and "|" in formula.tex
    )


def crowded_displays(markdown_text: str) -> list[Remark]:
    """Display formulas in the middle of a paragraph."""
    parsed = parse(markdown_text)
    advice = "a formula in $$ stands alone: put it on lines of its own, with an empty line before and after"
    bare = parsed.marked.bare
    alone = {parsed.marked.meaning_of(token) for _, token in _ALONE.findall(parsed.markup.html)}
    crowded = {formula.line for formula in parsed.formulas if formula.display and formula not in alone}
    unread = {_line(bare, match.start()) for match in re.finditer(r"(?<!\\)\$\$", bare)}
    return [(line, advice) for line in sorted(crowded | unread)]


def loose_dollars(markdown_text: str) -> list[Remark]:
    r"""Dollars that open no formula: money, which should be `\$`, or a formula that nobody will see drawn."""
    bare = parse(markdown_text).marked.bare
    advice = r"this $ opens no formula: write \$ for money; a formula has no blank inside its dollars"
    return [(line, advice) for line in sorted({_line(bare, match.start()) for match in _LOOSE.finditer(bare)})]


def _bad_addresses(markdown_text: str) -> Iterator[Remark]:
    for address in parse(markdown_text).markup.addresses:
        scheme = _SCHEME.match(_squeezed(address))
        if scheme and scheme[0][:-1] not in SCHEMES:
            line = _first_line_with(scheme[0], markdown_text)
            yield line, f"a link to {scheme[0]} is taken away: only {', '.join(sorted(SCHEMES))} links are kept"


def _squeezed(text: str) -> str:
    """A browser's view of an address: character references read, blanks and controls gone, lower case."""
    return _UNSEEN.sub("", html.unescape(text)).lower()


def _first_line_with(needle: str, text: str) -> int:
    lines = enumerate(text.split("\n"), start=1)
    return next((number for number, line in lines if needle in _squeezed(line)), 1)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


RULES: dict[str, Callable[[str], list[Remark]]] = {
    "danger": dangers,
    "table-bar": bars_in_tables,
    "display": crowded_displays,
    "dollar": loose_dollars,
}
