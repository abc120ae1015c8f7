"""The bank: every question, document and contradiction that its folder holds, and what is wrong with the rest."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quizapp.bank import reader, rules, source_rules
from quizapp.bank.diagnostic import Diagnostic
from quizapp.bank.question import Question
from quizapp.bank.reader import Authored
from quizapp.bank.source import Contradiction, Document, Statement
from quizapp.bank.topic import Topic

CONTRADICTIONS = "contradictions.toml"
TOPICS = "topics.toml"


@dataclass(frozen=True)
class Bank:
    """What is served: files that passed the rules. `diagnostics` name the files that did not, and why."""

    root: Path
    questions: Mapping[str, Question]
    documents: Mapping[str, Document]
    contradictions: tuple[Contradiction, ...] = ()
    shelves: tuple[Topic, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    authored: Mapping[str, Authored[Question]] = field(default_factory=dict, repr=False)
    documents_authored: Mapping[str, Authored[Document]] = field(default_factory=dict, repr=False)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that have questions, in the order of `topics.toml`, unlisted ones last."""
        used = {question.topic for question in self.questions.values()}
        listed = [shelf.key for shelf in self.shelves if shelf.key in used]
        return (*listed, *sorted(used - set(listed)))

    def shelf(self, topic: str) -> Topic:
        """What `topics.toml` says of a topic; a topic that it does not list is called as its folder is."""
        return next((one for one in self.shelves if one.key == topic), Topic(key=topic, zh=topic, en=topic))

    def of_topic(self, topic: str) -> list[Question]:
        """The questions of a topic: chapter by chapter, then the unlisted ones from warm-up to stretch."""
        levels = {"warm-up": 0, "core": 1, "stretch": 2}
        place = {slug: number for number, slug in enumerate(self.shelf(topic).order)}
        mine = [question for question in self.questions.values() if question.topic == topic]
        return sorted(mine, key=lambda one: (place.get(one.slug, len(place)), levels[one.level], one.slug))

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
    shelves = _topics(root, found)
    questions = _by_slug(_questions(root, found), found)
    shelf = rules.Shelf(
        questions=frozenset(file.stem for file in question_files(root)),
        documents=frozenset(file.stem for file in document_files(root)),
        sound={key: one.value for key, one in documents.items()},
        ids=tuple(one.value.id for one in questions.values()),
        topics=frozenset(shelf.key for shelf in shelves),
    )
    broken = {key: list(source_rules.check(one)) for key, one in documents.items()}
    found += [fault for mine in broken.values() for fault in mine]
    documents = {key: one for key, one in sorted(documents.items()) if not broken[key]}
    settled = {one.id: list(source_rules.check_contradictions([one], shelf, CONTRADICTIONS)) for one in contradictions}
    found += [fault for mine in settled.values() for fault in mine]
    faults = {slug: list(rules.check(one, shelf)) for slug, one in questions.items()}
    found += [fault for mine in faults.values() for fault in mine]
    sound = {slug: one for slug, one in questions.items() if all(rules.is_link(fault) for fault in faults[slug])}
    return Bank(
        root=root,
        questions={slug: one.value for slug, one in sorted(sound.items())},
        documents={key: one.value for key, one in documents.items()},
        contradictions=tuple(one for one in contradictions if all(rules.is_link(fault) for fault in settled[one.id])),
        shelves=shelves,
        diagnostics=tuple(sorted(found)),
        authored=sound,
        documents_authored=documents,
    )


def _by_slug(questions: Iterable[Authored[Question]], found: list[Diagnostic]) -> dict[str, Authored[Question]]:
    """A slug is the address, so it is unique over all topics: a second file of that name is not served."""
    known: dict[str, Authored[Question]] = {}
    for one in questions:
        first = known.setdefault(one.value.slug, one)
        if first is not one:
            found.append(one.at("duplicate-slug", f"{first.value.path} has this name already; choose another"))
    return known


def question_files(root: Path) -> list[Path]:
    """The files that are questions: `<topic>/<slug>.md`, without the folder of the sources."""
    return sorted(file for file in root.glob("*/*.md") if file.parent.name != "sources")


def document_files(root: Path) -> list[Path]:
    """The files that are documents: `sources/<key>.toml`."""
    return sorted(root.glob("sources/*.toml"))


def _questions(root: Path, found: list[Diagnostic]) -> Iterator[Authored[Question]]:
    for file in question_files(root):
        path = file.relative_to(root).as_posix().encode("utf-8", "backslashreplace").decode()
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
        path = file.relative_to(root).as_posix().encode("utf-8", "backslashreplace").decode()
        text = reader.read_text(file, path=path)
        if isinstance(text, Diagnostic):
            found.append(text)
            continue
        document, faults = reader.read_document(text, path=path)
        found += faults
        if document and document.value.key != file.stem:
            message = f"key is {document.value.key!r} but the file is {file.name}; name both alike"
            found.append(document.at("key", message, "key"))
        elif document:
            yield document


def _contradictions(root: Path, found: list[Diagnostic]) -> tuple[Contradiction, ...]:
    file = root / CONTRADICTIONS
    text = reader.read_text(file, path=file.name) if file.exists() else ""
    if isinstance(text, Diagnostic):
        found.append(text)
        return ()
    contradictions, faults = reader.read_contradictions(text, path=file.name)
    found += faults
    return contradictions


def _topics(root: Path, found: list[Diagnostic]) -> tuple[Topic, ...]:
    """The topics in their order; a chapter that names a question that there is not is told."""
    file = root / TOPICS
    text = reader.read_text(file, path=TOPICS) if file.exists() else None
    if text is None or isinstance(text, Diagnostic):
        found += [text] if text else []
        return ()
    topics, faults = reader.read_topics(text, path=TOPICS)
    found += faults
    if topics is None:
        return ()
    there = {file.stem for file in question_files(root)}
    for number, topic in enumerate(topics.value.topics):
        for slug in sorted(set(topic.order) - there):
            found.append(
                Diagnostic(TOPICS, topics.line("topics", number), "chapter", f"no question is called {slug!r}")
            )
    return topics.value.topics
