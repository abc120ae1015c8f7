"""What can go wrong, as one tree.

Every message says what happened, whether anything was lost, and what to do.

::

    QuizError
    ├── StaleCard                  somebody, perhaps another tab, was first
    ├── EventKeyReused             the same form came back with other contents
    ├── AttemptNotOpen             this attempt does not wait for a rating
    ├── BadEventKey                the form came without its key, or with one that we did not make
    ├── UnknownLearner
    ├── UnknownAttempt
    ├── NothingToUndo
    └── StoreError                 the database, not the learner
        ├── DatabaseTooNew         written by a later release; nothing was touched
        ├── DatabaseDamaged        not readable as a database; nothing was touched
        ├── DatabaseNotWritable    not there, or not ours to write
        ├── MigrationFailed        rolled back; the database is as it was
        ├── BackupFailed
        ├── DatabaseBusy           try again with the same key
        ├── DiskFull               not stored; try again with the same key
        └── NotConfirmed           perhaps stored; try again with the same key
"""

from collections.abc import Mapping
from typing import Any


class QuizError(Exception):
    """Anything that quizapp itself reports to a person."""


class StaleCard(QuizError):
    """The form was rendered before the card's latest change; the first one wins and this text is kept.

    Attributes:
        expected: The card's version that the form carried.
        version: The card's version that is stored.
        stored: The stored memory state, as `quizapp.study.schedule.to_dict` writes it; None if there is no card.
        sent: What the form said, so that the page can show it again.
    """

    def __init__(
        self, *, expected: int, version: int, stored: Mapping[str, Any] | None, sent: Mapping[str, Any]
    ) -> None:
        super().__init__(
            f"This question was answered or rated elsewhere in the meantime (you saw version {expected}, "
            f"version {version} is stored). What is stored was kept, and what you sent is shown again below: "
            "reload the question, then send it once more if you still mean it."
        )
        self.expected = expected
        self.version = version
        self.stored = stored
        self.sent = sent


class EventKeyReused(QuizError):
    """One event key came with two different contents; the first is stored, the second is not."""

    def __init__(self, event_key: str) -> None:
        super().__init__(
            f"The form with the key {event_key!r} was already stored with other contents. "
            "The first contents were kept: reload the page for a fresh form."
        )
        self.event_key = event_key


class BadEventKey(QuizError):
    """A form without its key cannot be stored: we could not tell a repetition from a second answer."""

    def __init__(self, event_key: str) -> None:
        super().__init__(
            f"The form came with the key {event_key[:80]!r}; a key has 1 to 64 letters, digits, - or _. "
            "Nothing was stored: reload the page and send it again."
        )


class AttemptNotOpen(QuizError):
    """The attempt is rated already, or a later attempt took its place."""

    def __init__(self, attempt_id: int) -> None:
        super().__init__(
            f"Attempt {attempt_id} does not wait for a rating: it has one, or you answered the question again "
            "since. To rate it differently, undo the rating first."
        )
        self.attempt_id = attempt_id


class UnknownLearner(QuizError):
    """No learner has this id."""

    def __init__(self, learner_id: int) -> None:
        super().__init__(f"There is no learner {learner_id}: sign in again.")
        self.learner_id = learner_id


class UnknownAttempt(QuizError):
    """This learner has no attempt with this id."""

    def __init__(self, attempt_id: int) -> None:
        super().__init__(f"You have no attempt {attempt_id}: answer the question first, then rate it.")
        self.attempt_id = attempt_id


class NothingToUndo(QuizError):
    """The learner has no rating that is not undone already."""

    def __init__(self) -> None:
        super().__init__("There is no rating to undo.")


class StoreError(QuizError):
    """The database, not the learner, is in the way."""


class DatabaseTooNew(StoreError):
    """A later release wrote this database; nothing was touched."""

    def __init__(self, *, found: str, newest_known: str) -> None:
        super().__init__(
            f"The database is at revision {found}, which this version does not know (its newest is "
            f"{newest_known}). Nothing was changed. Install a version of quizapp that has revision {found}, "
            "or point DATABASE_URL at another database."
        )
        self.found = found
        self.newest_known = newest_known


class DatabaseDamaged(StoreError):
    """The file cannot be read as a database; nothing was touched."""


class DatabaseNotWritable(StoreError):
    """The database cannot be opened, or may be read only."""


class MigrationFailed(StoreError):
    """The upgrade was rolled back; the database is as it was before."""


class BackupFailed(StoreError):
    """No backup was written; earlier backups are untouched."""


class DatabaseBusy(StoreError):
    """Another writer held the database for too long; nothing was stored."""


class DiskFull(StoreError):
    """There is no room to store anything; nothing was stored."""


class NotConfirmed(StoreError):
    """The disk reported an error while storing, so the record may or may not be there."""
