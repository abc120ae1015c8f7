"""@demonstration: the signature declares the parameters, the return type the findings.

The decorator only labels; the function stays a plain function that a REPL, a test and a type
checker see whole. `Demonstration.of` reads the labels once, and everything else reads that.
"""

import inspect
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from types import ModuleType
from typing import Any, TypeVar, get_type_hints

import pydantic

from engine.errors import BrokenDeclaration, BrokenFinding, InvalidParameters, Mistake
from engine.evidence import Evidence, environment, judge
from engine.findings import Claim, Finding
from engine.parameters import Parameter
from engine.text import Text

_MARK = "__demonstration__"
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Together:
    """A rule about several parameters at once: `holds(**values)` for every run that makes sense."""

    holds: Callable[..., bool]
    zh: str
    en: str

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters it is about: the arguments of its predicate."""
        return tuple(inspect.signature(self.holds).parameters)

    def is_kept(self, values: Mapping[str, Any]) -> bool:
        """Whether these values make sense together."""
        return self.holds(**{name: values[name] for name in self.names})

    def mistake(self, values: Mapping[str, Any]) -> Mistake:
        """What is wrong with these values, told beside the first parameter that the rule is about."""
        return Mistake(self.names[0], values[self.names[0]], Text(self.zh, self.en))


@dataclass(frozen=True)
class _Label:
    title: Text
    together: tuple[Together, ...]


def demonstration(*, zh: str, en: str, together: Sequence[Together] = ()) -> Callable[[F], F]:
    """Label a function as the demonstration of its file; the function itself is unchanged."""

    def label(function: F) -> F:
        setattr(function, _MARK, _Label(Text(zh, en), tuple(together)))
        return function

    return label


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
        """Read the declaration of the one labelled function in a module.

        Raises:
            BrokenDeclaration: no labelled function or several; a parameter without label or default, a finding
                without label; a rule about a parameter that there is not.
        """
        marked = [value for value in vars(module).values() if hasattr(value, _MARK)]
        if len(marked) != 1:
            raise BrokenDeclaration(f"{module.__name__} labels {len(marked)} functions; one file holds one idea")
        function, label = marked[0], getattr(marked[0], _MARK)
        hints = get_type_hints(function, include_extras=True)
        signature = inspect.signature(function).parameters
        parameters = {name: _label(hints.get(name), Parameter, f"{module.__name__}: {name}") for name in signature}
        for rule in label.together:
            _check_rule(rule, parameters, module.__name__)
        return cls(
            slug=module.__name__.rpartition(".")[2].replace("_", "-"),
            topic=module.__name__.split(".")[-2].replace("_", "-"),
            title=label.title,
            function=function,
            parameters=parameters,
            defaults={name: _default(signature[name], f"{module.__name__}: {name}") for name in parameters},
            findings=_findings(hints.get("return"), module.__name__),
            together=label.together,
        )

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
        """The parameters as JSON Schema."""
        return {**self.model.model_json_schema(), "title": self.title.en}

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
        findings = {name: self._collect(name, result) for name in self.findings}
        verdicts = {name: judge(claim, findings[name]) for name, claim in self.claims.items()}
        seconds = time.perf_counter() - began
        return Evidence(self.slug, dict(values), findings, verdicts, environment(), seconds)

    def _collect(self, name: str, result: Any) -> Any:
        try:
            return self.findings[name].collect(getattr(result, name))
        except (BrokenFinding, AttributeError, TypeError, ValueError) as error:
            raise BrokenFinding(f"{self.slug}: finding {name!r}: {error}") from error

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


def _label(hint: Any, kind: type[Any], where: str) -> Any:
    labels = [label for label in getattr(hint, "__metadata__", ()) if isinstance(label, kind)]
    if len(labels) != 1:
        raise BrokenDeclaration(f"{where} has {len(labels)} labels of kind {kind.__name__}; annotate it with one")
    return labels[0]


def _default(argument: inspect.Parameter, where: str) -> Any:
    if argument.default is inspect.Parameter.empty:
        raise BrokenDeclaration(f"{where} has no default; give it one at which the claims hold")
    return argument.default


def _check_rule(rule: Together, parameters: Mapping[str, Parameter], where: str) -> None:
    if not rule.names or set(rule.names) - set(parameters):
        raise BrokenDeclaration(
            f"{where}: the rule {rule.en!r} takes {list(rule.names)}; let it take parameters, of {list(parameters)}"
        )


def _findings(result: Any, where: str) -> dict[str, Finding]:
    if not is_dataclass(result) or not fields(result):
        raise BrokenDeclaration(f"{where}: annotate the return type with the dataclass of its findings")
    hints = get_type_hints(result, include_extras=True)
    return {item.name: _label(hints[item.name], Finding, f"{where}: {item.name}") for item in fields(result)}
