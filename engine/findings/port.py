"""What every kind of finding has: a label in both languages, and a way to collect its data."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from engine.errors import BrokenFinding
from engine.text import Text

Words = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Finding(ABC):
    """A declared result: its label in both languages, and how its data is collected."""

    zh: str
    en: str
    kind: ClassVar[str]

    @property
    def label(self) -> Text:
        """What was found, in both languages."""
        return Text(self.zh, self.en)

    @abstractmethod
    def collect(self, value: Any) -> Any:
        """Return JSON-ready data (non-finite floats stay floats here; `Evidence.to_dict` spells them)."""


def plain(value: Any) -> bool | float | str:
    """One number, flag or word as Python's own; a cell keeps its kind whatever its neighbors are."""
    own = value.item() if isinstance(value, np.generic) else value
    if not isinstance(own, (bool, int, float, str)):
        raise BrokenFinding(f"expected one number, flag or word, not {type(value).__name__}")
    return own
