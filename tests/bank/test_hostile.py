"""Files that were made to hurt: each is told, none takes the bank down."""

import os
from pathlib import Path

import pytest

from quizapp.bank.bank import load

HEAD = "+++\n{}\n+++\n## prompt.zh\n甲\n## prompt.en\na\n## answer.zh\n乙\n## answer.en\nb\n"


@pytest.mark.parametrize(
    "head",
    [
        "params = { x = 0x" + "f" * 5000 + " }",
        ".".join("a" * 3000) + " = 1",
        "\n".join(f"k{i} = 1" for i in range(4000)),
    ],
)
def test_a_hostile_head_is_told_and_the_rest_is_served(bank_folder: Path, head: str) -> None:
    (bank_folder / "initialization" / "hostile.md").write_text(HEAD.format(head), encoding="utf-8")
    bank = load(bank_folder)
    assert len(bank.questions) == 3
    told = [one for one in bank.diagnostics if one.path.endswith("hostile.md")]
    assert 0 < len(told) < 100


def test_a_pipe_among_the_questions_is_not_waited_for(bank_folder: Path) -> None:
    os.mkfifo(bank_folder / "initialization" / "pipe.md")
    bank = load(bank_folder)
    assert len(bank.questions) == 3
    assert [one.rule for one in bank.diagnostics] == ["unreadable"]
