"""TOML with line numbers: parse, validate against a model, and say where each mistake is.

`tomllib` forgets where a key stood, so the lines are scanned once more for table headers and keys;
that is enough to point an author at the right line, and never decides what a file means.
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import pydantic

from quizapp.bank.diagnostic import Diagnostic

M = TypeVar("M", bound=pydantic.BaseModel)
Path = tuple[str | int, ...]

MAX_DOTS, MAX_TOLD = 50, 50
_HEADER = re.compile(r"\s*(\[\[|\[)\s*([A-Za-z0-9_.\-\"']+)\s*\]\]?")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\-]+|\"[^\"]+\")\s*=")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")

# pydantic names the member of a union in a location; authors know no such key.
_HIDDEN_TAGS = {"choice", "number", "spoken", "function-after"}


def parse(text: str, path: str, offset: int = 0) -> dict[str, Any] | Diagnostic:
    """Parse TOML; `offset` is the number of lines of the file above the text."""
    for at, written in enumerate(text.split("\n"), start=1 + offset):
        if written.partition("=")[0].count(".") > MAX_DOTS:  # tomllib's time grows with the square of a key's parts
            return Diagnostic(path, at, "toml", f"a key has at most {MAX_DOTS} dots")
    try:
        return tomllib.loads(text)
    except ValueError as error:  # tomllib's own, and Python's about a number of thousands of digits
        found = _AT_LINE.search(str(error))
        line = int(found.group(1)) if found else text.count("\n") + 1
        return Diagnostic(path, line + offset, "toml", _AT_LINE.sub("", str(error)).strip())
    except RecursionError:
        return Diagnostic(path, 1 + offset, "toml", "arrays or tables are nested too deeply; take some levels away")


def validate(
    model: type[M], data: Mapping[str, Any], *, path: str, lines: Mapping[Path, int]
) -> tuple[M | None, list[Diagnostic]]:
    """Build the model, or list every mistake with the line of the key it is about."""
    try:
        # Through JSON, so that strictness is about values and an array may become a tuple.
        return model.model_validate_json(json.dumps(data, default=str)), []
    except pydantic.ValidationError as error:
        problems = error.errors(include_url=False)
        told = [_diagnostic(one, path, lines) for one in problems[:MAX_TOLD] if not _follows(one, problems)]
        more = len(problems) - MAX_TOLD
        return None, told + ([Diagnostic(path, 1, "value", f"and {more} more of this kind")] if more > 0 else [])
    except (ValueError, RecursionError) as error:  # a whole number of thousands of digits; tables in tables in tables
        return None, [Diagnostic(path, 1, "value", f"a value is too large or nested too deeply ({error})")]


def line_of(loc: Sequence[str | int], lines: Mapping[Path, int]) -> int:
    """The line of the deepest part of a location that the file has; its first line where it has none."""
    best: Path = ()
    for part in loc:
        if any(known[: len(best) + 1] == (*best, part) for known in lines):
            best = (*best, part)
    return min((line for known, line in lines.items() if known[: len(best)] == best), default=1) if best else 1


def lines_of(text: str, offset: int = 0) -> dict[Path, int]:
    """The line of every table header and key, by its path; arrays of tables count from 0."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for number, line in enumerate(text.split("\n"), start=1 + offset):
        if header := _HEADER.match(line):
            table = _table(header, counts)
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault((*table, *key.group(1).strip('"').split(".")), number)
    return found


def _table(header: re.Match[str], counts: dict[Path, int]) -> Path:
    """The path of a header; inside an array of tables it is the path of the newest element."""
    path: Path = ()
    names = header.group(2).replace('"', "").split(".")
    for depth, name in enumerate(names, start=1):
        path = (*path, name)
        if depth == len(names) and header.group(1) == "[[":
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _follows(problem: Any, problems: Sequence[Any]) -> bool:
    """Whether a list is only called too short because an item of it, which is told as well, is wrong."""
    here: tuple[Any, ...] = problem["loc"]
    deeper = (other["loc"] for other in problems if len(other["loc"]) > len(here))
    return problem["type"] == "too_short" and any(loc[: len(here)] == here for loc in deeper)


def _diagnostic(problem: Any, path: str, lines: Mapping[Path, int]) -> Diagnostic:
    loc = [part for part in problem["loc"] if part not in _HIDDEN_TAGS]
    where = ".".join(str(part) for part in loc) or "the file"
    if problem["type"] == "extra_forbidden":
        return Diagnostic(path, line_of(loc, lines), "unknown-key", f"{where} is not a key of this format; remove it")
    if problem["type"] == "missing":
        return Diagnostic(path, line_of(loc, lines), "missing-key", f"{where} is missing; add it")
    value = json.dumps(problem["input"], ensure_ascii=False, default=str)[:80]
    message = problem["msg"].removeprefix("Value error, ")
    return Diagnostic(path, line_of(loc, lines), "value", f"{where} = {value}: {message}")
