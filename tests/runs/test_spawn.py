"""Where there is no fork server: workers are spawned, and the rest is the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ELSEWHERE = """
import sys
import numpy, pebble, pydantic, engine.catalogue
sys.platform = "darwin"  # for this process, from here on: workers see the truth, and are capped
from quizapp.runs.pool import PoolRunner
from quizapp.runs.processes import _Context
from quizapp.runs.runner import run

if __name__ == "__main__":
    assert _Context.__name__ == "SpawnContext"
    with PoolRunner(workers=1, entry="naughty:act") as runner:
        assert runner.wait_until_ready(30)
        print(run(runner, "tell", {}, 5.0).findings)
        try:
            run(runner, "loop-in-python", {}, 0.2)
        except Exception as failure:
            print(type(failure).__name__)
        print(run(runner, "behave", {"hidden": 4}, 30.0).parameters)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, every other test says this")
def test_spawned_workers_keep_deadlines_and_one_thread_too(tmp_path: Path) -> None:
    script = tmp_path / "elsewhere.py"
    script.write_text(ELSEWHERE)
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(here.parent.parent), str(here)])}
    done = subprocess.run(
        [sys.executable, str(script)], env=environment, timeout=60, check=False, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "{'main': None, 'blas': '1', 'tasks': 1}",
        "RunTimedOut",
        "{'hidden': 4}",
    ]
