"""What may be asked of a demonstration: one annotation, read by everybody.

The form, the command's options, the JSON Schema, the messages, the slider's positions and the
contract tests' bad values all come from these objects; there is no second copy.

    Int, Real    a number in a box
    Seed         the source of randomness
    Choice       one of several values
    Flag         yes or no
"""

from engine.parameters.choices import Choice, Flag
from engine.parameters.numbers import SLIDER_POSITIONS, Int, Real, Seed
from engine.parameters.port import Parameter

__all__ = ["SLIDER_POSITIONS", "Choice", "Flag", "Int", "Parameter", "Real", "Seed"]
