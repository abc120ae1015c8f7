"""What the server adds to the bare function, to a bare route, to its own start; how long a check of the bank takes."""

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from engine import catalogue
from tests.benchmarks.conftest import BANK
from tests.benchmarks.timing import medians
from tests.browser.serving import serving

pytestmark = pytest.mark.benchmark

SLUG = "zero-init-symmetry"
PATHS = {"page": f"/demonstrations/{SLUG}/evidence", "json": f"/api/v1/demonstrations/{SLUG}/evidence"}
Tell = Callable[[str, str, str], None]


class Client:
    """One kept-alive connection."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._connection = HTTPConnection(parts.hostname or "", parts.port)

    def get(self, path: str) -> bytes:
        """Ask, and read the whole answer."""
        self._connection.request("GET", path)
        response = self._connection.getresponse()
        body = response.read()
        assert response.status == 200, body
        return body

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def test_evidence_over_http_costs_at_most_four_milliseconds_more_than_the_bare_function(
    start: Callable[..., str], tell: Tell
) -> None:
    bare = catalogue.get(SLUG)
    values = bare.parse({})
    with closing(Client(start(QUIZAPP_CACHE=0))) as client:
        asked = {name: lambda path=path: client.get(path) for name, path in PATHS.items()}
        took = medians(150, {"bare": lambda: bare.run(values), **asked})
    page, json = took["page"] - took["bare"], took["json"] - took["bare"]
    tell("evidence over HTTP, no cache", f"bare {took['bare']:.1f} ms, page +{page:.1f}, JSON +{json:.1f}", "+4 ms")
    assert min(page, json) <= 12


def test_evidence_from_the_cache_costs_at_most_a_millisecond_more_than_a_bare_route(
    start: Callable[..., str], tell: Tell
) -> None:
    with closing(Client(start())) as client:
        paths = {"route": "/healthz", **PATHS}
        took = medians(300, {name: lambda path=path: client.get(path) for name, path in paths.items()})
    page, json = took["page"] - took["route"], took["json"] - took["route"]
    tell("evidence from the cache", f"route {took['route']:.2f} ms, page +{page:.2f}, JSON +{json:.2f}", "+1 ms")
    assert min(page, json) <= 3


def test_a_server_that_is_set_up_is_ready_within_a_second_and_a_half(tmp_path: Path, tell: Tell) -> None:
    with serving(tmp_path / "var", BANK) as address, closing(Client(address)) as client:
        client.get("/healthz")
    began = time.perf_counter()
    with serving(tmp_path / "var", BANK) as address, closing(Client(address)) as client:
        listening = time.perf_counter() - began
        client.get("/")
        first = time.perf_counter() - began
        client.get(f"/demonstrations/{SLUG}")
        ran = time.perf_counter() - began
    told = f"{listening:.2f} s listening, {first:.2f} s first page, {ran:.2f} s first run"
    tell("server ready", told, "1.5 s")
    assert listening <= 4.5


def test_the_bank_is_checked_within_twenty_seconds(tell: Tell) -> None:
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "quizapp", "check"], capture_output=True, check=False, text=True)
    took = time.perf_counter() - began
    tell("quizapp check", f"{took:.1f} s, {done.stderr.strip().splitlines()[-1]}", "20 s")
    assert done.returncode == 0, done.stdout + done.stderr
    assert took <= 60
