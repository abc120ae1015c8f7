"""What one run shows: counted things are said to be counted, and a misconception's value is no value."""

from dataclasses import dataclass
from types import ModuleType, SimpleNamespace
from typing import Annotated, Any

import numpy as np
import pytest
from flask import Flask, render_template

from engine import Array, Claim, Demonstration, Int, Value, WrongModel, demonstration
from quizapp.study.running import Run
from tests.pages import Browser


@dataclass(frozen=True, kw_only=True)
class Found:
    gaps: Annotated[Array, Claim(at_most=0.0, share=0.8, over=("函数", "functions"), zh="差", en="gap of each")]
    right: Annotated[float, Value(zh="正确值", en="the right value")]
    slip: Annotated[float, WrongModel(of="right", zh="漏掉斜率", en="without the slope")]


@demonstration(zh="逐个数", en="Counting")
def counting(wrong: Annotated[int, Int(0, 16, zh="不成立的个数", en="failing")] = 2) -> Found:
    return Found(gaps=(np.arange(16) < wrong).astype(float), right=1.0, slip=2.0)


def run() -> Run:
    module = ModuleType("engine.demonstrations.topic.counting")
    module.counting = counting  # type: ignore[attr-defined]  # a module made by hand
    demo = Demonstration.of(module)
    values = demo.parse({})
    return Run(demo, values, values, evidence=demo.run(values))


def shown(site: Flask, template: str, lang: str, **values: Any) -> str:
    with site.test_request_context(f"/?lang={lang}"):
        site.preprocess_request()
        return " ".join(render_template(template, **values).split())


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "holds for 14 of 16 functions (at least 80% asked)</p>"),
        ("zh", "16 个函数中 14 个成立 (要求至少 80%)</p>"),
    ],
)
def test_things_that_are_counted_to_the_last_one_have_no_interval(site: Flask, lang: str, told: str) -> None:
    html = shown(site, "evidence/result.html", lang, run=run(), quotes={}, figures=[])
    assert told in html
    assert "seeds:" not in html
    assert "所有种子" not in html


def test_the_trial_of_a_statement_counts_them_too(site: Flask) -> None:
    counted = run()
    assert counted.evidence is not None
    claim, verdict = counted.demonstration.claims["gaps"], counted.evidence.verdicts["gaps"]
    one = SimpleNamespace(claim=claim, verdict=verdict, is_as_said=True)
    decision = SimpleNamespace(demonstration="zero-init-symmetry", params={})
    trial = SimpleNamespace(demonstration=counted.demonstration, decision=decision, raw={}, failure=None, claims=[one])
    assert "holds for 14 of 16 functions</p>" in shown(site, "documents/trials.html", "en", trials=[trial])


def test_the_value_of_a_misconception_is_not_listed_among_the_values(site: Flask, visitor: Browser) -> None:
    html = shown(site, "evidence/result.html", "en", run=run(), quotes={}, figures=[])
    assert "the right value" in html
    assert "without the slope" not in html
    page = visitor.get("/demonstrations/gradients-221/evidence")
    assert page.status == 200
    assert "without the factor" not in page.words
