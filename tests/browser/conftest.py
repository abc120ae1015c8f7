"""A real Chromium, a real server, a small bank, and visitors whose pages must be free of faults."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chrome import launched
from tests.browser.serving import serving
from tests.browser.visits import Visits
from tests.samples import copy_of, write_bank

SPARES = 8  # copies of each question that tests may answer


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each visitor has a context of their own."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small bank with an arrow in its formulas, and copies of two questions for tests that answer them."""
    root = write_bank(tmp_path_factory.mktemp("browser") / "questions")
    folder = root / "initialization"
    choice = (folder / "units-stay-alike.md").read_text().replace(r"$$\Delta w_i=", r"$$\Delta \vec{w}_i=")
    (folder / "units-stay-alike.md").write_text(choice)
    spoken = (folder / "why-not-zero.md").read_text()
    for number in range(1, SPARES + 1):
        for offset, kind, text in ((0, "choice", choice), (SPARES, "spoken", spoken)):
            slug = f"spare-{kind}-{number}"
            titled, found = re.subn(r"^(title\.\w+) = .*$", rf'\1 = "{slug}"', text, flags=re.MULTILINE)
            assert found == 2
            (folder / f"{slug}.md").write_text(copy_of(titled, number + offset))
    return root


@pytest.fixture(scope="session")
def _spares() -> dict[str, Iterator[str]]:
    return {kind: iter([f"spare-{kind}-{number}" for number in range(1, SPARES + 1)]) for kind in ("choice", "spoken")}


@pytest.fixture
def spare(_spares: dict[str, Iterator[str]]) -> Callable[[str], str]:
    """The slug of a question of this kind that nobody has answered on the site."""
    return lambda kind: next(_spares[kind])


@pytest.fixture
def running() -> Iterator[ExitStack]:
    """The servers of one test."""
    with ExitStack() as servers:
        yield servers


@pytest.fixture
def start(running: ExitStack, tmp_path: Path, questions: Path) -> Callable[..., str]:
    """Start a server with progress of its own, stopped after the test; started again, it has its progress back."""
    return lambda **settings: running.enter_context(serving(tmp_path / "var", questions, **settings))


@pytest.fixture
def stop(running: ExitStack) -> Callable[[], None]:
    """Stop the server of this test now."""
    return running.close


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, questions: Path, chromium: Browser) -> Iterator[str]:
    """The address of a server that all tests share, with an answered and a rated question; tests only look at it."""
    with serving(tmp_path_factory.mktemp("site"), questions) as address:
        context = chromium.new_context(base_url=address, locale="en-US")
        page = context.new_page()
        page.goto("/questions/units-stay-alike")
        page.get_by_label("The parameters move").check()
        page.get_by_role("button", name="Show the evidence").click()
        page.get_by_role("button", name="Good").click()
        page.goto("/questions/base-rate-loss")
        page.get_by_label("the cross-entropy").fill("0.5")
        page.get_by_role("button", name="Show the evidence").click()
        context.close()
        yield address


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visits]:
    """Open pages; after the test, none of them may have had a fault that was not expected."""
    visits = Visits(chromium)
    yield visits
    visits.close()
    assert visits.faults == []
