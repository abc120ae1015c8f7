"""Findings that are looked at: tables, lines, dots and colored matrices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from engine.errors import BrokenFinding
from engine.findings.port import Finding, Words, plain
from engine.text import Text

Name = str | Words  # one spelling for both languages, or one for each


@dataclass(frozen=True, kw_only=True)
class Columns(Finding):
    """Data in columns: a dict from name to equally long sequences, the first of them declared in `columns`."""

    columns: Mapping[str, Words] = field(hash=False)

    def heading(self, name: str) -> Text:
        """A column's words; an undeclared column is called what it is called in every language."""
        return Text(*self.columns.get(name, (name, name)))

    def collect(self, value: Any) -> dict[str, list[Any]]:
        """One list a column, all of one length."""
        data = {name: [plain(cell) for cell in _cells(column)] for name, column in dict(value).items()}
        lengths = {name: len(column) for name, column in data.items()}
        if len(set(lengths.values())) != 1 or set(self.columns) - set(data):
            raise BrokenFinding(f"columns are equally long and include {list(self.columns)}; got {lengths}")
        return data


class Table(Columns):
    """Columns to read."""

    kind: ClassVar[str] = "table"


@dataclass(frozen=True, kw_only=True)
class Curves(Columns):
    """Columns to draw as lines over the first column; `y` says what the lines measure."""

    y: Words
    log_x: bool = False
    log_y: bool = False
    kind: ClassVar[str] = "curves"


@dataclass(frozen=True, kw_only=True)
class Points(Columns):
    """Columns to draw as dots: x, y and, if there is a third column, the group of each dot."""

    log_x: bool = False
    log_y: bool = False
    kind: ClassVar[str] = "points"


@dataclass(frozen=True, kw_only=True)
class Heatmap(Finding):
    """A matrix to color: `x` says what runs along a row, `y` what runs down a column.

    The field is the matrix alone, whose columns and rows are then numbered from 1 (or called what
    `across` and `down` call them), or `{"x": […], "y": […], "cells": matrix}` with the numbers at which
    the columns and the rows stand.
    """

    x: Words
    y: Words
    across: tuple[Name, ...] = ()
    down: tuple[Name, ...] = ()
    kind: ClassVar[str] = "heatmap"

    @property
    def columns_called(self) -> tuple[Text, ...]:
        """The names of the columns; none where they are numbers."""
        return tuple(_both(name) for name in self.across)

    @property
    def rows_called(self) -> tuple[Text, ...]:
        """The names of the rows; none where they are numbers."""
        return tuple(_both(name) for name in self.down)

    def collect(self, value: Any) -> dict[str, Any]:
        """Rows of floats under `cells`, and the numbers along both axes under `x` and `y`."""
        given = dict(value) if isinstance(value, Mapping) else {"cells": value}
        cells = np.asarray(given.pop("cells", ()), dtype=float)
        if cells.ndim != 2 or cells.size == 0 or given.keys() - {"x", "y"}:
            raise BrokenFinding(
                f"a Heatmap is a matrix, alone or as cells beside x and y; "
                f"got an array of shape {cells.shape} beside {list(given)}"
            )
        rows, columns = cells.shape
        x = _axis("x", given.get("x"), self.across, columns)
        return {"x": x, "y": _axis("y", given.get("y"), self.down, rows), "cells": cells.tolist()}


def _axis(axis: str, numbers: Any, names: Sequence[Name], count: int) -> list[float]:
    """The numbers along one axis, `count` of them: given, or 1, 2, …"""
    if names and (len(names) != count or numbers is not None):
        raise BrokenFinding(f"{axis} is called {list(names)}: give {len(names)} there and no numbers; got {count}")
    at = np.arange(1.0, count + 1) if numbers is None else np.asarray(numbers, dtype=float)
    if at.shape != (count,) or not np.isfinite(at).all():
        raise BrokenFinding(f"{axis} is {count} finite numbers, one for each; got {at.tolist()}")
    listed: list[float] = at.tolist()
    return listed


def _both(name: Name) -> Text:
    return Text(name, name) if isinstance(name, str) else Text(*name)


def _cells(column: Any) -> Iterable[Any]:
    cells: Iterable[Any] = column.tolist() if isinstance(column, np.ndarray) else column
    return cells
