"""Reading and grading answers: a format error costs nothing, and nothing is guessed."""

import json
import math
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from engine import Evidence, catalogue
from quizapp.bank import reader
from quizapp.bank.question import ChoiceAsk, NumberAsk, SpokenAsk
from quizapp.numbers import format_value
from quizapp.study.grading import MAX_TEXT, AnswerNotUnderstood, Grade, grade, read, read_number, read_rubric
from tests.samples import CHOICE, NUMBER, SPOKEN, changed

FINITE = st.floats(allow_nan=False, allow_infinity=False)


def ask_of(text: str) -> ChoiceAsk | NumberAsk | SpokenAsk:
    question, found = reader.read_question(text, slug="q", path="p")
    assert question is not None, found
    return question.value.ask


ONE = ask_of(CHOICE)
SEVERAL = ask_of(changed(CHOICE, 'kind = "choice"', 'kind = "choice"\nseveral = true'))
WANTED = ask_of(NUMBER)
ALOUD = ask_of(SPOKEN)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    demonstration = catalogue.get("zero-init-symmetry")
    return demonstration.run(demonstration.parse({"steps": 100}))


# --- numbers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5623", 0.5623),
        ("-2", -2),
        ("−2", -2),
        ("–2", -2),
        ("+.5", 0.5),
        ("5.", 5),
        ("1/4", 0.25),
        (" 1 / 4 ", 0.25),
        ("-1/4", -0.25),
        ("25%", 0.25),
        ("25 %", 0.25),
        ("1/4%", 0.0025),
        ("1e-3", 0.001),
        ("1E+3", 1000),
        ("1,000,000", 1e6),
        ("12 345.5", 12345.5),
        ("１．５", 1.5),
        ("－１／４", -0.25),
        ("２５％", 0.25),
        ("1.2×10⁻¹⁶", 1.2e-16),
        ("1.2x10^-16", 1.2e-16),
        ("1.2 * 10^3", 1200),
        ("−4×10²", -400),
    ],
)
def test_a_number_is_read_as_people_type_it_in_either_script(text: str, value: float) -> None:
    assert read_number(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", ".", "-", "abc", "1/0", "0/0", "1/2/3", "1//2", "nan", "inf", "∞", "1e999", "1e400/1e400", "1_0",
        "0x10", "1,5", "1,23", "1 1/2", "3 4", "½", "10³", "²", "①", "٣", "1.2.3", "--1", "%", "1%%", "1e", "×10³",
        "9" * 400,
    ],
)  # fmt: skip
def test_what_is_no_number_or_could_be_two_is_refused_in_both_languages(text: str) -> None:
    with pytest.raises(AnswerNotUnderstood) as caught:
        read_number(text)
    assert "不是一个数" in caught.value.message.zh
    assert "is not a number; write" in caught.value.message.en
    assert len(caught.value.message.en) < 200


@given(st.text(max_size=80))
@example("1/" + "0" * 50)
@example("9" * 59 + "%")
@example("1e999/1e-999")
def test_no_text_raises_anything_else_and_every_number_is_finite(text: str) -> None:
    with suppress(AnswerNotUnderstood):
        assert math.isfinite(read_number(text))


@given(st.text(alphabet="0123456789.,eE+-−/% ×10⁻¹２．", max_size=24))
def test_no_text_of_the_alphabet_of_numbers_raises_anything_else(text: str) -> None:
    try:
        assert math.isfinite(read_number(text))
    except AnswerNotUnderstood:
        assert text != "1"


@given(FINITE, st.sampled_from(["", ".6g", ".12g", ".4e", ".3f", ".2%", "%"]))
def test_what_a_page_prints_can_be_typed_back(value: float, spec: str) -> None:
    assume(not (spec.endswith("%") and abs(value) > 1e306))  # no percentage is a float any more
    printed = format_value(value, spec)
    if len(printed) > 60:
        return  # `.3f` of 1e300
    digits = {"": 6, ".6g": 6, ".12g": 12, ".4e": 5, ".3f": 0, ".2%": 0, "%": 6}[spec]
    room = abs(value) * 10.0 ** (1 - digits) if digits else 0.0
    step = {".3f": 5.1e-4, ".2%": 5.1e-5}.get(spec, 0.0)
    try:
        back = read_number(printed)
    except AnswerNotUnderstood:
        assert abs(value) > 1e305  # rounded up beyond the floats
        return
    assert abs(back - value) <= room + step + abs(value) * 1e-12


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_come_back_with_and_without_separators(value: int) -> None:
    assert read_number(str(value)) == read_number(format_value(value, ",")) == value


