"""Markdown with tokens → safe HTML with tokens.

Authors write Markdown, not HTML: a `<` is a less-than sign, so that `w<x 且 y>z` keeps its words. What Markdown
makes is sanitized all the same, by an allow-list, and only afterwards do formulas and slots take their places.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions.tables import TableExtension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE
from pymdownx.superfences import SuperFencesCodeExtension

from quizapp.bank.highlight import highlight_code
from quizapp.bank.marks import TOKEN, Marked, without_references

_TAGS = "p br hr h2 h3 h4 h5 h6 ul ol li blockquote pre code span em strong a table thead tbody tr th td"
TAGS = frozenset(_TAGS.split())
ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "pre": {"class", "tabindex"},
    "span": {"class"},
    "td": {"align"},
    "th": {"align"},
}
SCHEMES = frozenset(("http", "https", "mailto"))

_CHINESE = (
    "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)
_EITHER = "“”‘’…—·"  # Chinese when they stand beside Chinese
_INLINE = r"(?:</?(?:a|code|em|span|strong)\b[^<>]*>)*"
_LINE_END = rf"({_INLINE})[ \t]*\n[ \t]*(?={_INLINE}"
_JOINTS = re.compile(rf"([{_CHINESE}]){_LINE_END}[{_CHINESE}{_EITHER}])|([{_EITHER}]){_LINE_END}[{_CHINESE}])")
_LISTING = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)


@dataclass
class Markup:
    """What became of a marked text.

    Attributes:
        html: Safe, with the tokens that stand in running text.
        addresses: Where links and images point, as Markdown understood them.
        cells: Tokens in the cells of tables.
        images: How many images there were; they are not shown.
    """

    html: str = ""
    addresses: list[str] = field(default_factory=list)
    cells: set[str] = field(default_factory=set)
    images: int = 0


def to_markup(marked: Marked) -> Markup:
    """Convert, sanitize, join lines of Chinese.

    Raises:
        RecursionError: The text is nested too deeply.
    """
    found = Markup()
    html = _markdown(marked, found).convert(marked.text)
    clean = nh3.clean(without_references(html), tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=set(SCHEMES))
    found.html = join_chinese_lines(clean)
    return found


def join_chinese_lines(html: str) -> str:
    """Take away line ends between two Chinese characters, where a browser would show a space."""
    parts = _LISTING.split(html)
    parts[::2] = (_JOINTS.sub(lambda m: "".join(filter(None, m.groups())), part) for part in parts[::2])
    return "".join(parts)


def _markdown(marked: Marked, found: Markup) -> Markdown:
    """A fresh converter (0.5 ms), because they keep state and are not safe between threads."""
    fences = SuperFencesCodeExtension(
        custom_fences=[{"name": "*", "class": "", "format": _listing, "validator": _any_header}]
    )
    markdown = Markdown(extensions=[TableExtension(use_align_attribute=True), "sane_lists", fences])
    markdown.ESCAPED_CHARS = [*markdown.ESCAPED_CHARS, "$"]
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    markdown.inlinePatterns.deregister("automail")  # it writes addresses, and tokens, as character references
    markdown.preprocessors.register(_Room(), "room", 24)  # after the fences
    markdown.treeprocessors.register(_Landing(marked, found), "landing", 15)  # after inline, before prettify
    return markdown


def _listing(source: str, language: str | None, *_: Any, **__: Any) -> str:
    return highlight_code(source, language or "")


def _any_header(*_: Any) -> bool:
    """Whatever an author asks of a fence beyond its language is ignored."""
    return True


class _Room(Preprocessor):
    """Gives each fenced listing a paragraph of its own, as its author sees it."""

    def run(self, lines: list[str]) -> list[str]:
        return [
            part
            for line in lines
            for part in (("", line, "") if HTML_PLACEHOLDER_RE.fullmatch(line.strip()) else (line,))
        ]


class _Landing(Treeprocessor):
    """Sees where tokens came out: in attributes and in code they are written out again."""

    def __init__(self, marked: Marked, found: Markup) -> None:
        super().__init__()
        self.marked = marked
        self.found = found

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name, value in element.attrib.items():
                element.attrib[name] = self.marked.restore(value)
            if element.tag in {"code", "pre"} and element.text:
                element.text = self.marked.restore(element.text)
            if element.tag == "h1":  # the page has its own
                element.tag = "h2"
            if element.tag in {"td", "th"}:
                self.found.cells.update(TOKEN.findall("".join(element.itertext())))
            self.found.images += element.tag == "img"
            self.found.addresses += _addresses(element)


def _addresses(element: Element) -> Iterator[str]:
    for name in ("href", "src"):
        if name in element.attrib:
            yield element.attrib[name]
