"""One of several values: a choice, and the choice between yes and no."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import pydantic

from engine.errors import BrokenDeclaration
from engine.parameters.port import NONSENSE, Parameter
from engine.text import Text


@dataclass(frozen=True, init=False)
class Choice(Parameter):
    """One of `values`; `words` says a value in both languages where its own spelling would not do."""

    values: tuple[Any, ...]
    words: Mapping[str, tuple[str, str]] = field(hash=False)
    kind: ClassVar[str] = "choice"

    def __init__(self, *values: Any, zh: str, en: str, words: Mapping[str, tuple[str, str]] | None = None) -> None:
        """Take the values as they are listed, in the order in which they are offered."""
        super().__init__(zh=zh, en=en)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "words", dict(words or {}))
        spelled = [self.show(value) for value in values]
        if not values or len(set(spelled)) < len(values) or set(self.words) - set(spelled):
            raise BrokenDeclaration(
                f"{en!r}: list one value or more, each spelled unlike the others, and give words only to these; "
                f"the values are {spelled}, the words {list(self.words)}"
            )

    def read(self, raw: str) -> object:
        """The value that is spelled like this."""
        return next((value for value in self.values if self.show(value) == raw), raw)

    def annotation(self) -> Any:
        """Exactly one of the values; 1 does not stand for True, nor 1.0 for 1."""
        return Annotated[
            Any,
            pydantic.AfterValidator(self._one_of),
            pydantic.Field(json_schema_extra={"enum": list(self.values)}),
        ]

    def _one_of(self, value: object) -> object:
        if not self._has(value):
            raise ValueError("not one of the values")
        return value

    def _has(self, value: object) -> bool:
        return any(type(value) is type(one) and value == one for one in self.values)

    def rule(self) -> Text:
        """The values, spelled as they are typed."""
        listed = ", ".join(self.show(value) for value in self.values)
        return Text(f"以下之一：{listed}", f"one of {listed}")

    def positions(self) -> tuple[Any, ...]:
        """Every value."""
        return self.values

    def corners(self) -> tuple[Any, ...]:
        """Every value: a choice has no order, so each is a corner."""
        return self.values

    def bad_values(self) -> tuple[object, ...]:
        """Nothing that is not a value."""
        raw = (*NONSENSE, 2.7, "no such value")
        return tuple(bad for bad in raw if not self._has(self.read(bad) if isinstance(bad, str) else bad))

    def word(self, value: Any) -> Text:
        """The declared words, or the spelling."""
        return Text(*self.words[str(value)]) if str(value) in self.words else super().word(value)


@dataclass(frozen=True, kw_only=True)
class Flag(Parameter):
    """Yes or no, written `true` and `false`."""

    kind: ClassVar[str] = "flag"

    def read(self, raw: str) -> object:
        """`true` or `false`, in lower case."""
        return {"true": True, "false": False}.get(raw, raw)

    def annotation(self) -> Any:
        """A strict boolean."""
        return Annotated[bool, pydantic.Field(strict=True)]

    def rule(self) -> Text:
        """The two words."""
        return Text("true 或 false", "true or false")

    def positions(self) -> tuple[bool, ...]:
        """No, then yes."""
        return (False, True)

    def bad_values(self) -> tuple[object, ...]:
        """Everything that other programs take for a boolean."""
        return ("yes", "1", 1, 0, "True", *(value for value in NONSENSE if value is not True))

    def show(self, value: Any) -> str:
        """As JSON spells it."""
        return "true" if value else "false"

    def word(self, value: Any) -> Text:
        """Yes or no."""
        return Text("是", "yes") if value else Text("否", "no")
