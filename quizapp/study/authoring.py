"""Authoring: checking the bank and drafts, and putting a sound draft into the bank."""

import os
import re
import tempfile
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from quizapp.bank import reader, rules, trial
from quizapp.bank.bank import Bank, document_files, question_files
from quizapp.bank.diagnostic import Diagnostic
from quizapp.bank.question import Question
from quizapp.bank.trial import Runs
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


def trials(bank: Bank, run: Runs = trial.run_here) -> list[NamedTrial]:
    """The trials of every file that passed the rules: questions, documents, contradictions."""
    questions = [NamedTrial(slug, partial(trial.try_question, one, run)) for slug, one in bank.authored.items()]
    documents = [NamedTrial(key, partial(trial.try_document, one, run)) for key, one in bank.documents_authored.items()]
    settled = NamedTrial("contradictions", partial(trial.try_contradictions, bank.contradictions, run))
    return [*questions, *documents, settled]


@dataclass(frozen=True)
class Draft:
    """A draft as it was checked: its text, completed with an id, is what is written when it is added."""

    text: str
    question: Question | None
    diagnostics: list[Diagnostic]


def read_draft(bank: Bank, file: Path, run: Runs = trial.run_here) -> Draft:
    """Read a draft and check it as if it stood in the bank, with everything but the disk."""
    text = reader.read_text(file, path=str(file))
    if isinstance(text, Diagnostic):
        return Draft("", None, [text])
    complete = with_id(text)
    question, found = reader.read_question(complete, slug=file.stem, path=str(file))
    if question is not None:
        found += rules.check(question, shelf_for(bank, question.value))
        found = found or list(trial.try_question(question, run))
    added = complete.count("\n") - text.count("\n")  # lines that the author does not see
    told = [replace(one, line=max(1, one.line - added)) for one in found]
    return Draft(complete, question.value if question else None, told)


def add_question(bank: Bank, file: Path, run: Runs = trial.run_here) -> tuple[Path | None, list[Diagnostic]]:
    """Put a draft into the bank: all diagnostics and nothing written, or its new place.

    Raises:
        NotAdded: a question of that name is in the bank already, or the folder cannot be written.
    """
    draft = read_draft(bank, file, run)
    if draft.question is None or draft.diagnostics:
        return None, draft.diagnostics
    if any(other.stem == file.stem for other in question_files(bank.root)):
        raise NotAdded(f"a question is called {file.stem!r} already; nothing was written: choose another name")
    target = bank.root / draft.question.topic / f"{file.stem}.md"
    write_new(target, draft.text)
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
        Path(draft.name).chmod(0o644)  # a temporary file is its owner's alone, and a question is everybody's
        _publish(Path(draft.name), target)
    except OSError as error:
        raise NotAdded(f"{target} cannot be written ({error.strerror}); nothing was changed") from error


def _publish(draft: Path, target: Path) -> None:
    try:
        os.link(draft, target)  # unlike a rename, this never takes the place of another file
    except FileExistsError:
        raise NotAdded(f"{target} exists already; nothing was written: choose another name for the draft") from None
    finally:
        draft.unlink()


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
    template = reader.read_text(bank.root / "_template.md", path="_template.md")
    if isinstance(template, Diagnostic):
        raise NotAdded(f"{template}; nothing was written")
    write_new(target, template)
    return target


def shelf_for(bank: Bank, question: Question) -> rules.Shelf:
    """What a draft would stand beside; the file of its own name, where there is one, is itself."""
    others = tuple(one.id for one in bank.questions.values() if one.slug != question.slug)
    return rules.Shelf(
        questions=frozenset(file.stem for file in question_files(bank.root)) | {question.slug},
        documents=frozenset(file.stem for file in document_files(bank.root)),
        sound=bank.documents,
        ids=(*others, question.id),
        topics=frozenset(shelf.key for shelf in bank.shelves) or frozenset(bank.topics),
    )


def check_slug(bank: Bank, slug: str, run: Runs = trial.run_here) -> list[Diagnostic]:
    """Everything that is wrong with a question of the bank, sound or broken.

    Raises:
        NotAdded: there is no file of that name.
    """
    file = next((file for file in question_files(bank.root) if file.stem == slug), None)
    if file is None:
        raise NotAdded(f"no question is called {slug!r}; `quizapp question list` names them all")
    known = [one for one in bank.diagnostics if one.path == file.relative_to(bank.root).as_posix()]
    return known + (list(trial.try_question(bank.authored[slug], run)) if slug in bank.authored else [])
