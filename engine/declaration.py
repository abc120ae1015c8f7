"""What an author writes, read and checked: the label, the signature and the fields of the result.

The decorator only labels; the function stays a plain function that a REPL, a test and a type
checker see whole.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from types import ModuleType
from typing import Any, TypeVar, get_type_hints

from engine.errors import BrokenDeclaration, Mistake
from engine.findings import Claim, Finding, Value, WrongModel
from engine.parameters import Parameter
from engine.text import Text

_MARK = "__demonstration__"
_RESERVED = ("lang", "theme")  # what an address says of the page, and not of the run
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Together:
    """A rule about several parameters at once: `holds(**values)` for every run that makes sense."""

    holds: Callable[..., bool]
    zh: str
    en: str

    @property
    def label(self) -> Text:
        """The rule, in both languages."""
        return Text(self.zh, self.en)

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters it is about: the arguments of its predicate."""
        return tuple(inspect.signature(self.holds).parameters)

    def is_kept(self, values: Mapping[str, Any]) -> bool:
        """Whether these values make sense together."""
        return self.holds(**{name: values[name] for name in self.names})

    def mistake(self, values: Mapping[str, Any]) -> Mistake:
        """What is wrong with these values, told beside the first parameter that the rule is about."""
        return Mistake(self.names[0], values[self.names[0]], self.label)


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
class Declaration:
    """Everything that one file declares."""

    title: Text
    function: Callable[..., Any]
    parameters: Mapping[str, Parameter]
    defaults: Mapping[str, Any]
    findings: Mapping[str, Finding]
    together: tuple[Together, ...]


def read(module: ModuleType) -> Declaration:
    """Read the declaration of the one labelled function in a module.

    Raises:
        BrokenDeclaration: no labelled function or several; a parameter without label or default, a finding
            without label; a name that means two things; a rule or a wrong model about what there is not.
    """
    where = module.__name__
    marked = [value for value in vars(module).values() if hasattr(value, _MARK)]
    if len(marked) != 1:
        raise BrokenDeclaration(f"{where} labels {len(marked)} functions; one file holds one idea")
    function, label = marked[0], getattr(marked[0], _MARK)
    hints = get_type_hints(function, include_extras=True)
    signature = inspect.signature(function).parameters
    parameters = {name: _label(hints.get(name), Parameter, f"{where}: {name}") for name in signature}
    defaults = {name: _default(signature[name], f"{where}: {name}") for name in parameters}
    findings = _findings(hints.get("return"), where)
    _check_names(parameters, findings, where)
    _check_wrong_models(findings, where)
    for rule in label.together:
        _check_rule(rule, parameters, where)
    return Declaration(label.title, function, parameters, defaults, findings, label.together)


def _label(hint: Any, kind: type[Any], where: str) -> Any:
    labels = [label for label in getattr(hint, "__metadata__", ()) if isinstance(label, kind)]
    if len(labels) != 1:
        raise BrokenDeclaration(f"{where} has {len(labels)} labels of kind {kind.__name__}; annotate it with one")
    return labels[0]


def _default(argument: inspect.Parameter, where: str) -> Any:
    if argument.default is inspect.Parameter.empty:
        raise BrokenDeclaration(f"{where} has no default; give it one at which the claims hold")
    return argument.default


def _findings(result: Any, where: str) -> dict[str, Finding]:
    if not isinstance(result, type) or not is_dataclass(result) or not fields(result):
        raise BrokenDeclaration(f"{where}: annotate the return type with the dataclass of its findings")
    if not all(item.kw_only for item in fields(result)):
        raise BrokenDeclaration(
            f"{where}: write @dataclass(frozen=True, kw_only=True) above {result.__name__}; "
            "findings given by position are easily exchanged"
        )
    hints = get_type_hints(result, include_extras=True)
    return {item.name: _label(hints[item.name], Finding, f"{where}: {item.name}") for item in fields(result)}


def _check_names(parameters: Mapping[str, Parameter], findings: Mapping[str, Finding], where: str) -> None:
    if twice := sorted(parameters.keys() & findings.keys()):
        raise BrokenDeclaration(
            f"{where}: {', '.join(twice)} is a parameter and a finding; prose quotes both by name, so rename one"
        )
    if taken := [name for name in _RESERVED if name in parameters]:
        raise BrokenDeclaration(
            f"{where}: a parameter is called {', '.join(taken)}, which in an address speaks of the page; rename it"
        )


def _check_wrong_models(findings: Mapping[str, Finding], where: str) -> None:
    wrong = {name: one.of for name, one in findings.items() if isinstance(one, WrongModel)}
    right = [name for name, one in findings.items() if isinstance(one, Value | Claim) and name not in wrong]
    for name, of in wrong.items():
        if of not in right:
            raise BrokenDeclaration(f"{where}: {name} is a wrong model of {of!r}; name a value or a claim, of {right}")


def _check_rule(rule: Together, parameters: Mapping[str, Parameter], where: str) -> None:
    if not rule.names or set(rule.names) - set(parameters):
        raise BrokenDeclaration(
            f"{where}: the rule {rule.en!r} takes {list(rule.names)}; let it take parameters, of {list(parameters)}"
        )
