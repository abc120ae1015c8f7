"""What a run yields: labels for the fields of a demonstration's result.

A field holds plain mathematics (a number, an array, a dict of columns); its label says in both
languages what it is. `collect` turns the field into JSON-ready data and refuses what does not fit.

    Value        a number, a flag or a word to quote
    WrongModel   the value that a named misconception gives in the place of another finding
    Claim        a number with a bound, one or one per seed; the verdict follows from them
    Printed      a claim as a document prints it, which the evidence is expected to refute
    Table        columns to read
    Curves       columns to draw: the first is the horizontal axis, the others are lines
    Points       three columns to draw: x, y and, if there is a third, the group
    Heatmap      a matrix to color, its axes numbered, measured or named
"""

from engine.findings.drawn import Columns, Curves, Heatmap, Points, Table
from engine.findings.port import Finding, Words
from engine.findings.quoted import Claim, Printed, Value, WrongModel

__all__ = [
    "Claim",
    "Columns",
    "Curves",
    "Finding",
    "Heatmap",
    "Points",
    "Printed",
    "Table",
    "Value",
    "Words",
    "WrongModel",
]
