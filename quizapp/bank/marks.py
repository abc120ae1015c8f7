"""Formulas and slots in Markdown text, found before Markdown reads it.

Each is replaced by one private-use character, its token. So Markdown cannot take the `_` of a formula for
emphasis, the line of everything is known, and where the token comes out (in running text, in code, in a link's
address) decides what it is: what `render` shows and what the rules are told cannot differ.

The dollar rule is that of pymdownx.arithmatex (no blank inside a dollar), and, as in pandoc, no digit follows the
closing dollar: `$5和$10` is money. Display formulas stand on lines of their own.
"""

import bisect
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from quizapp.bank.holes import HOLE, with_holes
from quizapp.bank.slots import BadSlot, Slot, parse_slot

_FIRST, _LAST = 0xF0000, 0xFFF00
TOKEN = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")

_NOT_TEXT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff{HOLE}{chr(_FIRST)}-\U0010ffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_MARK = re.compile(
    rf"""
    ^(?P<margin>[ \t>]*)(?:(?:[-+*]|[0-9]+\.)[ \t]+)?
        (?P<display>\$\$(?P<block>(?:[^\\$\n{HOLE}]|\\.|\\$|\n(?![ \t>]*$)|\$(?!\$))+?)\$\$)[ \t]*$
    | (?<![\\$])(?P<inline>\$(?![\s$])
        (?P<tex>(?:[^\\$\n{HOLE}]|\\.|\\$|\n(?![ \t]*(?:$|[>|#]|```|~~~|(?:[-+*]|[0-9]+\.)[ \t])))+?)
        (?<!\s)\$(?![0-9$]))
    | (?<!\\)(?P<slot>\{{\{{(?P<written>[^{{}}\n]*)\}}\}})
    """,
    re.MULTILINE | re.VERBOSE,
)
# Code and TeX have double braces of their own: `f"{{x}}"`, `\frac{{a}}{{b}}`. There, only this looks like a slot.
_BURIED = re.compile(r"\{\{( [a-z][a-z0-9_]*[^{}\n]* |[a-z][a-z0-9_]*[.:][^{}\n ]+)\}\}")


class Formula(NamedTuple):
    """A formula of the text, without its dollars."""

    tex: str
    display: bool
    line: int


class Mark(NamedTuple):
    """What a token stands for, and how it is written."""

    meaning: Formula | Slot
    raw: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A text whose formulas and slots are tokens.

    Attributes:
        text: What Markdown is given.
        bare: The same with holes for code, so that what is left is prose, line for line as it was written.
        marks: One for each token; `meaning_of` finds it.
        buried: Slots in code or in formulas, where they are not filled.
        malformed: Line and message of whatever looks like a slot and is none.
    """

    text: str
    bare: str
    marks: tuple[Mark, ...]
    buried: tuple[Slot, ...]
    malformed: tuple[tuple[int, str], ...]

    def meaning_of(self, token: str) -> Formula | Slot | None:
        """What a token stands for; None for a character that is no token of this text."""
        found = self._mark_of(token)
        return found.meaning if found else None

    def restore(self, text: str) -> str:
        """The text with the tokens written out again."""
        return TOKEN.sub(self._written_out, text)

    def slots_outside(self, tokens: Collection[str]) -> list[Slot]:
        """The slots whose token is not among these."""
        rest = (found.meaning for index, found in enumerate(self.marks) if chr(_FIRST + index) not in tokens)
        return [meaning for meaning in rest if isinstance(meaning, Slot)]

    def _written_out(self, token: re.Match[str]) -> str:
        found = self._mark_of(token[0])
        return found.raw if found else "\ufffd"

    def _mark_of(self, token: str) -> Mark | None:
        index = ord(token) - _FIRST
        return self.marks[index] if 0 <= index < len(self.marks) else None


def mark(text: str) -> Marked:
    """Find formulas and slots and replace them by tokens."""
    text = _NOT_TEXT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    holes = with_holes(text)
    line_at = _line_finder(text)
    marks: list[Mark] = []
    malformed: list[tuple[int, str]] = []
    cuts: list[tuple[int, int]] = []
    for match in _MARK.finditer(holes):
        try:
            marks.append(_read(match, line_at))
        except BadSlot as error:
            malformed.append((line_at(match.start()), str(error)))
            continue
        cuts.append(match.span("display" if match["display"] else 0))
    return Marked(
        text=_cut(text, cuts),
        bare=_cut(holes, cuts, keep_lines=True),
        marks=tuple(marks),
        buried=(*_buried_in_code(text, holes, line_at), *_buried_in_formulas(marks)),
        malformed=tuple(malformed),
    )


def without_references(html: str) -> str:
    """HTML in which no character reference spells a token (`&#xF0000;`)."""
    return _REFERENCE.sub(lambda match: "\ufffd" if _spells_token(match) else match[0], html)


def _spells_token(reference: re.Match[str]) -> bool:
    digits = (reference[1] or reference[2]).lstrip("0")
    return len(digits) > 7 or int(digits or "0", 16 if reference[1] else 10) >= _FIRST


def _line_finder(text: str) -> Callable[[int], int]:
    ends = [match.start() for match in re.finditer("\n", text)]
    return lambda position: bisect.bisect_left(ends, position) + 1


def _read(match: re.Match[str], line_at: Callable[[int], int]) -> Mark:
    if match["slot"]:
        return Mark(parse_slot(match["written"], line=line_at(match.start())), match["slot"])
    if match["inline"]:
        return Mark(Formula(match["tex"].strip(), False, line_at(match.start())), match["inline"])
    block = match["block"]
    if ">" in match["margin"]:  # a quotation repeats its margin on each line
        block = re.sub(r"\n[ \t]*(?:>[ \t]?)+", "\n", block)
    return Mark(Formula(block.strip(), True, line_at(match.start("display"))), match["display"])


def _cut(text: str, cuts: list[tuple[int, int]], *, keep_lines: bool = False) -> str:
    parts: list[str] = []
    end = 0
    for index, (start, stop) in enumerate(cuts):
        lines = text.count("\n", start, stop) if keep_lines else 0
        parts += text[end:start], chr(_FIRST + index) + "\n" * lines
        end = stop
    return "".join((*parts, text[end:]))


def _buried_in_code(text: str, holes: str, line_at: Callable[[int], int]) -> Iterable[Slot]:
    for found in _BURIED.finditer(text):
        if holes[found.start()] == HOLE:
            yield from _slot_or_nothing(found[1], line_at(found.start()))


def _buried_in_formulas(marks: Iterable[Mark]) -> Iterable[Slot]:
    for formula, raw in marks:
        if isinstance(formula, Formula):
            for found in _BURIED.finditer(raw):
                yield from _slot_or_nothing(found[1], formula.line + raw.count("\n", 0, found.start()))


def _slot_or_nothing(written: str, line: int) -> Iterable[Slot]:
    try:
        yield parse_slot(written, line=line)
    except BadSlot:  # code and formulas have braces of their own
        return
