"""Findings collect plain data, and refuse what is not what they declare."""

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Claim, Curves, Heatmap, Points, Printed, Table, Text, Value
from engine.errors import BrokenDeclaration, BrokenFinding

WORDS: dict[str, Any] = {"zh": "差", "en": "gap"}
TWO = {"x": ("横", "across"), "y": ("纵", "up")}
TABLE = Table(columns=TWO, **WORDS)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        (np.float64(0.5), 0.5),
        (np.float32(0.5), 0.5),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (np.str_("relu"), "relu"),
    ],
)
def test_a_value_loses_numpy_and_keeps_its_kind(given_: object, kept: object) -> None:
    collected = Value(**WORDS).collect(given_)
    assert collected == kept
    assert type(collected) is type(kept)


@pytest.mark.parametrize("wrong", [None, [1.0], np.zeros(2), np.array(1.0), 1j, {"a": 1}])
def test_a_value_is_one_number_flag_or_word(wrong: object) -> None:
    with pytest.raises(BrokenFinding, match="one number, flag or word"):
        Value(**WORDS).collect(wrong)


@given(NUMBERS | st.lists(NUMBERS, min_size=1, max_size=5))
def test_a_claim_collects_one_number_or_one_for_each_seed(measured: float | list[float]) -> None:
    claim = Claim(at_most=0.0, **WORDS)
    assert claim.collect(np.array(measured)) == measured
    assert claim.collect(measured) == measured


@pytest.mark.parametrize("wrong", [np.zeros((2, 2)), [], np.zeros(0)])
def test_a_claim_is_not_a_matrix_and_not_empty(wrong: object) -> None:
    with pytest.raises(BrokenFinding, match="one number or one per seed"):
        Claim(at_most=0.0, **WORDS).collect(wrong)


@pytest.mark.parametrize(
    "bounds",
    [
        {},
        {"at_most": 1.0, "at_least": 0.0},
        {"equals": 1.0, "between": (0.0, 2.0)},
        {"at_most": math.inf},
        {"at_least": math.nan},
        {"equals": 1.0, "within": -0.5},
        {"equals": 1.0, "within": math.inf},
        {"between": (2.0, 1.0)},
        {"between": (math.nan, 1.0)},
        {"at_most": 1.0, "within": 0.5},
        {"at_most": 1.0, "share": 0.0},
        {"at_most": 1.0, "share": 1.5},
    ],
)
def test_a_claim_that_nothing_or_everything_satisfies_is_refused(bounds: dict[str, Any]) -> None:
    with pytest.raises(BrokenDeclaration, match="claim 'gap'"):
        Claim(**bounds, **WORDS)


@pytest.mark.parametrize(
    ("claim", "ends", "bound"),
    [
        (Claim(at_most=2, **WORDS), (-math.inf, 2), 2.0),
        (Claim(at_least=0.5, **WORDS), (0.5, math.inf), 0.5),
        (Claim(between=(1, 4), **WORDS), (1, 4), 2.5),
        (Claim(equals=0.1, within=0.3, **WORDS), (0.1 - 0.3, 0.1 + 0.3), 0.1),
        (Printed(equals=3, **WORDS), (3, 3), 3.0),
    ],
)
def test_a_bound_is_an_interval_and_one_number_for_prose(claim: Claim, ends: tuple[float, float], bound: float) -> None:
    assert claim.ends == ends
    assert claim.bound == bound
    assert type(claim.bound) is float


def test_what_a_document_prints_is_a_claim_that_is_expected_to_fail() -> None:
    assert issubclass(Printed, Claim)
    assert (Claim.kind, Claim.expected, Printed.kind, Printed.expected) == ("claim", True, "printed", False)


# Columns


def test_columns_are_lists_of_python_numbers() -> None:
    collected = TABLE.collect({"x": np.arange(2), "y": [np.float32(0.5), np.int64(3)], "more": ("a", np.bool_(True))})
    assert collected == {"x": [0, 1], "y": [0.5, 3], "more": ["a", True]}
    assert json.loads(json.dumps(collected)) == collected


def test_a_cell_keeps_its_kind_beside_a_word() -> None:
    assert TABLE.collect({"x": [1.5, "none"], "y": [True, 2]}) == {"x": [1.5, "none"], "y": [True, 2]}


def test_an_undeclared_column_is_called_what_it_is_called() -> None:
    assert TABLE.heading("x") == Text("横", "across")
    assert TABLE.heading("w₁₁") == Text("w₁₁", "w₁₁")


@pytest.mark.parametrize(
    "wrong",
    [
        {"x": [1], "y": [1, 2]},
        {"x": [1, 2]},
        {},
        {"x": [[1]], "y": [[2]]},
        {"x": np.ones((2, 2)), "y": np.ones((2, 2))},
        {"x": [None], "y": [1]},
    ],
)
@pytest.mark.parametrize("kind", [Table, Points, Curves])
def test_columns_that_do_not_fit_are_refused(kind: Any, wrong: dict[str, object]) -> None:
    words = {"y": ("纵", "up")} if kind is Curves else {}
    with pytest.raises(BrokenFinding):
        kind(columns=TWO, **words, **WORDS).collect(wrong)


def test_a_message_about_columns_tells_which_are_wanted_and_how_long_each_is() -> None:
    with pytest.raises(BrokenFinding, match=r"include \['x', 'y'\]; got \{'x': 2, 'y': 1\}"):
        TABLE.collect({"x": [1, 2], "y": [1]})


def test_a_heatmap_is_rows_of_floats() -> None:
    heatmap = Heatmap(x=("横", "across"), y=("纵", "up"), **WORDS)
    assert heatmap.collect(np.array([[1, 2], [3, 4]])) == [[1.0, 2.0], [3.0, 4.0]]
    for wrong in (np.zeros(3), np.zeros((0, 2)), 1.0):
        with pytest.raises(BrokenFinding, match="a matrix"):
            heatmap.collect(wrong)
