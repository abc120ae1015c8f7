"""A signature is the whole declaration: it is read once, and everything that is wrong is told with its place."""

import json
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Annotated, Any

import numpy as np
import pytest

from engine import (
    Array,
    Choice,
    Claim,
    Demonstration,
    Int,
    Printed,
    Real,
    Seed,
    Text,
    Together,
    Value,
    WrongModel,
    demonstration,
    usual,
)
from engine.errors import BrokenDeclaration, BrokenFinding, InvalidParameters

STEPS = Int(1, 10, zh="步数", en="steps")
RATE = Real(0.0, 2.0, zh="学习率", en="rate")
KIND = Choice("flat", "steep", zh="种类", en="kind", words={"flat": ("平", "flat")})
FEW_STEPS = Together(
    lambda steps, rate: steps * rate <= 10, zh="步数乘学习率不超过 10", en="steps times rate is at most 10"
)


@dataclass(frozen=True, kw_only=True)
class Found:
    gap: Annotated[Array, Claim(at_most=2.0, zh="差", en="gap")]
    never: Annotated[float, Printed(at_most=0.0, zh="照原文", en="as printed")]
    word: Annotated[str, Value(zh="词", en="word")]


@demonstration(zh="下坡", en="Downhill", together=[FEW_STEPS])
def downhill(
    steps: Annotated[int, STEPS] = 2,
    rate: Annotated[float, RATE] = 1,
    kind: Annotated[str, KIND] = "flat",
    seed: Annotated[int, Seed()] = 0,
) -> Found:
    return Found(gap=np.array([steps * rate, 1.0]), never=np.random.default_rng(seed).random(), word=kind)


def _module(*functions: Callable[..., Any]) -> ModuleType:
    module = ModuleType("engine.demonstrations.some_topic.go_downhill")
    for function in functions:
        setattr(module, function.__name__, function)
    return module


DEMO = Demonstration.of(_module(downhill))


# Reading the declaration


def test_the_signature_is_the_declaration() -> None:
    assert (DEMO.slug, DEMO.topic, DEMO.title) == ("go-downhill", "some-topic", Text("下坡", "Downhill"))
    assert list(DEMO.parameters) == ["steps", "rate", "kind", "seed"]
    assert DEMO.defaults == {"steps": 2, "rate": 1, "kind": "flat", "seed": 0}
    assert list(DEMO.findings) == ["gap", "never", "word"]
    assert list(DEMO.claims) == ["gap", "never"]


def test_a_labelled_function_is_still_a_plain_function() -> None:
    assert downhill(steps=3).gap.tolist() == [3.0, 1.0]


def test_the_page_and_the_source_are_those_of_its_file() -> None:
    assert DEMO.page == __doc__
    assert "def test_the_page_and_the_source_are_those_of_its_file" in DEMO.source


def _unlabelled(steps: Annotated[int, STEPS] = 2) -> Found:
    raise NotImplementedError


@demonstration(zh="无标签", en="No label")
def _no_label(steps: Annotated[int, STEPS] = 1, width: int = 3) -> Found:
    raise NotImplementedError


@demonstration(zh="无注解", en="No annotation")
def _no_annotation(width=3) -> Found:  # type: ignore[no-untyped-def]  # noqa: ANN001 - what is tested
    raise NotImplementedError


@demonstration(zh="两个标签", en="Two labels")
def _two_labels(steps: Annotated[int, STEPS, RATE] = 1) -> Found:
    raise NotImplementedError


@demonstration(zh="无默认值", en="No default")
def _no_default(steps: Annotated[int, STEPS]) -> Found:
    raise NotImplementedError


@demonstration(zh="无结果", en="No result")
def _no_result(steps: Annotated[int, STEPS] = 1):  # type: ignore[no-untyped-def]  # noqa: ANN202 - what is tested
    raise NotImplementedError


@demonstration(zh="结果是数", en="A bare result")
def _bare_result(steps: Annotated[int, STEPS] = 1) -> float:
    raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class _Unlabelled:
    gap: float


@demonstration(zh="结果无标签", en="An unlabelled result")
def _unlabelled_result(steps: Annotated[int, STEPS] = 1) -> _Unlabelled:
    raise NotImplementedError


@demonstration(
    zh="规则", en="A rule", together=[Together(lambda width: width > 0, zh="宽度为正", en="a positive width")]
)
def _rule_about_nothing(steps: Annotated[int, STEPS] = 1) -> Found:
    raise NotImplementedError


@dataclass(frozen=True)
class _ByPosition:
    gap: Annotated[float, Value(zh="差", en="gap")]


