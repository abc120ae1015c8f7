"""The catalogue: every file below `engine/demonstrations` is a demonstration, found by walking the folder."""

import difflib
import hashlib
import importlib
import inspect
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import ModuleType

import engine
from engine.demonstration import Demonstration
from engine.errors import BrokenDeclaration, UnknownDemonstration


@cache
def discover() -> Mapping[str, Demonstration]:
    """Every demonstration by slug, in the order of their topics and names.

    Raises:
        BrokenDeclaration: a file declares itself wrongly, or two files share a name.
    """
    found: dict[str, Demonstration] = {}
    for module in _modules("engine.demonstrations"):
        if hasattr(module, "__path__"):
            continue
        one = Demonstration.of(module)
        if one.slug in found:
            raise BrokenDeclaration(f"two demonstrations are called {one.slug!r}; a slug is unique over all topics")
        found[one.slug] = one
    return found


def get(slug: str) -> Demonstration:
    """The demonstration of that slug.

    Raises:
        UnknownDemonstration: with the names that are spelled like it.
    """
    known = discover()
    if slug not in known:
        raise UnknownDemonstration(slug, difflib.get_close_matches(slug, known, n=3))
    return known[slug]


@cache
def code_version(slug: str) -> str:
    """A fingerprint of all the code a run depends on: the demonstration's file and the engine around it."""
    modules = [engine, *_modules("engine"), *_modules("engine.numerics")]
    around = {module.__name__: module for module in modules if ".demonstrations" not in module.__name__}
    own = inspect.getsource(inspect.getmodule(get(slug).function) or engine)
    text = "\0".join([own, *(inspect.getsource(around[name]) for name in sorted(around))])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _modules(package: str) -> list[ModuleType]:
    """The modules directly and indirectly inside a package, imported, in the order of their names."""
    root = importlib.import_module(package)
    return [importlib.import_module(info.name) for info in pkgutil.walk_packages(root.__path__, f"{package}.")]
