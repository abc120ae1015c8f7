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
        with self._lock:
            if self._bank is None or time.monotonic() - self._scanned > FRESH:
                stamp = scan(self.root)
                if self._bank is None or stamp != self._stamp:
                    self._bank, self._stamp = load(self.root), stamp
                self._scanned = time.monotonic()
            return self._bank


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
