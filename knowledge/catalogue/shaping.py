"""From plain YAML values to frozen records; tells all that is wrong, each with where it stands.

The kinds of fields are read off a record's annotations, once for each class. This is the part of a
validation library that the catalogue needs, in a fifth of such a library's time to start. Imports
nothing of ours.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache, partial
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)


class Problem(NamedTuple):
    """What is wrong, and the keys and numbers that lead there."""

    trail: tuple[str | int, ...]
    text: str


class ShapeError(ValueError):
    """A value that is no record; `problems` has all that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(each.text for each in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Matches:
    """A text of a certain form."""

    form: str

    def problem(self, value: str) -> str:
        """Return what is wrong with *value*, or nothing."""
        return "" if re.fullmatch(self.form, value) else f"must be of the form {self.form}"


@dataclass(frozen=True, slots=True)
class Length:
    """A text or list that is neither shorter than `least` nor longer than `most`."""

    least: int = 0
    most: int = 1 << 30

    def problem(self, value: Sequence[object]) -> str:
        """Return what is wrong with *value*, or nothing."""
        what = "signs" if isinstance(value, str) else "entries"
        if len(value) < self.least:
            return f"must have at least {self.least} {what}"
        return f"must have at most {self.most} {what}" if len(value) > self.most else ""


@dataclass(frozen=True, slots=True)
class Within:
    """A number from `least` to `most`; with `above` it must be more than that."""

    least: float = float("-inf")
    most: float = float("inf")
    above: float = float("-inf")

    def problem(self, value: float) -> str:
        """Return what is wrong with *value*, or nothing."""
        if value <= self.above:
            return f"must be more than {self.above:g}"
        inside = self.least <= value <= self.most
        return "" if inside else f"must be from {self.least:g} to {self.most:g}"


Trail = tuple[str | int, ...]
Problems = list[Problem]
#: Takes a value, where it stands, and what was wrong so far; returns the value as it should be.
Shape = Callable[[object, Trail, Problems], Any]
R = TypeVar("R")
_KINDS: Final = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


def shaped(record: type[R], value: object) -> R:
    """Return *value*, a mapping, as a *record*.

    Raises:
        ShapeError: something is wrong with it; all of it is told.
    """
    problems: Problems = []
    result: R = _record(record, value, (), problems)
    if problems:
        raise ShapeError(problems)
    return result


@cache
def _fields_of(record: type) -> dict[str, tuple[Shape, bool]]:
    """Return for each field of *record* how it is shaped, and whether it must be there."""
    hints = get_type_hints(record, include_extras=True)
    return {
        each.name: (_shape_of(hints[each.name]), each.default is MISSING) for each in fields(record)
    }


def _record(record: type, value: object, trail: Trail, problems: Problems) -> Any:  # noqa: ANN401  # of any class
    if not isinstance(value, dict):
        problems.append(Problem(trail, f"must be a mapping with the fields of a {record.__name__}"))
        return None
    known, before = _fields_of(record), len(problems)
    for name in value.keys() - known.keys():
        problems.append(Problem((*trail, name), "is no field that is known here"))
    found = {}
    for name, (shape, is_needed) in known.items():
        if name in value:
            found[name] = shape(value[name], (*trail, name), problems)
        elif is_needed:
            problems.append(Problem((*trail, name), "is missing"))
    if len(problems) > before:
        return None
    try:
        return record(**found)
    except ValueError as error:
        problems.append(Problem(trail, str(error)))


def _shape_of(kind: Any) -> Shape:  # noqa: ANN401  # whatever an annotation may be
    """Return how values of *kind*, an annotation, are shaped."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return partial(_bound, _shape_of(arguments[0]), arguments[1:])
    if origin in (Union, UnionType):  # only ever with None
        return partial(_maybe, _shape_of(next(each for each in arguments if each is not NoneType)))
    if origin is tuple:
        return partial(_list, _shape_of(arguments[0]))
    if origin is Literal:
        return partial(_one_of, dict(zip(arguments, arguments, strict=True)))
    return _shape_of_class(kind)


def _shape_of_class(kind: type) -> Shape:
    if is_dataclass(kind):
        return partial(_record, kind)
    if issubclass(kind, StrEnum):
        return partial(_one_of, {each.value: each for each in kind})
    return partial(_plain, kind)


def _plain(kind: type, value: object, trail: Trail, problems: Problems) -> Any:  # noqa: ANN401  # by kind
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        problems.append(Problem(trail, f"must be {_KINDS[kind]}, not {value!r}"))
    return value


def _bound(
    shape: Shape, bounds: Sequence[Any], value: object, trail: Trail, problems: Problems
) -> Any:  # noqa: ANN401  # by kind
    before = len(problems)
    result = shape(value, trail, problems)
    if len(problems) == before:
        problems += [
            Problem(trail, problem) for each in bounds if (problem := each.problem(result))
        ]
    return result


def _maybe(shape: Shape, value: object, trail: Trail, problems: Problems) -> Any:  # noqa: ANN401  # by kind
    return None if value is None else shape(value, trail, problems)


def _list(shape: Shape, value: object, trail: Trail, problems: Problems) -> tuple[Any, ...]:
    if not isinstance(value, list):
        problems.append(Problem(trail, "must be a list"))
        return ()
    return tuple([shape(each, (*trail, at), problems) for at, each in enumerate(value)])


def _one_of(
    known: Mapping[object, object], value: object, trail: Trail, problems: Problems
) -> object:
    if not isinstance(value, str) or value not in known:
        problems.append(Problem(trail, f"must be one of {', '.join(map(str, known))}"))
        return None
    return known[value]
