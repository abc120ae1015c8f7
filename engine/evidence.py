"""Evidence: the record of one run, from which every page, slot and verdict is filled."""

import hashlib
import json
import math
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any

import numpy as np

from engine.findings import Claim

_SPELLED = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


@dataclass(frozen=True)
class Verdict:
    """Whether a claim holds: how many of the measurements are within its bound, and how many must be.

    `interval` is the 95 % Wilson score interval of the share that holds (Wilson, 1927): with 64 of 64
    it still begins below one, which is what 64 seeds can say about all seeds. Where things are counted to
    the last one (`Claim.over`) nothing is estimated, and both ends are the share itself.

    `worst` is the measurement furthest from holding. `decisive` is the one that decides: where a share of the
    seeds is enough, that of the last seed that is needed, so that it is within the bound exactly when the claim holds.
    """

    holds: bool
    held: int
    total: int
    worst: float
    median: float
    interval: tuple[float, float]
    decisive: float


@dataclass(frozen=True)
class Evidence:
    """What one run asked, found and decided; `digest` is equal for equal runs in any process."""

    demonstration: str
    parameters: Mapping[str, Any]
    findings: Mapping[str, Any]
    verdicts: Mapping[str, Verdict]
    environment: Mapping[str, str] = field(compare=False)
    seconds: float = field(compare=False)

    @property
    def digest(self) -> str:
        """A SHA-256 over what was asked and what was found; time and machine are not in it."""
        data = self.to_dict()
        told = {name: data[name] for name in ("demonstration", "parameters", "findings", "verdicts")}
        return hashlib.sha256(json.dumps(told, sort_keys=True, allow_nan=False).encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON; non-finite numbers become the words NaN, Infinity and -Infinity."""
        verdicts = {name: asdict(verdict) for name, verdict in self.verdicts.items()}
        spelled: dict[str, Any] = _spell({**vars(self), "verdicts": verdicts})
        return spelled

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Evidence":
        """The inverse of `to_dict`."""
        plain = {name: _unspell(value) for name, value in data.items() if name != "verdicts"}
        verdicts = {name: _verdict(_unspell(value)) for name, value in data["verdicts"].items()}
        return cls(**plain, verdicts=verdicts)


def judge(claim: Claim, measured: Any) -> Verdict:
    """Compare a claim's measurements (one, or one per seed) with its bound."""
    values = np.atleast_1d(np.asarray(measured, dtype=float))  # [seeds]
    low, high = claim.ends
    held, total = int(((low <= values) & (values <= high)).sum()), values.size
    with np.errstate(invalid="ignore", over="ignore"):  # ∞ - ∞ at an open end, and between huge numbers
        excess = np.fmax(low - values, values - high)  # ≤ 0 within the bound, NaN for NaN alone
        median = float(np.median(values))
    order = np.argsort(excess, kind="stable")  # NaN last, as the furthest of all
    worst, share = float(values[order[-1]]), held / total
    needed = next(count for count in range(1, total + 1) if count / total >= claim.share)
    interval = (share, share) if claim.over else wilson(held, total)
    decisive = float(values[order[needed - 1]])
    return Verdict(share >= claim.share, held, total, worst, median, interval, decisive)


def wilson(held: int, total: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """The Wilson score interval of a share, at 95 % confidence unless `z` says otherwise."""
    share, spread = held / total, z * z / total
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / total + spread / (4 * total))
    return (min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half)))


@cache
def environment() -> Mapping[str, str]:
    """What the numbers depend on beside the code: NumPy, its BLAS, Python and the machine's kind."""
    build: Any = np.show_config(mode="dicts")
    blas = build["Build Dependencies"]["blas"]
    return {
        "numpy": np.__version__,
        "blas": f"{blas.get('name', 'unknown')} {blas.get('version', '')}".strip(),
        "python": platform.python_version(),
        "machine": platform.machine(),
    }


def _verdict(data: Mapping[str, Any]) -> Verdict:
    return Verdict(**{**data, "interval": tuple(data["interval"])})


def _spell(value: Any) -> Any:
    """JSON has no NaN, and browsers refuse the bare word that Python's encoder prints."""
    if isinstance(value, float) and not math.isfinite(value):
        return next(word for word, number in _SPELLED.items() if str(number) == str(value))
    if isinstance(value, Mapping):
        return {name: _spell(item) for name, item in value.items()}
    return [_spell(item) for item in value] if isinstance(value, (list, tuple)) else value


def _unspell(value: Any) -> Any:
    if isinstance(value, str):
        return _SPELLED.get(value, value)
    if isinstance(value, Mapping):
        return {name: _unspell(item) for name, item in value.items()}
    return [_unspell(item) for item in value] if isinstance(value, list) else value