@demonstration(zh="按位置", en="By position")
def _by_position(steps: Annotated[int, STEPS] = 1) -> _ByPosition:
    raise NotImplementedError


@demonstration(zh="同名", en="One name twice")
def _one_name_twice(word: Annotated[int, STEPS] = 1) -> Found:
    raise NotImplementedError


@demonstration(zh="语言", en="The page's language")
def _lang(lang: Annotated[int, STEPS] = 1) -> Found:
    raise NotImplementedError


@demonstration(zh="主题", en="The page's theme")
def _theme(theme: Annotated[int, STEPS] = 1) -> Found:
    raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class _WrongOfWrong:
    gap: Annotated[float, Value(zh="差", en="gap")]
    once: Annotated[float, WrongModel(of="gap", zh="误解", en="a mistake")]
    twice: Annotated[float, WrongModel(of="once", zh="误解", en="a mistake")]


@demonstration(zh="误解", en="A mistake about a mistake")
def _wrong_of_wrong(steps: Annotated[int, STEPS] = 1) -> _WrongOfWrong:
    raise NotImplementedError


@pytest.mark.parametrize(
    ("functions", "told"),
    [
        ([_unlabelled], "labels 0 functions; one file holds one idea"),
        ([downhill, _no_label], "labels 2 functions; one file holds one idea"),
        ([_no_label], "width has 0 labels of kind Parameter; annotate it with one"),
        ([_no_annotation], "width has 0 labels of kind Parameter; annotate it with one"),
        ([_two_labels], "steps has 2 labels of kind Parameter"),
        ([_no_default], "steps has no default; give it one at which the claims hold"),
        ([_no_result], "annotate the return type with the dataclass of its findings"),
        ([_bare_result], "annotate the return type with the dataclass of its findings"),
        ([_unlabelled_result], "gap has 0 labels of kind Finding; annotate it with one"),
        ([_by_position], r"write @dataclass\(frozen=True, kw_only=True\) above _ByPosition"),
        ([_one_name_twice], "word is a parameter and a finding; prose quotes both by name, so rename one"),
        ([_lang], "a parameter is called lang, which in an address speaks of the page; rename it"),
        ([_theme], "a parameter is called theme"),
        ([_wrong_of_wrong], r"twice is a wrong model of 'once'; name a value or a claim, of \['gap'\]"),
        ([_rule_about_nothing], r"'a positive width' takes \['width'\]; let it take parameters, of \['steps'\]"),
    ],
)
def test_a_wrong_declaration_is_told_with_its_place_and_what_to_write(
    functions: list[Callable[..., Any]], told: str
) -> None:
    with pytest.raises(BrokenDeclaration, match=rf"go_downhill.*{told}"):
        Demonstration.of(_module(*functions))


# Parsing


def _mistakes(raw: dict[str, Any]) -> list[tuple[str, object, str]]:
    with pytest.raises(InvalidParameters) as refused:
        DEMO.parse(raw)
    return [(mistake.name, mistake.value, mistake.message.en) for mistake in refused.value.mistakes]


@pytest.mark.parametrize(
    "raw",
    [
        {"steps": "3", "rate": "1.5"},
        {"steps": 3, "rate": 1.5},
        {"steps": ["3"], "rate": ["1.5"]},
        {"steps": (3,), "rate": (1.5,)},
    ],
)
def test_text_values_and_lists_of_one_mean_the_same(raw: dict[str, Any]) -> None:
    assert DEMO.parse(raw) == {"steps": 3, "rate": 1.5, "kind": "flat", "seed": 0}


def test_a_default_has_the_kind_that_the_same_text_would_have() -> None:
    assert type(DEMO.parse({})["rate"]) is float
    assert DEMO.run(DEMO.parse({})).digest == DEMO.run(DEMO.parse({"rate": "1"})).digest


def test_parameters_come_in_the_order_of_the_signature() -> None:
    assert list(DEMO.parse({"seed": "1", "steps": "3"})) == list(DEMO.parameters)


def test_all_mistakes_are_told_at_once_each_with_its_name_value_and_remedy() -> None:
    assert _mistakes({"width": "3", "seed": ["1", "2"], "kind": "round", "steps": "11", "rate": []}) == [
        ("steps", "11", "must be a whole number from 1 to 10"),
        ("rate", [], "must be a number from 0 to 2"),
        ("kind", "round", "must be one of flat, steep"),
        ("seed", ["1", "2"], "given more than once; give it once"),
        ("width", "3", "no such parameter; there are steps, rate, kind, seed"),
    ]


