"""The engine: demonstrations that measure, and the declarations that everybody else reads.

NumPy, pydantic and the standard library only; no files, no clock but the duration of a run, no Flask.
"""

import numpy as np
import numpy.typing as npt

from engine import usual
from engine.demonstration import Demonstration, Together, demonstration
from engine.evidence import Evidence, Verdict
from engine.findings import Claim, Curves, Finding, Heatmap, Points, Printed, Table, Value, WrongModel
from engine.parameters import Choice, Flag, Int, Parameter, Real, Seed
from engine.text import Lang, Text

Array = npt.NDArray[np.float64]

__all__ = [
    "Array",
    "Choice",
    "Claim",
    "Curves",
    "Demonstration",
    "Evidence",
    "Finding",
    "Flag",
    "Heatmap",
    "Int",
    "Lang",
    "Parameter",
    "Points",
    "Printed",
    "Real",
    "Seed",
    "Table",
    "Text",
    "Together",
    "Value",
    "Verdict",
    "WrongModel",
    "demonstration",
    "usual",
]
