"""A text as the page understands it: the one pass that rendering, rules and excerpts all stand on."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.bank.limits import ProseTooLarge, refuse_crowded, refuse_long
from quizapp.bank.marks import TOKEN, Formula, Marked, mark
from quizapp.bank.markup import Markup, to_markup
from quizapp.bank.slots import Slot


@dataclass(frozen=True)
class Parsed:
    """A text, marked and converted.

    Attributes:
        marked: The text with tokens.
        markup: The HTML with tokens.
        tokens: Those of the running text, in its order.
    """

    marked: Marked
    markup: Markup
    tokens: tuple[str, ...]

    @property
    def meanings(self) -> Iterator[Formula | Slot]:
        """The formulas and slots of the running text, in its order."""
        found = map(self.marked.meaning_of, self.tokens)
        return (meaning for meaning in found if meaning is not None)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots that are filled."""
        return tuple(meaning for meaning in self.meanings if isinstance(meaning, Slot))

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The formulas that are drawn."""
        return tuple(meaning for meaning in self.meanings if isinstance(meaning, Formula))

    @property
    def misplaced_slots(self) -> tuple[Slot, ...]:
        """Slots in code, in formulas and in addresses, where nothing fills them."""
        strays = self.marked.slots_outside(frozenset(self.tokens))
        return tuple(sorted((*self.marked.buried, *strays), key=lambda slot: slot.line))


@functools.lru_cache(maxsize=512)
def parse(markdown_text: str) -> Parsed:
    """Read a text.

    Raises:
        ProseTooLarge: It is longer, more crowded or more deeply nested than what is rendered.
    """
    refuse_long(markdown_text)
    marked = mark(markdown_text)
    refuse_crowded(marked)
    try:
        markup = to_markup(marked)
    except RecursionError as error:
        raise ProseTooLarge("lists and quotations are nested too deeply: take some levels away") from error
    return Parsed(marked, markup, tuple(TOKEN.findall(markup.html)))
