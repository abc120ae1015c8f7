"""Findings collect plain data, and refuse what is not what they declare."""

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Claim, Curves, Heatmap, Points, Printed, Table, Text, Value, WrongModel
from engine.errors import BrokenDeclaration, BrokenFinding
from engine.evidence import judge

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


@pytest.mark.parametrize(
    "bounds",
    [{"at_most": 0.0}, {"at_least": 1e-9}, {"equals": 0.1}, {"equals": 3.0, "within": 0.5}, {"between": (1, 2)}],
)
def test_every_verdict_could_be_the_other_one(bounds: dict[str, Any]) -> None:
    claim = Claim(**bounds, **WORDS)
    outside = [math.nextafter(end, side) for end, side in zip(claim.ends, (-math.inf, math.inf), strict=True)]
    assert judge(claim, claim.bound).holds
    assert not any(judge(claim, value).holds for value in (*filter(math.isfinite, outside), math.nan))


def test_a_claim_over_things_is_counted_and_has_one_number_for_each() -> None:
    claim = Claim(at_most=0.0, over=("函数", "functions"), **WORDS)
    assert claim.counted == Text("函数", "functions")
    assert claim.collect(np.zeros(16)) == [0.0] * 16
    with pytest.raises(BrokenFinding, match="over functions is an array with one number for each"):
        claim.collect(0.0)
    assert Claim(at_most=0.0, **WORDS).counted is None


def test_a_wrong_model_is_a_value_of_another_kind() -> None:
    wrong = WrongModel(of="gap", **WORDS)
    assert isinstance(wrong, Value)
    assert (wrong.kind, wrong.of, wrong.collect(np.float64(0.5))) == ("wrong-model", "gap", 0.5)
    assert Value.kind == "value"


def test_what_a_document_prints_is_a_claim_that_is_expected_to_fail() -> None:
    assert issubclass(Printed, Claim)
    assert (Claim.kind, Claim.expected, Printed.kind, Printed.expected) == ("claim", True, "printed", False)


# Columns


def test_columns_are_lists_of_python_numbers() -> None:
    collected = TABLE.collect({"x": np.arange(2), "y": [np.float32(0.5), np.int64(3)], "more": ("a", np.bool_(True))})
    assert collected == {"x": [0, 1], "y": [0.5, 3], "more": ["a", True]}
    assert json.loads(json.dumps(collected)) == collected


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


# Heatmaps

HEATMAP: dict[str, Any] = {"x": ("横", "across"), "y": ("纵", "up"), **WORDS}
ROWS = np.array([[1, 2, 3], [4, 5, 6]])


def test_a_bare_matrix_is_numbered_from_one() -> None:
    collected = Heatmap(**HEATMAP).collect(ROWS)
    assert collected == {"x": [1.0, 2.0, 3.0], "y": [1.0, 2.0], "cells": [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]}
    assert json.loads(json.dumps(collected)) == collected


def test_a_matrix_may_bring_the_numbers_along_its_axes() -> None:
    collected = Heatmap(**HEATMAP).collect({"x": np.array([0.1, 1, 10]), "cells": ROWS})
    assert (collected["x"], collected["y"]) == ([0.1, 1.0, 10.0], [1.0, 2.0])
    assert Heatmap(**HEATMAP).collect({"x": [1, 2, 3], "y": [5, 7], "cells": ROWS})["y"] == [5.0, 7.0]


def test_columns_and_rows_may_have_names_in_one_spelling_or_two() -> None:
    heatmap = Heatmap(across=("a₁", "a₂", "a₃"), down=("x₁", ("偏置", "bias")), **HEATMAP)
    assert heatmap.columns_called == (Text("a₁", "a₁"), Text("a₂", "a₂"), Text("a₃", "a₃"))
    assert heatmap.rows_called == (Text("x₁", "x₁"), Text("偏置", "bias"))
    assert heatmap.collect(ROWS)["cells"] == ROWS.tolist()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (np.zeros(3), "a matrix"),
        (np.zeros((0, 2)), "a matrix"),
        (1.0, "a matrix"),
        ({"x": [1.0]}, "a matrix"),
        ({"cells": ROWS, "z": [1.0]}, "a matrix"),
        ({"cells": ROWS, "x": [1.0, 2.0]}, "x is 3 finite numbers"),
        ({"cells": ROWS, "y": [1.0, math.nan]}, "y is 2 finite numbers"),
        ({"cells": ROWS, "y": [[1.0, 2.0]]}, "y is 2 finite numbers"),
    ],
)
def test_a_matrix_that_does_not_fit_its_axes_is_refused(wrong: object, told: str) -> None:
    with pytest.raises(BrokenFinding, match=told):
        Heatmap(**HEATMAP).collect(wrong)


@pytest.mark.parametrize("wrong", [ROWS.T, {"cells": ROWS, "x": [1.0, 2.0, 3.0]}])
def test_names_that_do_not_fit_or_stand_beside_numbers_are_refused(wrong: object) -> None:
    with pytest.raises(BrokenFinding, match="x is called"):
        Heatmap(across=("a", "b", "c"), **HEATMAP).collect(wrong)
