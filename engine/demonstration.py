"""A demonstration as everybody but its author sees it: what may be asked, what is found, how to run it.

`Demonstration.of` reads the declaration of a file once, and everything else reads that.
"""

import inspect
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import ModuleType
from typing import Any

import pydantic

from engine import declaration
from engine.declaration import Together, demonstration
from engine.errors import BrokenFinding, InvalidParameters, Mistake
from engine.evidence import Evidence, environment, judge
from engine.findings import Claim, Finding
from engine.parameters import Parameter
from engine.text import Text

__all__ = ["Demonstration", "Together", "demonstration"]  # the decorator shares this module's name: import it from here


@dataclass(frozen=True)
class Demonstration:
    """One demonstration as everybody but its author sees it: what may be asked, what is found, how to run it."""

    slug: str
    topic: str
    title: Text
    function: Callable[..., Any] = field(repr=False)
    parameters: Mapping[str, Parameter] = field(repr=False)
    defaults: Mapping[str, Any] = field(repr=False)
    findings: Mapping[str, Finding] = field(repr=False)
    together: tuple[Together, ...] = field(repr=False)

    @classmethod
    def of(cls, module: ModuleType) -> "Demonstration":
        """The demonstration that a module declares; see `declaration.read` for what it raises."""
        declared = declaration.read(module)
        *_, topic, name = module.__name__.replace("_", "-").split(".")
        return cls(slug=name, topic=topic, **vars(declared))

    @property
    def claims(self) -> Mapping[str, Claim]:
        """The findings that have a bound, those printed in a document included."""
        return {name: finding for name, finding in self.findings.items() if isinstance(finding, Claim)}

    @property
    def page(self) -> str:
        """The lesson at the top of the file."""
        return inspect.getdoc(sys.modules[self.function.__module__]) or ""

    @property
    def source(self) -> str:
        """The demonstration's own code, for the page that shows it."""
        return inspect.getsource(sys.modules[self.function.__module__])

    @cached_property
    def model(self) -> type[pydantic.BaseModel]:
        """The signature as a pydantic model: strict, without unknown names."""
        config = pydantic.ConfigDict(extra="forbid", frozen=True)
        declared: dict[str, Any] = {
            name: (parameter.annotation(), pydantic.Field(self.defaults[name], description=str(parameter.label)))
            for name, parameter in self.parameters.items()
        }
        return pydantic.create_model(self.slug, __config__=config, **declared)

    def schema(self) -> dict[str, Any]:
        """The parameters as JSON Schema; rules about several of them, which it cannot say, are its description."""
        rules = {"description": "; ".join(str(rule.label) for rule in self.together)} if self.together else {}
        return {**self.model.model_json_schema(), "title": self.title.en, **rules}

    def parse(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Turn raw values (text, lists of text, or values) into a full set of parameters.

        Raises:
            InvalidParameters: with every mistake at once; unknown and repeated names are mistakes too.
        """
        single = {name: _single(value) for name, value in raw.items()}
        values = {**self.defaults, **{name: self._read(name, value) for name, value in single.items()}}
        wrong: dict[str, None] = {}
        try:
            values = dict(self.model.model_validate(values))
        except pydantic.ValidationError as error:
            wrong = dict.fromkeys(str(problem["loc"][0]) for problem in error.errors())
        mistakes = [self._mistake(name, single.get(name, self.defaults.get(name))) for name in wrong]
        sound = [rule for rule in self.together if wrong.keys().isdisjoint(rule.names)]
        mistakes += [rule.mistake(values) for rule in sound if not rule.is_kept(values)]
        if mistakes:
            raise InvalidParameters(mistakes)
        return values

    def run(self, values: Mapping[str, Any]) -> Evidence:
        """Compute the evidence for parsed values (see `parse`).

        Raises:
            BrokenFinding: the function returned something other than what it declares; names the finding.
        """
        began = time.perf_counter()
        result = self.function(**values)
        findings = {name: self._collect(name, result, values) for name in self.findings}
        verdicts = {name: judge(claim, findings[name]) for name, claim in self.claims.items()}
        seconds = time.perf_counter() - began
        return Evidence(self.slug, dict(values), findings, verdicts, environment(), seconds)

    def _collect(self, name: str, result: Any, values: Mapping[str, Any]) -> Any:
        finding = self.findings[name]
        try:
            data = finding.collect(getattr(result, name))
            if isinstance(finding, Claim) and finding.over is None:
                _check_one_a_seed(data, values.get("seeds"))
        except (BrokenFinding, AttributeError, TypeError, ValueError) as error:
            raise BrokenFinding(f"{self.slug}: finding {name!r}: {error}") from error
        return data

    def _read(self, name: str, value: Any) -> Any:
        is_text = isinstance(value, str) and name in self.parameters
        return self.parameters[name].read(value) if is_text else value

    def _mistake(self, name: str, value: object) -> Mistake:
        if name not in self.parameters:
            known = ", ".join(self.parameters)
            return Mistake(
                name, value, Text(f"没有这个参数；可用的有 {known}", f"no such parameter; there are {known}")
            )
        if isinstance(value, (list, tuple)) and len(value) > 1:
            return Mistake(name, value, Text("给了不止一次；只能给一次", "given more than once; give it once"))
        rule = self.parameters[name].rule()
        return Mistake(name, value, Text(f"应为{rule.zh}", f"must be {rule.en}"))


def _single(value: Any) -> Any:
    """A web form gives lists; a list of one is its one value, and a longer one stays a mistake."""
    return value[0] if isinstance(value, (list, tuple)) and len(value) == 1 else value


def _check_one_a_seed(data: Any, seeds: int | None) -> None:
    if isinstance(data, list) and seeds is not None and len(data) != seeds:
        raise BrokenFinding(
            f"{len(data)} measurements of {seeds} seeds; give one a seed, or say what they go through with `over`"
        )
