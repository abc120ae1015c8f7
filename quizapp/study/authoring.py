"""Authoring: checking the bank and drafts, and putting a sound draft into the bank."""

import os
import re
import tempfile
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from quizapp.bank import reader, rules, trial
from quizapp.bank.bank import Bank, document_files, question_files
from quizapp.bank.diagnostic import Diagnostic
from quizapp.bank.question import Question
from quizapp.bank.reader import Authored
from quizapp.errors import QuizError

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HAS_ID = re.compile(r"^id\s*=", re.MULTILINE)


class NotAdded(QuizError):
    """A draft was not put into the bank, and nothing was written; the message says why."""


@dataclass(frozen=True)
class NamedTrial:
    """One file's trial, to be run when its turn comes."""

    name: str
    _run: Callable[[], Iterable[Diagnostic]]

    def diagnostics(self) -> list[Diagnostic]:
        """Run it."""
        return list(self._run())


def trials(bank: Bank) -> list[NamedTrial]:
    """The trials of every file that passed the rules: questions, documents, contradictions."""
    questions = [NamedTrial(slug, lambda one=one: trial.try_question(one)) for slug, one in bank.authored.items()]
    documents = [NamedTrial(key, lambda one=one: trial.try_document(one)) for key, one in bank.documents_authored.items()]
    settled = NamedTrial("contradictions", lambda: trial.try_contradictions(bank.contradictions))
    return [*questions, *documents, settled]


def read_draft(bank: Bank, file: Path) -> tuple[Authored[Question] | None, list[Diagnostic]]:
    """Read a draft and check it as if it stood in the bank, with everything but the disk.

    A draft without an id is given one; it is written when the draft is added.
    """
    text = reader.read_text(file, path=str(file))
    if isinstance(text, Diagnostic):
        return None, [text]
    question, found = reader.read_question(with_id(text), slug=file.stem, path=str(file))
    if question is None:
        return None, found
    found += _place_faults(bank, question)
    found += rules.check(question, shelf_for(bank, question.value))
    return question, found or list(trial.try_question(question))


def add_question(bank: Bank, file: Path) -> tuple[Path | None, list[Diagnostic]]:
    """Put a draft into the bank: all diagnostics and nothing written, or its new place.

    Raises:
        NotAdded: a question of that name is in the bank already, or the folder cannot be written.
    """
    question, found = read_draft(bank, file)
    if question is None or found:
        return None, found
    target = bank.root / question.value.topic / f"{file.stem}.md"
    write_new(target, with_id(file.read_text(encoding="utf-8")))
    return target, []


def write_new(target: Path, text: str) -> None:
    """Write a file that does not exist yet, whole or not at all.

    Raises:
        NotAdded: it exists, or the folder cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, prefix=".", delete=False) as draft:
            draft.write(text)
            draft.flush()
            os.fsync(draft.fileno())
        try:
            os.link(draft.name, target)  # unlike a rename, this never takes the place of another file
        finally:
            os.unlink(draft.name)
    except FileExistsError:
        raise NotAdded(f"{target} exists already; nothing was written: choose another name for the draft") from None
    except OSError as error:
        raise NotAdded(f"{target} cannot be written ({error.strerror}); nothing was changed") from error


def with_id(text: str) -> str:
    """The draft with a permanent id in its head, a new one where it has none."""
    head = text.split("\n+++", maxsplit=1)[0]
    if _HAS_ID.search(head) or not text.startswith("+++\n"):
        return text
    return text.replace("+++\n", f'+++\nid = "{uuid.uuid4()}"\n', 1)


def new_draft(bank: Bank, target: Path) -> Path:
    """Write a copy of the template to fill in.

    Raises:
        NotAdded: the file exists, or the name is no slug.
    """
    if not _SLUG.fullmatch(target.stem) or target.suffix != ".md":
        raise NotAdded(f"{target.name}: name it by its slug, like why-not-zero.md (lower case, digits, hyphens)")
    write_new(target, (bank.root / "_template.md").read_text(encoding="utf-8"))
    return target


def shelf_for(bank: Bank, question: Question) -> rules.Shelf:
    """What a draft would stand beside; the file of its own name, where there is one, is itself."""
    others = tuple(one.id for one in bank.questions.values() if one.slug != question.slug)
    return rules.Shelf(
        questions=frozenset(file.stem for file in question_files(bank.root)) | {question.slug},
        documents=frozenset(file.stem for file in document_files(bank.root)),
        sound=bank.documents,
        ids=(*others, question.id),
    )


def _place_faults(bank: Bank, question: Authored[Question]) -> list[Diagnostic]:
    if not bank.topics or question.value.topic in bank.topics:
        return []
    message = f"no topic is called {question.value.topic!r}; there are {', '.join(bank.topics)}"
    return [question.at("topic", message, "topic")]


def check_slug(bank: Bank, slug: str) -> list[Diagnostic]:
    """Everything that is wrong with a question of the bank, sound or broken.

    Raises:
        NotAdded: there is no file of that name.
    """
    file = next((file for file in question_files(bank.root) if file.stem == slug), None)
    if file is None:
        raise NotAdded(f"no question is called {slug!r}; `quizapp question list` names them all")
    known = [one for one in bank.diagnostics if one.path == file.relative_to(bank.root).as_posix()]
    return known or list(trial.try_question(bank.authored[slug]))
