"""Where the code of a Markdown text is, so that nobody looks for formulas and slots in it.

Fences and code spans only, by Python-Markdown's own rules; whether four blanks make a listing is Markdown's to say.
"""

import re
from collections.abc import Iterable

HOLE = "\uf8ff"  # stands for each character of code, where nothing is looked for

_FENCE = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})(?P<rest>[^`]*)")
_SPAN = re.compile(
    r"(?<![`\\])(?P<ticks>`++)(?:[^`\n]|\n(?![ \t]*\n)|(?!(?P=ticks)(?!`))`++)+?(?P=ticks)(?!`)",
)


def with_holes(text: str) -> str:
    """The text with a hole for each character of code; lines stay where they are."""
    lines = text.split("\n")
    for first, last in _fences(lines):
        lines[first:last] = [HOLE * len(line) for line in lines[first:last]]
    return _SPAN.sub(lambda span: re.sub(r"[^\n`]", HOLE, span[0]), "\n".join(lines))


def _fences(lines: list[str]) -> Iterable[tuple[int, int]]:
    """The first line of each fenced block and the line after its last one."""
    unclosed: set[str] = set()
    number = 0
    while number < len(lines):
        opening = _FENCE.fullmatch(lines[number])
        end = None
        if opening and opening["fence"] not in unclosed:
            fence = opening["fence"]
            closings = (n for n in range(number + 1, len(lines)) if lines[n].strip(" \t>") == fence)
            end = next(closings, None)
            if end is None:
                unclosed.add(fence)
            else:
                yield number, end + 1
        number = number + 1 if end is None else end + 1
