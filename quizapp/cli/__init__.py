"""The terminal door: `quizapp <noun> <verb>`. Exit codes: 0 done, 1 diagnostics, 2 usage."""

import sys

# One BLAS thread, set before anything imports NumPy: beside other work a second thread makes small products slower.
from quizapp import threads  # noqa: F401 - imported for what it sets
from quizapp.cli.group import quizapp


def main() -> None:
    """The `quizapp` command."""
    sys.exit(quizapp.main(standalone_mode=False))


__all__ = ["main", "quizapp"]
