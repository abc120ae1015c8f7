"""Files → values: a question file, a document, the contradictions. Syntax only; never raises on content.

Every function returns what it could read and the diagnostics of what it could not.
"""

import hashlib
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import pydantic

from quizapp.bank import toml
from quizapp.bank.diagnostic import Diagnostic
from quizapp.bank.question import Question
from quizapp.bank.source import Contradiction, Document
from quizapp.bank.topic import Topics

MAX_BYTES = 64_000  # a question of 80 lines has about 6,000
SECTIONS = ("prompt.zh", "prompt.en", "answer.zh", "answer.en")

T = TypeVar("T")


@dataclass(frozen=True)
class Authored(Generic[T]):
    """What a file says, and the line on which it says each part of it."""

    value: T
    lines: Mapping[toml.Path, int]

    def line(self, *loc: str | int) -> int:
        """The line of the part at `loc`."""
        return toml.line_of(loc, self.lines)

    def at(self, rule: str, message: str, *loc: str | int) -> Diagnostic:
        """A diagnostic about the part of the file at `loc`."""
        path: str = getattr(self.value, "path", "")
        return Diagnostic(path, self.line(*loc), rule, message)


_FENCE = "+++"
_KEYED = re.compile(r"## ([a-z_]+\.[a-z_]+)\s*")


class _Contradictions(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid")
    contradictions: tuple[Contradiction, ...] = ()


def read_question(text: str, *, slug: str, path: str) -> tuple[Authored[Question] | None, list[Diagnostic]]:
    """Read one question file."""
    split = _split(text, path)
    if isinstance(split, Diagnostic):
        return None, [split]
    head, body, first = split
    data = toml.parse(head, path, offset=1)
    sections, starts, faults = _sections(body, path, first)
    if isinstance(data, Diagnostic):
        return None, [data, *faults]
    clash = [
        Diagnostic(path, 1, "unknown-key", f"{name} is not a key of the head; remove it")
        for name in ("prompt", "answer", "slug", "path", "revision")
        if name in data
    ]
    lines = {**toml.lines_of(head, offset=1), **starts}
    whole = {**data, **_nested(sections), "slug": slug, "path": path, "revision": fingerprint(text)}
    question, mistakes = toml.validate(Question, whole, path=path, lines=lines)
    # A section that is missing is reported by name; the model's report of the same fact adds nothing.
    mistakes = [one for one in mistakes if not one.message.startswith(("prompt.", "answer."))]
    found = [*clash, *mistakes, *faults]
    return (Authored(question, lines) if question and not found else None), found


def read_document(text: str, *, path: str) -> tuple[Authored[Document] | None, list[Diagnostic]]:
    """Read one file of `questions/sources/`."""
    data = toml.parse(text, path)
    if isinstance(data, Diagnostic):
        return None, [data]
    lines = toml.lines_of(text)
    document, found = toml.validate(Document, {**data, "path": path}, path=path, lines=lines)
    return (Authored(document, lines) if document else None), found


def read_contradictions(text: str, *, path: str) -> tuple[tuple[Contradiction, ...], list[Diagnostic]]:
    """Read `questions/contradictions.toml`."""
    data = toml.parse(text, path)
    if isinstance(data, Diagnostic):
        return (), [data]
    table, found = toml.validate(_Contradictions, data, path=path, lines=toml.lines_of(text))
    return (table.contradictions if table else ()), found


def read_topics(text: str, *, path: str) -> tuple[Authored[Topics] | None, list[Diagnostic]]:
    """Read `questions/topics.toml`."""
    data = toml.parse(text, path)
    if isinstance(data, Diagnostic):
        return None, [data]
    lines = toml.lines_of(text)
    topics, found = toml.validate(Topics, data, path=path, lines=lines)
    return (Authored(topics, lines) if topics else None), found


def read_text(file: Path, *, path: str) -> str | Diagnostic:
    """The text of a file that is not too large and is UTF-8."""
    try:
        with os.fdopen(os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):  # a pipe would be waited for, a device read for ever
                return Diagnostic(path, 1, "unreadable", "it is no file; check what stands there")
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            size = status.st_size
            return Diagnostic(path, 1, "too-large", f"{size:,} bytes; a file has at most {MAX_BYTES:,}: shorten it")
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return Diagnostic(path, 1, "encoding", f"byte {error.start} is not UTF-8; save the file as UTF-8")
    except OSError as error:
        return Diagnostic(path, 1, "unreadable", f"{error.strerror}; check that the file exists and may be read")


def fingerprint(text: str) -> str:
    """The revision of an authored text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _split(text: str, path: str) -> tuple[str, str, int] | Diagnostic:
    """Head, body, and the number of lines above the body."""
    lines = text.split("\n")
    if lines[0].strip() != _FENCE:
        return Diagnostic(path, 1, "head", f"the first line must be {_FENCE}, the begin of the TOML head")
    end = next((i for i, line in enumerate(lines[1:], start=1) if line.strip() == _FENCE), None)
    if end is None:
        return Diagnostic(path, 1, "head", f"the head is not closed; end it with a line {_FENCE}")
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 1


def _sections(body: str, path: str, first: int) -> tuple[dict[str, str], dict[toml.Path, int], list[Diagnostic]]:
    """The keyed Markdown sections, the lines at which they start, and what is wrong with their keys."""
    sections: dict[str, list[str]] = {}
    starts: dict[toml.Path, int] = {}
    found: list[Diagnostic] = []
    current: list[str] = []
    for number, line in enumerate(body.split("\n"), start=first + 1):
        keyed = _KEYED.fullmatch(line)
        if not keyed:
            if line.strip() and not sections:
                found.append(Diagnostic(path, number, "section", "text before the first section; move it into one"))
            current.append(line)
            continue
        key, current = keyed.group(1), []
        if key in sections:
            found.append(Diagnostic(path, number, "section", f"## {key} stands twice; join the two"))
        if key not in SECTIONS:
            message = f"## {key} is no section; there are {', '.join(SECTIONS)}"
            found.append(Diagnostic(path, number, "section", message))
        sections[key] = current
        starts.setdefault(tuple(key.split(".")), number)
    texts = {key: "\n".join(lines).strip() for key, lines in sections.items()}
    end = first + body.rstrip("\n").count("\n") + 1
    missing = [key for key in SECTIONS if not texts.get(key)]
    found += [Diagnostic(path, end, "missing-section", f"## {key} is missing or empty; write it") for key in missing]
    return texts, starts, found


def _nested(sections: dict[str, str]) -> dict[str, Any]:
    """`{"prompt.zh": …}` → `{"prompt": {"zh": …}}`, for the keys that there are."""
    return {noun: {lang: sections.get(f"{noun}.{lang}", "") for lang in ("zh", "en")} for noun in ("prompt", "answer")}
