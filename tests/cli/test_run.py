"""`quizapp run`: a real server in a process of its own, asked over a real socket."""

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Terminal
from tests.samples import write_bank


def start(folder: Path, *words: str, **environment: str) -> "subprocess.Popen[str]":
    settings = {
        "QUIZAPP_DATA": str(folder / "var"),
        "QUIZAPP_QUESTIONS": str(folder / "questions"),
        "PATH": "",
        **environment,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "quizapp", "run", *words],
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    write_bank(folder / "questions")
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[tuple[int, "subprocess.Popen[str]"]]:
    with start(folder, "--port", "0", QUIZAPP_WORKERS="1") as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.match(r"quizapp is at http://127\.0\.0\.1:(\d+)/ ", line)
        assert found, line
        yield int(found[1]), process
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=15)
        assert "Traceback" not in out + err


def ask(port: int, method: str, path: str, **options: object) -> tuple[int, http.client.HTTPMessage, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request(method, path, **options)  # type: ignore[arg-type]  # body and headers
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()


def test_the_server_prints_its_address_and_answers(server: tuple[int, object]) -> None:
    status, headers, body = ask(server[0], "GET", "/")
    assert status == 200
    assert "参数初始化" in body
    assert "Server" not in headers


def test_runs_execute_in_worker_processes(server: tuple[int, object]) -> None:
    status, _, body = ask(server[0], "GET", "/api/v1/demonstrations/zero-init-symmetry/evidence?steps=9")
    assert status == 200
    assert json.loads(body)["parameters"]["steps"] == 9
    status, _, body = ask(server[0], "GET", "/readyz")
    assert (status, json.loads(body)["runs"]) == (200, True)


def test_a_body_of_twenty_megabytes_gets_a_page_and_the_server_stays(server: tuple[int, object]) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = b"text=" + b"x" * 20_000_000
    status, _, page = ask(server[0], "POST", "/questions/why-not-zero/attempts", body=body, headers=headers)
    assert status == 413
    assert "太大" in page
    assert ask(server[0], "GET", "/healthz")[0] == 200


@pytest.mark.parametrize(
    "path",
    ["/questions/../../etc/passwd", "/questions/..%2f..%2fetc%2fpasswd", "/static/../config.py", "/%00", "//evil"],
)
def test_a_path_that_leads_outside_is_not_found(server: tuple[int, object], path: str) -> None:
    status, headers, body = ask(server[0], "GET", path)
    assert status in (400, 404)
    assert "root:" not in body
    assert "Location" not in headers


def test_a_port_that_is_taken_is_told_with_what_to_do(server: tuple[int, object], folder: Path) -> None:
    with start(folder, "--port", str(server[0]), QUIZAPP_WORKERS="0", QUIZAPP_DATA=str(folder / "other")) as process:
        _, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert f"cannot listen on 127.0.0.1:{server[0]}" in err
    assert "choose another --port" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--host", "0.0.0.0"], "this release has no accounts"),  # noqa: S104 - it is refused
        (["--port", "99999"], "port = 99999: must be from 0 to 65535"),
        (["--port", "x"], "'x' is not a valid integer"),
    ],
)
def test_settings_that_cannot_be_used_end_with_two(runner: Terminal, words: list[str], told: str) -> None:
    done = runner("run", *words)
    assert done.exit_code == 2
    assert told in done.stderr


def test_progress_survives_a_restart(folder: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for turn in range(2):
        with start(folder, "--port", str(port), QUIZAPP_WORKERS="0", QUIZAPP_DATA=str(folder / "kept")) as process:
            assert process.stdout is not None
            process.stdout.readline()
            page = ask(port, "GET", "/questions/why-not-zero")
            if turn == 0:
                fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page[2]))
                body = f"csrf_token={fields['csrf_token']}&event_key={fields['event_key']}&version=0&text=hello"
                cookie = page[1]["Set-Cookie"].split(";")[0]
                headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
                assert ask(port, "POST", "/questions/why-not-zero/attempts", body=body, headers=headers)[0] == 303
            assert "hello" in ask(port, "GET", "/questions/why-not-zero/answer")[2]
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=15)
