"""The house keeps its shape: imports run one way, and nothing hides."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(file for name in ("engine", "quizapp") for file in (ROOT / name).rglob("*.py"))
TREES = {file.relative_to(ROOT).as_posix(): ast.parse(file.read_text(encoding="utf-8")) for file in FILES}


def test_the_import_contracts_are_kept() -> None:
    command = [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())",
    ]
    done = subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("modules", "absent"),
    [
        ("quizapp.bank.bank quizapp.study.answering quizapp.runs.pool quizapp.store.bind", "flask click werkzeug"),
        ("quizapp.runs.worker quizapp.runs.limits", "numpy engine sqlalchemy"),
        ("engine", "flask click sqlalchemy quizapp"),
    ],
)
def test_a_part_is_imported_without_what_it_does_not_need(modules: str, absent: str) -> None:
    code = f"import sys, {', '.join(modules.split())}; print(*(set('{absent}'.split()) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def _inside_functions(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield from ast.walk(node)


@pytest.mark.parametrize("path", TREES)
def test_nothing_is_imported_inside_a_function_and_nothing_global_changes(path: str) -> None:
    inside = list(_inside_functions(TREES[path]))
    assert [node.lineno for node in inside if isinstance(node, (ast.Import, ast.ImportFrom))] == []
    assert [node.lineno for node in inside if isinstance(node, ast.Global)] == []


@pytest.mark.parametrize("path", [path for path in TREES if not path.startswith("quizapp/cli/")])
def test_nothing_prints_outside_the_command_line(path: str) -> None:
    calls = [node.func for node in ast.walk(TREES[path]) if isinstance(node, ast.Call)]
    names = [ast.unparse(function) for function in calls]
    assert [name for name in names if name in ("print", "pprint", "breakpoint") or name.startswith("sys.std")] == []


@pytest.mark.parametrize(
    "path", [path for path in TREES if path.startswith("quizapp/") and path != "quizapp/config.py"]
)
def test_nothing_but_the_settings_reads_the_environment(path: str) -> None:
    reads = [
        node
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv")
    ]
    allowed = {
        "quizapp/app.py",  # hands it to the settings
        "quizapp/cli/group.py",  # so does this, and asks LANG
        "quizapp/cli/run.py",  # so does this
        "quizapp/threads.py",  # sets the number of BLAS threads
        "quizapp/runs/preload.py",  # so does this, in a worker
    }
    assert path in allowed or [node.lineno for node in reads] == []


@pytest.mark.parametrize("path", TREES)
def test_every_file_says_what_it_is(path: str) -> None:
    assert ast.get_docstring(TREES[path]), f"{path} begins with a docstring"


def test_importing_the_package_imports_nothing() -> None:
    tree = TREES["quizapp/__init__.py"]
    assert [type(node).__name__ for node in tree.body] == ["Expr"]
