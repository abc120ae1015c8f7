"""Topics: the shelves of the bank, in the order in which one would read them."""

from typing import Annotated

import pydantic

from quizapp.bank.question import Slug
from quizapp.bank.words import Model, Words


class Chapter(Words):
    """A stretch of a topic: its questions in the order in which they build on each other."""

    questions: tuple[Slug, ...] = ()


class Topic(Words):
    """A topic: the name of its folder, its words, and its chapters."""

    key: Slug
    chapters: tuple[Chapter, ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        """The slugs of all chapters, one after the other."""
        return tuple(slug for chapter in self.chapters for slug in chapter.questions)


class Topics(Model):
    """The file `questions/topics.toml`."""

    topics: Annotated[tuple[Topic, ...], pydantic.Field(min_length=1)]
