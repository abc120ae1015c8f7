"""The folder is the catalogue, and a fingerprint tells when any code that a run depends on has changed."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import engine
from engine import catalogue
from engine.errors import BrokenDeclaration, EngineError, UnknownDemonstration

ROOM = Path(engine.__file__).parent


def _files() -> list[Path]:
    return [path for path in (ROOM / "demonstrations").glob("*/*.py") if path.name != "__init__.py"]


def test_every_file_is_in_the_catalogue_by_its_name() -> None:
    slugs = {path.stem.replace("_", "-"): path.parent.name.replace("_", "-") for path in _files()}
    assert {slug: demo.topic for slug, demo in catalogue.discover().items()} == slugs


def test_the_catalogue_is_in_order_of_topics_and_names() -> None:
    found = [(demo.topic, slug) for slug, demo in catalogue.discover().items()]
    assert found == sorted(found)


def test_a_misspelled_name_is_answered_with_those_spelled_like_it() -> None:
    slug = next(iter(catalogue.discover()))
    with pytest.raises(
        UnknownDemonstration, match=f"no demonstration is called '{slug}x'; did you mean .*{slug}"
    ) as told:
        catalogue.get(f"{slug}x")
    assert slug in told.value.near


@pytest.mark.parametrize("slug", ["", "../../etc/passwd", "zzzzzzzz", "__init__", "a" * 100_000])
def test_a_name_like_no_other_is_unknown(slug: str) -> None:
    with pytest.raises(EngineError, match="no demonstration is called") as told:
        catalogue.get(slug)
    assert isinstance(told.value, UnknownDemonstration)
    assert told.value.near == ()


# Copies of the engine, each with two small demonstrations of its own and one change

PAGE = '''r"""Twice {n} is {n} and {n}."""
from dataclasses import dataclass
from typing import Annotated
from engine import Claim, Int, demonstration

@dataclass(frozen=True, kw_only=True)
class Found:
    gap: Annotated[float, Claim(at_most=0.0, zh="差", en="gap")]

@demonstration(zh="两倍", en="Twice")
def twice(n: Annotated[int, Int(0, 9, zh="数", en="number")] = {n}) -> Found:
    return Found(gap=abs(2.0 * n - n - n))
'''

CHANGES = {
    "nothing": {},
    "nothing again": {},
    "findings": {"engine/findings/drawn.py": "# another line"},
    "numerics": {"engine/numerics/losses.py": "# another line"},
    "a new module": {"engine/numerics/more/__init__.py": '"""More."""'},
    "demonstration two": {"engine/demonstrations/arithmetic/two.py": "# another line"},
    "a name twice": {
        "engine/demonstrations/more/__init__.py": "",
        "engine/demonstrations/more/one.py": PAGE.format(n=1),
    },
}

ASK = """
import importlib, json, sys
told = {}
for room in sys.argv[1:]:
    for name in [name for name in sys.modules if name.partition(".")[0] == "engine"]:
        del sys.modules[name]
    sys.path[0] = room
    catalogue = importlib.import_module("engine.catalogue")
    try:
        told[room] = [catalogue.code_version("one"), catalogue.code_version("two")]
    except Exception as error:
        told[room] = [type(error).__name__, str(error)]
print(json.dumps(told))
"""


def _copy(room: Path, changed: Mapping[str, str]) -> str:
    """The engine with two demonstrations of its own, and text added to the files named."""
    shutil.copytree(ROOM, room / "engine", ignore=shutil.ignore_patterns("__pycache__", "demonstrations"))
    folder = "engine/demonstrations"
    own = {f"{folder}/arithmetic/{name}.py": PAGE.format(n=n) for n, name in enumerate(("one", "two"), start=1)}
    packages = {f"{folder}/__init__.py": "", f"{folder}/arithmetic/__init__.py": ""}
    for written in (own, packages, changed):
        for name, text in written.items():
            (room / name).parent.mkdir(parents=True, exist_ok=True)
            with (room / name).open("a", encoding="utf-8") as file:
                file.write(f"{text}\n")
    return str(room)


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The code versions of demonstrations one and two after each change, from one process that imports each copy."""
    rooms = {_copy(tmp_path_factory.mktemp("room"), changed): name for name, changed in CHANGES.items()}
    command = [sys.executable, "-B", "-c", ASK, *rooms]
    told = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return {name: told[room] for room, name in rooms.items()}


def test_a_code_version_is_the_same_for_the_same_code_wherever_it_lies(versions: dict[str, list[str]]) -> None:
    one, two = versions["nothing"]
    assert one != two
    assert versions["nothing again"] == [one, two]


@pytest.mark.parametrize("change", ["findings", "numerics", "a new module"])
def test_a_code_version_changes_with_any_part_of_the_engine(versions: dict[str, list[str]], change: str) -> None:
    assert not set(versions[change]) & set(versions["nothing"])


def test_a_code_version_does_not_change_with_other_demonstrations(versions: dict[str, list[str]]) -> None:
    before, after = versions["nothing"], versions["demonstration two"]
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_two_files_of_one_name_are_refused(versions: dict[str, list[str]]) -> None:
    kind, message = versions["a name twice"]
    assert kind == BrokenDeclaration.__name__
    assert message.startswith("two demonstrations are called 'one'")
