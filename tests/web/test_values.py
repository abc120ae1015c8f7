"""Numbers, times and intervals as people write them in either language."""

import math
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask, g

from engine import Claim, Evidence
from quizapp.web import values, wording


@pytest.fixture(params=["zh", "en"])
def lang(site: Flask, request: pytest.FixtureRequest) -> Any:
    with site.test_request_context():
        g.lang = request.param
        yield request.param


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (timedelta(0), "不到 1 分钟", "under a minute"),
        (timedelta(seconds=59), "不到 1 分钟", "under a minute"),
        (timedelta(minutes=1), "1 分钟", "1 minute"),
        (timedelta(minutes=10), "10 分钟", "10 minutes"),
        (timedelta(hours=5), "5 小时", "5 hours"),
        (timedelta(days=1), "1 天", "1 day"),
        (timedelta(days=8), "8 天", "8 days"),
        (timedelta(days=60), "2 个月", "2 months"),
        (timedelta(days=800), "2 年", "2 years"),
    ],
)
def test_an_interval_is_said_in_its_largest_unit(lang: str, span: timedelta, zh: str, en: str) -> None:
    assert values.interval(span) == (zh if lang == "zh" else en)


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ({"at_most": 0.0}, "≤ 0"),
        ({"at_least": -0.5}, "≥ −0.5"),
        ({"equals": 2.0}, "= 2"),
        ({"equals": 0.25, "within": 1e-9}, "= 0.25 ± 1×10⁻⁹"),
        ({"between": (0.3, 0.4)}, "0.3 – 0.4"),
    ],
)
def test_a_bound_is_a_formula(claim: dict[str, Any], said: str) -> None:
    assert values.bound(Claim(zh="x", en="x", **claim)) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.123456, "0.1235"), (3, "3"), (math.nan, "NaN"), (-math.inf, "−∞"), ("word", "word"), (1e-12, "1×10⁻¹²")],
)
def test_a_number_has_few_digits_and_words_stay_words(value: Any, said: str) -> None:
    assert values.number(value) == said


def test_a_day_and_a_time_are_said_in_the_readers_words(lang: str) -> None:
    moment = datetime(2026, 11, 22, 8, 5, tzinfo=UTC).astimezone()
    assert values.day(moment) == ("2026 年 11 月 22 日" if lang == "zh" else f"Nov {moment.day}, 2026")
    assert values.clock(moment).endswith(f" {moment:%H:%M}")


def test_a_runs_time_is_in_milliseconds() -> None:
    assert values.milliseconds(Evidence("x", {}, {}, {}, {}, 0.01234)) == "12.3 ms"


def test_every_code_has_its_words(lang: str) -> None:
    said = [
        *map(wording.level, wording.LEVELS),
        *map(wording.judgement, wording.JUDGEMENTS),
        *map(wording.rating, wording.RATINGS),
        *map(wording.confidence, wording.CONFIDENCE),
        *map(wording.kind, wording.KINDS),
    ]
    assert len(set(said)) == len(said)
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in word) == (lang == "zh") for word in said)
    assert set(wording.MARKS) == set(wording.JUDGEMENTS)
