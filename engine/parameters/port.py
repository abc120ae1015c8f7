"""What every kind of parameter can do: read, validate, describe itself, and offer positions."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.text import Text

NONSENSE: tuple[object, ...] = ("", "nan", "inf", "1_0", " 7", "７", "spam", None, True, [3, 4], {"a": 1})


@dataclass(frozen=True, kw_only=True)
class Parameter(ABC):
    """A declared input: how raw text becomes a value, which values are allowed, and in what words."""

    zh: str
    en: str
    kind: ClassVar[str]

    @property
    def label(self) -> Text:
        """What is asked, in both languages."""
        return Text(self.zh, self.en)

    @abstractmethod
    def read(self, raw: str) -> object:
        """Turn text into a value; text that is not one is returned as it is, for validation to refuse."""

    @abstractmethod
    def annotation(self) -> Any:
        """The pydantic annotation that validates a value and describes itself as JSON Schema."""

    @abstractmethod
    def rule(self) -> Text:
        """What a right value looks like, as a noun phrase."""

    @abstractmethod
    def positions(self) -> tuple[Any, ...]:
        """The values a slider or a select offers, in order; the ends of the box are among them."""

    @abstractmethod
    def bad_values(self) -> tuple[object, ...]:
        """Values that must be refused, for the contract tests."""

    def corners(self) -> tuple[Any, ...]:
        """The ends of the box; a run at every combination of corners is the cost bound."""
        offered = self.positions()
        return (offered[0], offered[-1])

    def show(self, value: Any) -> str:
        """The value as an address bar holds it; `read(show(v)) == v`."""
        return str(value)

    def word(self, value: Any) -> Text:
        """The value as a sentence says it."""
        return Text(self.show(value), self.show(value))
