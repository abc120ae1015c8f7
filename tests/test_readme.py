"""What the README says is what there is: its commands run, its tree and its settings are the real ones."""

import dataclasses
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from quizapp.config import Config

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    shlex.split(line, comments=True)
    for block in re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("quizapp ")
]


def _section(title: str) -> str:
    return re.split(r"^## ", TEXT.split(f"## {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.slow
@pytest.mark.parametrize("command", [c for c in COMMANDS if c[1] not in ("run", "check")], ids=" ".join)
def test_a_command_of_the_readme_runs(command: list[str], tmp_path: Path) -> None:
    """In the order of a new author: `check` and `add` find the draft that `new` would have written."""
    questions = tmp_path / "questions"
    subprocess.run(["cp", "-r", str(ROOT / "questions"), str(questions)], check=True)
    environment = {"QUIZAPP_DATA": str(tmp_path / "var"), "QUIZAPP_QUESTIONS": str(questions), "PATH": ""}
    if command[1] == "question" and command[2] in ("check", "add"):
        _run(["quizapp", "question", "new", command[3]], tmp_path, environment)
    if command[1] == "db" and command[2] != "upgrade":
        _run(["quizapp", "db", "upgrade"], tmp_path, environment)
    done = _run(command, tmp_path, environment)
    assert done.returncode == 0, done.stdout + done.stderr


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "quizapp", *command[1:]]
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_commands_are_all_there() -> None:
    assert len(COMMANDS) >= 13


def test_the_tree_of_the_readme_is_the_real_tree() -> None:
    block = re.search(r"```text\n(.*?)```", _section("The tree"), re.DOTALL)
    assert block
    above = ROOT
    for line in block.group(1).splitlines():
        is_inside = line.startswith("  ")
        names = [word for word in line.split("  ")[1 if is_inside else 0].split() if word.endswith(("/", ".py"))]
        assert names, line
        for name in names:
            assert ((above if is_inside else ROOT) / name).exists(), name
        above = above if is_inside else ROOT / names[0]


def test_every_room_is_in_the_tree() -> None:
    rooms = {f"{folder.name}/" for folder in (ROOT / "quizapp").iterdir() if folder.is_dir() and folder.name[0] != "_"}
    assert {room for room in rooms if room not in _section("The tree")} == set()


def test_the_settings_of_the_readme_are_the_real_ones() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| (.*?) \|$", _section("Settings"), re.MULTILINE)
    declared = [(field.metadata["variable"], field.metadata["purpose"]) for field in dataclasses.fields(Config)]
    assert [(variable, purpose) for variable, _, purpose in rows] == declared
    defaults = {variable: default.strip("`") for variable, default, _ in rows}
    for field in dataclasses.fields(Config):
        if field.default is not dataclasses.MISSING:
            assert defaults[field.metadata["variable"]] == (str(field.default) or "empty")


def test_the_screenshot_is_there() -> None:
    for picture in re.findall(r"!\[[^]]+\]\(([^)]+)\)", TEXT):
        assert (ROOT / picture).stat().st_size > 10_000
