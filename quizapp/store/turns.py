"""Taking turns: a lock that is handed on in the order in which it was asked for.

SQLite makes waiting writers sleep and try again, and `threading.Lock` lets whoever happens to run take it: with
eight threads writing all the time some wait for seconds. In turn, nobody waits longer than everybody in front.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from quizapp.errors import DatabaseBusy


class Turns:
    """First come, first served, among the threads of one process."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._mutex = Lock()
        self._is_taken = False
        self._waiting: deque[Lock] = deque()  # each is released when it is its owner's turn

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a turn and give it to the next in line afterward.

        Raises:
            DatabaseBusy: It did not come in time.
        """
        if not self._take():
            raise DatabaseBusy("Not stored: too many others are writing. Send the same form again.")
        try:
            yield
        finally:
            self._hand_on()

    def _take(self) -> bool:
        with self._mutex:
            if not self._is_taken:
                self._is_taken = True
                return True
            gate = Lock()
            gate.acquire()
            self._waiting.append(gate)
        if gate.acquire(timeout=self._patience):
            return True
        with self._mutex:
            if gate in self._waiting:
                self._waiting.remove(gate)
                return False
            return True  # it was our turn in the very moment in which we gave up

    def _hand_on(self) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False
