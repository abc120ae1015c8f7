"""Every demonstration, one after the other, for the tests that hold for all of them."""

import functools
import importlib
import pkgutil

import hypothesis
import pytest

from engine import Demonstration, Evidence
from engine import demonstrations as folder

hypothesis.settings.register_profile("busy", deadline=None)  # how long one example takes is the neighbors' noise
hypothesis.settings.load_profile("busy")

MODULES = [info.name for info in pkgutil.walk_packages(folder.__path__, f"{folder.__name__}.") if not info.ispkg]


@functools.cache
def _declared(module: str) -> Demonstration | Exception:
    """The demonstration of a file, or what is wrong with it."""
    try:
        return Demonstration.of(importlib.import_module(module))
    except Exception as error:  # noqa: BLE001 - one broken file must not hide the others
        return error


@functools.cache
def _at_defaults(module: str) -> Evidence:
    demo = _declared(module)
    assert isinstance(demo, Demonstration)
    return demo.run(demo.parse({}))


@pytest.fixture(params=MODULES, ids=lambda module: module.rpartition(".")[2].replace("_", "-"))
def declared(request: pytest.FixtureRequest) -> Demonstration | Exception:
    """The demonstration of each file, or what is wrong with it."""
    return _declared(request.param)


@pytest.fixture
def demo(declared: Demonstration | Exception) -> Demonstration:
    """Each demonstration that declares itself well; the contract fails for the others."""
    if isinstance(declared, Exception):
        pytest.skip("its declaration is broken; see test_the_file_declares_one_demonstration")
    return declared


@pytest.fixture
def evidence(demo: Demonstration) -> Evidence:
    """Its evidence at the defaults, computed once."""
    return _at_defaults(demo.function.__module__)