@given(FINITE)
def test_the_number_itself_is_always_right_and_one_beyond_the_tolerance_is_not(value: float) -> None:
    assert isinstance(WANTED, NumberAsk)
    made = _with_prior(value)
    assert grade(WANTED, {"value": value}, made).is_right
    assert grade(WANTED, {"value": value * (1 + 0.9 * WANTED.relative)}, made).is_right or abs(value) > 1e306
    if abs(value) > 1e-300:
        assert not grade(WANTED, {"value": -value}, made).is_right
        assert not grade(WANTED, {"value": value * (1 - 1.1 * WANTED.relative)}, made).is_right


def _with_prior(value: float) -> Evidence:
    return Evidence("zero-init-symmetry", {}, {"prior": value}, {}, {}, 0.0)


def test_a_number_is_kept_as_it_was_typed_and_as_it_was_read(evidence: Evidence) -> None:
    response = read(WANTED, {"number": ["  ５６．２％ "]})
    assert response == {"text": "５６．２％", "value": 0.562}
    made = grade(WANTED, response, evidence)
    assert (made.score, made.given, made.expected) == (1.0, 0.562, evidence.findings["prior"])


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_nothing_equals_an_expected_number_that_is_not_finite(value: float) -> None:
    assert not grade(WANTED, {"value": 1.0}, _with_prior(value)).is_right


# --- choices -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sent", "score"), [(["b"], 1.0), (["a"], 0.0), (["c"], 0.0)])
def test_the_option_that_the_run_shows_is_right(evidence: Evidence, sent: list[str], score: float) -> None:
    made = grade(ONE, read(ONE, {"option": sent}), evidence)
    assert (made.score, made.right, made.chosen) == (score, ("b",), tuple(sent))


@pytest.mark.parametrize("sent", [[], [""], ["d"], ["1"], ["a", "b"], ["B"], ["ｂ"], ["b", "z"], ["x" * 99]])
def test_what_is_no_choice_is_refused(sent: list[str]) -> None:
    with pytest.raises(AnswerNotUnderstood, match="Choose one option"):
        read(ONE, {"option": sent})
    with pytest.raises(AnswerNotUnderstood, match="Choose one option"):
        read(ONE, {})


def test_where_several_are_true_each_option_counts(evidence: Evidence) -> None:
    assert [
        grade(SEVERAL, read(SEVERAL, {"option": sent}), evidence).score for sent in (["b"], ["b", "c"], ["a", "c"])
    ] == [
        1.0,
        pytest.approx(2 / 3),
        0.0,
    ]
    with pytest.raises(AnswerNotUnderstood, match="at least one"):
        read(SEVERAL, {"option": []})


@given(st.dictionaries(st.sampled_from(["option", "number", "text", "x"]), st.lists(st.text(max_size=8), max_size=4)))
def test_no_form_raises_anything_but_a_refusal(fields: dict[str, list[str]]) -> None:
    for ask in (ONE, SEVERAL, WANTED, ALOUD):
        try:
            response = read(ask, fields)
        except AnswerNotUnderstood:
            continue
        assert json.loads(json.dumps(response, allow_nan=False)) == response


# --- in one's own words --------------------------------------------------------------------------------------------


def test_an_answer_in_own_words_may_be_empty_and_is_judged_by_nobody_here(evidence: Evidence) -> None:
    assert read(ALOUD, {}) == {"text": ""}
    response = read(ALOUD, {"text": [" 因为 all units stay equal\n"]})
    assert response == {"text": "因为 all units stay equal"}
    assert grade(ALOUD, response, evidence) == Grade(None)
    assert not Grade(None).is_right


def test_a_text_beyond_the_limit_is_refused_with_both_numbers() -> None:
    assert read(ALOUD, {"text": ["x" * MAX_TEXT]})
    with pytest.raises(AnswerNotUnderstood, match=f"{MAX_TEXT + 1} characters; at most {MAX_TEXT}"):
        read(ALOUD, {"text": ["x" * (MAX_TEXT + 1)]})


def test_ticked_points_are_counted_and_strange_ones_left_out() -> None:
    question, _ = reader.read_question(SPOKEN, slug="q", path="p")
    assert question is not None
    rubric = question.value.rubric
    assert read_rubric(rubric, ["r1", "9", "x", "r1"]) == {"made": ["r1"], "points": 3, "of": 4}
    assert read_rubric(rubric, []) == {"made": [], "points": 0, "of": 4}
    assert read_rubric(rubric, ["r2", "r1"]) == {"made": ["r1", "r2"], "points": 4, "of": 4}


# --- grades --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "made", [Grade(None), Grade(0.5, chosen=("a", "c"), right=("b",)), Grade(1.0, given=0.1, expected=0.2)]
)
def test_a_grade_survives_json(made: Grade) -> None:
    assert Grade.from_dict(json.loads(json.dumps(made.to_dict()))) == made
    assert replace(made, score=1.0).is_right


def test_an_unknown_kind_of_asking_is_our_mistake(evidence: Evidence) -> None:
    with pytest.raises(TypeError):
        read(object(), {})
    with pytest.raises(TypeError):
        grade(object(), {}, evidence)
