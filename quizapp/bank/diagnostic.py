"""Diagnostics: what is wrong with an authored file, where, and by which rule."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One fault of one file; `str` gives the line that every editor understands."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        """`path:line: rule: message`."""
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data for `--json`."""
        return asdict(self)
