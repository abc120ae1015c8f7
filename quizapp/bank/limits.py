"""How large a text may be, so that the worst one is still rendered in about a second.

Python-Markdown searches ahead from every bracket and every backtick to the end of the paragraph, and takes a
paragraph apart line by line, so its time grows with the square of a paragraph: 30,000 brackets take minutes.
"""

from collections.abc import Iterator
from itertools import groupby

from quizapp.bank.holes import HOLE
from quizapp.bank.marks import Marked
from quizapp.errors import QuizError

MAX_CHARACTERS = 20_000  # an answer of forty lines has about 3,000
MAX_MARKS = 400  # formulas and slots; KaTeX needs about a millisecond a formula
MAX_PARAGRAPH = 4000
MAX_LINES = 150
MAX_OPENERS = 100


class ProseTooLarge(QuizError):
    """A text is beyond what is rendered; the message says where and by how much."""


def refuse_long(text: str) -> None:
    """Refuse a text without looking at it.

    Raises:
        ProseTooLarge: It has too many characters.
    """
    if len(text) > MAX_CHARACTERS:
        raise ProseTooLarge(f"the text has {len(text):,} characters; at most {MAX_CHARACTERS:,} are rendered: split it")


def refuse_crowded(marked: Marked) -> None:
    """Refuse a text for what is crowded into one paragraph of it.

    Raises:
        ProseTooLarge: With every excess.
    """
    faults = [fault for line, lines in _paragraphs(marked.bare) for fault in _excesses(line, lines)]
    if len(marked.marks) > MAX_MARKS:
        faults.append(f"there are {len(marked.marks)} formulas and slots; at most {MAX_MARKS} are drawn")
    if faults:
        raise ProseTooLarge("; ".join(faults))


def _paragraphs(bare: str) -> Iterator[tuple[int, list[str]]]:
    """The first line, and the lines without what is code."""
    numbered = enumerate(bare.split("\n"), start=1)
    for has_words, group in groupby(numbered, key=lambda line: bool(line[1].strip())):
        lines = list(group)
        if has_words:
            yield lines[0][0], [line.replace(HOLE, "") for _, line in lines]


def _excesses(first: int, lines: list[str]) -> Iterator[str]:
    text = "\n".join(lines)
    for amount, limit, what in (
        (len(text), MAX_PARAGRAPH, "characters"),
        (sum(map(bool, lines)), MAX_LINES, "lines"),
        (text.count("["), MAX_OPENERS, "brackets ["),
        (text.count("`"), MAX_OPENERS, "backticks"),
    ):
        if amount > limit:
            yield f"the paragraph from line {first} has {amount:,} {what}, at most {limit:,}: split it by an empty line"