def test_values_that_make_no_sense_together_are_refused_beside_the_first_of_them() -> None:
    assert DEMO.parse({"steps": 5, "rate": 2.0})["steps"] == 5
    assert _mistakes({"steps": "6", "rate": "2"}) == [("steps", 6, "steps times rate is at most 10")]


def test_a_rule_is_told_beside_mistakes_in_other_parameters_but_not_in_its_own() -> None:
    assert [name for name, *_ in _mistakes({"steps": "6", "rate": "2", "kind": "x"})] == ["kind", "steps"]
    assert [name for name, *_ in _mistakes({"steps": "6", "rate": "3"})] == ["rate"]


def test_a_refusal_survives_the_way_from_another_process() -> None:
    with pytest.raises(InvalidParameters) as refused:
        DEMO.parse({"steps": "x"})
    assert pickle.loads(pickle.dumps(refused.value)).mistakes == refused.value.mistakes  # noqa: S301 - our own bytes


def test_the_schema_says_what_a_right_set_of_parameters_is() -> None:
    schema = json.loads(json.dumps(DEMO.schema(), allow_nan=False))
    assert schema["title"] == "Downhill"
    assert schema["additionalProperties"] is False
    steps, rate, kind = (schema["properties"][name] for name in ("steps", "rate", "kind"))
    assert (steps["type"], steps["minimum"], steps["maximum"], steps["default"]) == ("integer", 1, 10, 2)
    assert (rate["type"], rate["minimum"], rate["maximum"]) == ("number", 0.0, 2.0)
    assert kind["enum"] == ["flat", "steep"]
    assert steps["description"] == "步数 / steps"
    assert schema["description"] == "步数乘学习率不超过 10 / steps times rate is at most 10"


def test_the_schema_of_a_demonstration_without_rules_has_no_description() -> None:
    assert "description" not in Demonstration.of(_module(_nothing)).schema()


# Running


def test_a_run_measures_and_the_verdicts_follow() -> None:
    evidence = DEMO.run(DEMO.parse({"steps": 4, "kind": "steep"}))
    assert evidence.demonstration == "go-downhill"
    assert evidence.parameters == {"steps": 4, "rate": 1.0, "kind": "steep", "seed": 0}
    assert evidence.findings["gap"] == [4.0, 1.0]
    assert evidence.findings["word"] == "steep"
    assert (evidence.verdicts["gap"].holds, evidence.verdicts["gap"].held, evidence.verdicts["gap"].worst) == (
        False,
        1,
        4.0,
    )
    assert not evidence.verdicts["never"].holds
    assert evidence.seconds > 0


@demonstration(zh="空手而归", en="Nothing found")
def _nothing(steps: Annotated[int, STEPS] = 1) -> Found:
    return None  # type: ignore[return-value]  # what is tested


@demonstration(zh="不合声明", en="Something else")
def _something_else(steps: Annotated[int, STEPS] = 1) -> Found:
    return Found(gap=np.zeros((2, 2)), never=1.0, word="x")


@demonstration(zh="参差不齐", en="Ragged")
def _ragged(steps: Annotated[int, STEPS] = 1) -> Found:
    return Found(gap=[[1.0], [1.0, 2.0]], never=1.0, word="x")  # type: ignore[arg-type]  # what is tested


@pytest.mark.parametrize("function", [_nothing, _something_else, _ragged])
def test_a_result_that_does_not_fit_is_told_with_demonstration_and_finding(function: Callable[..., Any]) -> None:
    demo = Demonstration.of(_module(function))
    with pytest.raises(BrokenFinding, match="go-downhill: finding 'gap': "):
        demo.run(demo.parse({}))


@dataclass(frozen=True, kw_only=True)
class _Batch:
    gap: Annotated[Array, Claim(at_most=0.0, zh="差", en="gap")]
    counted: Annotated[Array, Claim(at_most=0.0, over=("函数", "functions"), zh="差", en="gap")]


@demonstration(zh="一批", en="A batch")
def _batch(
    measured: Annotated[int, Int(1, 9, zh="个数", en="count")] = 4, seeds: Annotated[int, usual.SEEDS] = 4
) -> _Batch:
    return _Batch(gap=np.zeros(measured), counted=np.zeros(16))


def test_a_claim_measures_one_number_for_each_seed_unless_it_goes_through_other_things() -> None:
    demo = Demonstration.of(_module(_batch))
    assert demo.run(demo.parse({})).verdicts["counted"].total == 16
    with pytest.raises(BrokenFinding, match="finding 'gap': 3 measurements of 4 seeds; give one a seed, or say what"):
        demo.run(demo.parse({"measured": 3}))
