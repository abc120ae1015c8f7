"""The folder of the bank, read again when a file of it changed: an admin adds a question, the server shows it."""

import threading
import time
from pathlib import Path

from quizapp.bank.bank import CONTRADICTIONS, TOPICS, Bank, document_files, load, question_files

FRESH = 1.0  # seconds for which a scan is believed

Stamp = tuple[tuple[str, int, int], ...]


class Folder:
    """A bank that follows its folder: a scan of the files' times decides whether anything is parsed again."""

    def __init__(self, root: Path) -> None:
        """Remember the folder; nothing is read before the first use."""
        self.root = root
        self._lock = threading.Lock()
        self._bank: Bank | None = None
        self._stamp: Stamp = ()
        self._scanned = float("-inf")

    def bank(self) -> Bank:
        """The bank as the folder is now, at most `FRESH` seconds old."""
        known = self._bank
        if known is not None and time.monotonic() - self._scanned <= FRESH:
            return known
        if not self._lock.acquire(blocking=known is None) and known is not None:
            return known  # another request reads the folder; this one is served from what there was
        try:
            return self._look()
        finally:
            self._lock.release()

    def _look(self) -> Bank:
        """Read the folder again if it changed; the caller holds the lock."""
        known = self._bank
        try:
            stamp = scan(self.root)
            if known is None or stamp != self._stamp:
                known, self._stamp = load(self.root), stamp
        except OSError:  # a folder vanished while it was read
            if known is None:
                raise
        self._bank, self._scanned = known, time.monotonic()
        return known


def scan(root: Path) -> Stamp:
    """Name, time and size of every file of the bank; a file that cannot be looked at is left out."""
    files = [*question_files(root), *document_files(root), root / CONTRADICTIONS, root / TOPICS]
    stamps = []
    for file in files:
        try:
            status = file.stat()
        except OSError:
            continue
        stamps.append((str(file), status.st_mtime_ns, status.st_size))
    return tuple(stamps)
