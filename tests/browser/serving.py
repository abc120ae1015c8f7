"""quizapp as its users start it: a process of its own, with its worker processes, on a port of its own."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ADDRESS = re.compile(r"http://[\d.]+:(\d+)")
_PATIENCE = 20  # seconds to shut down in


@contextmanager
def serving(data: Path, questions: Path, *, port: int = 0, **settings: object) -> Iterator[str]:
    """Run a server for as long as the block lasts, and yield its address without a slash at the end.

    Args:
        data: Where it keeps progress, its key and the log of this run; serving twice from one folder is a restart.
        questions: The bank.
        port: Where it listens; 0 finds a free one.
        settings: What else the environment says, such as `QUIZAPP_CACHE=0`.
    """
    data.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "QUIZAPP_DATA": str(data), "QUIZAPP_QUESTIONS": str(questions)}
    environment |= {name: str(value) for name, value in settings.items()}
    command = [sys.executable, "-m", "quizapp", "run", "--port", str(port)]
    log = data / "server.log"
    with (
        log.open("w") as err,
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=err, text=True) as process,
    ):
        try:
            yield _address(process, log)
        finally:
            process.send_signal(signal.SIGINT)
            status = process.wait(_PATIENCE)
    said = log.read_text()
    assert (status, said) == (0, "")


def port_of(address: str) -> int:
    """The port of a server, to start it there again."""
    found = _ADDRESS.search(address)
    assert found
    return int(found[1])


def _address(process: "subprocess.Popen[str]", log: Path) -> str:
    assert process.stdout
    found = _ADDRESS.search(process.stdout.readline())
    assert found, f"the server did not start: {log.read_text()}"
    return found[0]
