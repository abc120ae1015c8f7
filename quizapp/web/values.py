"""Template filters: numbers, times and intervals as people write them in either language."""

from datetime import datetime, timedelta
from typing import Any

from engine import Evidence
from engine.findings import Claim
from quizapp.numbers import format_value
from quizapp.web.language import current

_UNITS = (
    (timedelta(days=365), "年", "year"),
    (timedelta(days=30), "个月", "month"),
    (timedelta(days=1), "天", "day"),
    (timedelta(hours=1), "小时", "hour"),
    (timedelta(minutes=1), "分钟", "minute"),
)


def number(value: Any, spec: str = ".4g") -> str:
    """A number with few digits; words stay as they are."""
    return format_value(value, spec) if isinstance(value, float) else format_value(value)


def interval(span: timedelta) -> str:
    """About how long: 10 minutes, 3 days, 2 个月."""
    for unit, zh, en in _UNITS:
        if span >= unit:
            count = round(span / unit)
            return f"{count} {zh}" if current() == "zh" else f"{count} {en}{'' if count == 1 else 's'}"
    return "不到 1 分钟" if current() == "zh" else "under a minute"


def day(moment: datetime) -> str:
    """A date in the reader's own words, from a moment in UTC."""
    local = moment.astimezone()
    return (
        f"{local.year} 年 {local.month} 月 {local.day} 日"
        if current() == "zh"
        else f"{local:%b} {local.day}, {local.year}"
    )


def clock(moment: datetime) -> str:
    """A date and a time of day."""
    return f"{day(moment)} {moment.astimezone():%H:%M}"


def bound(claim: Claim) -> str:
    """A claim's bound as a formula: ≤ 0, ≥ 0.5, = 2 ± 0.1, 0.3 – 0.4."""
    if claim.between is not None:
        return f"{number(claim.between[0])} – {number(claim.between[1])}"
    if claim.equals is not None:
        return f"= {number(claim.equals)}" + (f" ± {number(claim.within)}" if claim.within else "")
    return f"≤ {number(claim.at_most)}" if claim.at_most is not None else f"≥ {number(claim.at_least)}"


def milliseconds(evidence: Evidence) -> str:
    """How long a run took."""
    return f"{evidence.seconds * 1000:.1f} ms"
