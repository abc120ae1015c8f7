"""The bank: every question, document and contradiction that its folder holds, and what is wrong with the rest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quizapp.bank import reader, rules, source_rules
from quizapp.bank.diagnostic import Diagnostic
from quizapp.bank.question import Question
from quizapp.bank.reader import Authored
from quizapp.bank.source import Contradiction, Document, Statement


@dataclass(frozen=True)
class Bank:
    """What is served: files that passed the rules. `diagnostics` name the files that did not, and why."""

    root: Path
    questions: Mapping[str, Question]
    documents: Mapping[str, Document]
    contradictions: tuple[Contradiction, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    authored: Mapping[str, Authored[Question]] = field(default_factory=dict, repr=False)
    documents_authored: Mapping[str, Authored[Document]] = field(default_factory=dict, repr=False)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that have questions, in order."""
        return tuple(dict.fromkeys(question.topic for question in self.questions.values()))

    def of_topic(self, topic: str) -> list[Question]:
        """The questions of a topic, from warm-up to stretch."""
        order = {"warm-up": 0, "core": 1, "stretch": 2}
        mine = [question for question in self.questions.values() if question.topic == topic]
        return sorted(mine, key=lambda question: (order[question.level], question.slug))

    def by_id(self) -> Mapping[str, Question]:
        """The questions by their permanent ids."""
        return {question.id: question for question in self.questions.values()}

    def of_demonstration(self, slug: str) -> list[Question]:
        """The questions whose answers a demonstration proves."""
        return [question for question in self.questions.values() if question.demonstration == slug]

    def statement(self, key: str) -> tuple[Document, Statement] | None:
        """The statement of that permanent id, with its document."""
        for document in self.documents.values():
            if key in document.by_id:
                return document, document.by_id[key]
        return None

    def citing(self, statement: str) -> list[Question]:
        """The questions that put a statement to the test."""
        return [
            question
            for question in self.questions.values()
            if any(statement in citation.statements for citation in question.sources)
        ]


def load(root: Path) -> Bank:
    """Read the folder. A file that breaks a rule is left out and listed; the others are served."""
    found: list[Diagnostic] = []
    documents = {one.value.key: one for one in _documents(root, found)}
    contradictions = _contradictions(root, found)
    questions = {one.value.slug: one for one in _questions(root, found)}
    shelf = rules.Shelf(
        questions=frozenset(file.stem for file in question_files(root)),
        documents=frozenset(file.stem for file in document_files(root)),
        sound={key: one.value for key, one in documents.items()},
        ids=tuple(one.value.id for one in questions.values()),
    )
    found += [fault for one in documents.values() for fault in source_rules.check(one)]
    found += source_rules.check_contradictions(contradictions, shelf, "contradictions.toml")
    faults = {slug: list(rules.check(one, shelf)) for slug, one in questions.items()}
    found += [fault for mine in faults.values() for fault in mine]
    sound = {slug: one for slug, one in questions.items() if all(rules.is_link(fault) for fault in faults[slug])}
    return Bank(
        root=root,
        questions={slug: one.value for slug, one in sorted(sound.items())},
        documents={key: one.value for key, one in sorted(documents.items())},
        contradictions=contradictions,
        diagnostics=tuple(sorted(found)),
        authored=sound,
        documents_authored=documents,
    )


def question_files(root: Path) -> list[Path]:
    """The files that are questions: `<topic>/<slug>.md`, without the folder of the sources."""
    return sorted(file for file in root.glob("*/*.md") if file.parent.name != "sources")


def document_files(root: Path) -> list[Path]:
    """The files that are documents: `sources/<key>.toml`."""
    return sorted(root.glob("sources/*.toml"))


def _questions(root: Path, found: list[Diagnostic]) -> Iterator[Authored[Question]]:
    for file in question_files(root):
        path = file.relative_to(root).as_posix()
        text = reader.read_text(file, path=path)
        if isinstance(text, Diagnostic):
            found.append(text)
            continue
        question, faults = reader.read_question(text, slug=file.stem, path=path)
        found += faults
        if question and question.value.topic != file.parent.name:
            message = f"topic is {question.value.topic!r} but the folder is {file.parent.name!r}; move one"
            found.append(question.at("topic", message, "topic"))
        elif question:
            yield question


def _documents(root: Path, found: list[Diagnostic]) -> Iterator[Authored[Document]]:
    for file in document_files(root):
        path = file.relative_to(root).as_posix()
        text = reader.read_text(file, path=path)
        if isinstance(text, Diagnostic):
            found.append(text)
            continue
        document, faults = reader.read_document(text, path=path)
        found += faults
        if document:
            yield document


def _contradictions(root: Path, found: list[Diagnostic]) -> tuple[Contradiction, ...]:
    file = root / "contradictions.toml"
    text = reader.read_text(file, path=file.name) if file.exists() else ""
    if isinstance(text, Diagnostic):
        found.append(text)
        return ()
    contradictions, faults = reader.read_contradictions(text, path=file.name)
    found += faults
    return contradictions
