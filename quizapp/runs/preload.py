"""Imported once by the process that workers are forked from, so that each of them is born warm.

A fork server does nothing for its children but import what it is told to; hence, against our habits, this
module works when it is imported. The server itself never imports it.
"""

import contextlib
import os

# NumPy reads it when it is imported, so it comes first. One thread a worker: a second one makes middle-sized
# products many times slower beside other work, and counts on the worker's memory.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from quizapp.runs import execute

with contextlib.suppress(Exception):  # a broken demonstration is reported by its run, not by a pool that cannot start
    execute.warm()
