"""What can go wrong in the engine.

EngineError
├── UnknownDemonstration    no file of that name
├── InvalidParameters       one or more raw values were refused; carries every mistake
├── BrokenDeclaration       a demonstration's own declaration is wrong (an author's mistake)
└── BrokenFinding           a run returned something other than what it declares
"""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.text import Text


class EngineError(Exception):
    """The root: catch it to catch everything the engine raises on purpose."""


class UnknownDemonstration(EngineError):
    """There is no demonstration of that name."""

    def __init__(self, slug: str, near: Sequence[str] = ()) -> None:
        """Name the demonstration that was asked for, and those spelled like it."""
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        super().__init__(f"no demonstration is called {slug!r}{hint}")
        self.slug = slug
        self.near = tuple(near)

    def __reduce__(self) -> tuple[type["UnknownDemonstration"], tuple[str, tuple[str, ...]]]:
        """Survive the trip from a worker process, which pickles by constructor arguments."""
        return (UnknownDemonstration, (self.slug, self.near))


@dataclass(frozen=True)
class Mistake:
    """One refused value: the parameter's name, the raw value, and what would be right."""

    name: str
    value: object
    message: Text

    def __str__(self) -> str:
        """`name = value: what would be right`, for terminals and diagnostics."""
        return f"{self.name} = {self.value!r}: {self.message.en}"


class InvalidParameters(EngineError):
    """Raw values that were refused, all of them at once."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        """Keep every mistake, in the order of the declaration."""
        super().__init__("; ".join(str(mistake) for mistake in mistakes))
        self.mistakes = tuple(mistakes)

    def __reduce__(self) -> tuple[type["InvalidParameters"], tuple[tuple[Mistake, ...]]]:
        """Survive the trip from a worker process, which pickles by constructor arguments."""
        return (InvalidParameters, (self.mistakes,))


class BrokenDeclaration(EngineError):
    """A demonstration declares itself wrongly; the message says where and what to write."""


class BrokenFinding(EngineError):
    """A run returned a value that does not fit the finding it was declared as."""
