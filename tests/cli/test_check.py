"""`quizapp check`: every file, every rule, every run; and what every command has in common."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Terminal
from tests.samples import CHOICE, SPOKEN, changed, copy_of, line_of


def test_a_sound_bank_passes(runner: Terminal) -> None:
    done = runner("check")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "3 questions, 1 documents: 0 diagnostics" in done.stderr


BROKEN = {
    "head": (changed(copy_of(CHOICE, 7), "+++\nid", "id"), 1),
    "unknown-key": (changed(copy_of(CHOICE, 7), 'level = "core"', 'level = "core"\nauthor = "me"'), "author"),
    "missing-section": (copy_of(CHOICE, 7).split("## answer.en")[0], None),
    "slot": (copy_of(CHOICE, 7).replace("{{ gap }}", "{{ gab }}"), "## answer.zh"),
    "too-large": (copy_of(CHOICE, 7) + "x" * 5_000_000, 1),
    "danger": (
        changed(copy_of(CHOICE, 7), "The units remain", "<script>alert(1)</script> The units remain"),
        "<script>",
    ),
    "formula": (
        changed(copy_of(CHOICE, 7), "\\Delta w_j .$$\n## answer.en", "\\oops .$$\n## answer.en"),
        "$$\\Delta w_i=\\oops",
    ),
    "claim-fails": (changed(copy_of(CHOICE, 7), "steps = 200", "steps = 200, tilt = 1.0"), "rests_on"),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_file_is_told_with_its_line_and_ends_with_one(runner: Terminal, bank_folder: Path, rule: str) -> None:
    text, place = BROKEN[rule]
    (bank_folder / "initialization" / "broken.md").write_text(text, encoding="utf-8")
    done = runner("check")
    assert done.exit_code == 1
    line = place if isinstance(place, int) else text.count("\n") if place is None else line_of(text, place)
    assert f"initialization/broken.md:{line}: {rule}: " in done.stdout
    assert all(told.startswith("initialization/broken.md:") for told in done.stdout.splitlines())


def test_a_link_that_runs_is_told_at_its_line(runner: Terminal, bank_folder: Path) -> None:
    text = changed(copy_of(SPOKEN, 7), "Because equal", "[Because](javascript:alert) equal")
    (bank_folder / "initialization" / "broken.md").write_text(text, encoding="utf-8")
    done = runner("check")
    assert f"initialization/broken.md:{line_of(text, 'javascript:')}: danger: a link to javascript:" in done.stdout
    assert done.exit_code == 1


def test_everything_that_is_wrong_is_told_at_once_as_json_too(runner: Terminal, bank_folder: Path) -> None:
    for number, rule in enumerate(("head", "slot", "danger"), start=1):
        text = BROKEN[rule][0].replace("00000007", f"0000000{number}")
        (bank_folder / "initialization" / f"broken-{rule}.md").write_text(text, encoding="utf-8")
    done = runner("check", "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert {one["rule"] for one in told} == {"head", "slot", "danger"}
    assert {one["path"] for one in told} == {f"initialization/broken-{rule}.md" for rule in ("head", "slot", "danger")}
    assert set(told[0]) == {"path", "line", "rule", "message"}
    assert json.loads(runner("check", "--json").stdout) == told


@pytest.mark.parametrize(
    ("words", "environment", "told"),
    [
        (["nonsense"], {}, "No such command 'nonsense'"),
        (["check", "--nope"], {}, "No such option"),
        (["--lang", "fr", "check"], {}, "'fr' is not one of 'zh', 'en'"),
        (["question"], {}, "Usage:"),
        (["question", "show"], {}, "Missing argument 'SLUG'"),
        (["check"], {"QUIZAPP_PORT": "many"}, "QUIZAPP_PORT = 'many': must be a whole number"),
        (["check"], {"QUIZAPP_QUESTIONS": "/no/such/folder"}, "no such folder"),
        (["db", "check"], {"DATABASE_URL": "mysql://me:secret@host/x"}, "DATABASE_URL begins with none of"),
    ],
)
def test_a_command_that_is_used_wrongly_ends_with_two(
    runner: Terminal, words: list[str], environment: dict[str, str], told: str
) -> None:
    done = runner(*words, **environment)
    assert done.exit_code == 2
    assert told in done.output
    assert "Traceback" not in done.output
    assert "secret" not in done.output


def test_help_names_every_command(runner: Terminal) -> None:
    done = runner("--help")
    assert done.exit_code == 0
    for command in ("run", "check", "question", "demo", "db"):
        assert f"  {command} " in done.output


def test_the_exit_code_reaches_the_shell(bank_folder: Path, tmp_path: Path) -> None:
    (bank_folder / "initialization" / "broken.md").write_text("no head", encoding="utf-8")
    environment = {
        "QUIZAPP_DATA": str(tmp_path / "var"),
        "QUIZAPP_QUESTIONS": str(bank_folder),
        "QUIZAPP_WORKERS": "0",
        "PATH": "",
    }
    done = subprocess.run(
        [sys.executable, "-m", "quizapp", "question", "check", "broken"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.split(":")[:3]) == (1, ["initialization/broken.md", "1", " head"])
