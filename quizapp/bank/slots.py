"""Slots: the places in prose that are filled from the evidence, `{{ gap:.1e }}`.

A slot is a name, perhaps an attribute, perhaps a format; it is looked up in a table and never evaluated.
"""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from quizapp.numbers import BadFormat, check_spec, format_value

_SLOT = re.compile(r"\s*(?P<name>[a-z][a-z0-9_]*)(?:\.(?P<attribute>[a-z][a-z_]*))?(?::(?P<spec>\S+))?\s*")


class BadSlot(BadFormat):
    """A slot that is written wrongly, or whose value does not suit it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place to fill; two slots are equal if they show the same thing, wherever they stand."""

    name: str
    attribute: str = ""
    spec: str = ""
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> str:
        """What the table of values calls it: `gap`, `gap.bound`."""
        return f"{self.name}.{self.attribute}" if self.attribute else self.name

    def __str__(self) -> str:
        """Name it as the page's `data-slot` does: `gap.bound:.1e`."""
        return f"{self.key}:{self.spec}" if self.spec else self.key


def parse_slot(written: str, *, line: int = 0) -> Slot:
    """Read what stands between the braces.

    Raises:
        BadSlot: It is no name with an optional attribute and an allowed format.
    """
    match = _SLOT.fullmatch(written)
    if match is None:
        raise BadSlot(
            f"{{{{{written}}}}} is no slot: write a name, perhaps an attribute, perhaps a format, as in {{{{ gap }}}}, "
            "{{ gap.bound }} or {{ gap:.1e }}"
        )
    spec = match["spec"] or ""
    try:
        check_spec(spec)
    except BadFormat as error:
        raise BadSlot(f"{{{{{written}}}}}: {error}") from None
    return Slot(match["name"], match["attribute"] or "", spec, line)


@dataclass(frozen=True, slots=True)
class Rendered:
    """Safe HTML with a gap for each slot: `pieces[0]`, slot 0, `pieces[1]`, slot 1, …, the last piece."""

    pieces: tuple[str, ...]
    slots: tuple[Slot, ...]

    @property
    def html(self) -> str:
        """The prose with its slots empty, for when there is no evidence."""
        return "".join(self.pieces)


def fill(rendered: Rendered, values: Mapping[str, object]) -> str:
    """The prose as HTML, each slot showing its value.

    Args:
        rendered: What `render` made.
        values: By `Slot.key`.

    Raises:
        BadSlot: One or more slots have no value or one that does not suit them; all are told.
    """
    return fill_with(rendered, fill_texts(rendered.slots, values))


def fill_with(rendered: Rendered, texts: Mapping[str, str]) -> str:
    """The prose as HTML, each slot showing the text that is given for `str(slot)`."""
    parts = [rendered.pieces[0]]
    for slot, piece in zip(rendered.slots, rendered.pieces[1:], strict=True):
        parts += html.escape(texts[str(slot)]), piece
    return "".join(parts)


def fill_texts(slots: Iterable[Slot], values: Mapping[str, object]) -> dict[str, str]:
    """What each slot shows, by `str(slot)`: what a page needs to refresh its prose.

    Raises:
        BadSlot: As `fill`.
    """
    texts: dict[str, str] = {}
    faults: dict[str, None] = {}
    for slot in slots:
        try:
            texts[str(slot)] = format_value(_look_up(slot, values), slot.spec)
        except BadFormat as error:
            faults[f"{{{{ {slot} }}}}: {error}"] = None
    if faults:
        raise BadSlot("; ".join(faults))
    return texts


def _look_up(slot: Slot, values: Mapping[str, object]) -> object:
    if slot.key not in values:
        raise BadSlot(f"there is no {slot.key}; there are {', '.join(sorted(values)) or 'no values'}")
    return values[slot.key]
