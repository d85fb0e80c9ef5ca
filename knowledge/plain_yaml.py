"""YAML from others, read so that no file can hurt: no aliases, no depth, no objects; pure.

A few lines of aliases stand for gigabytes ("billion laughs"), and some 50,000 opened brackets make
the C loader run over its stack and end the process. Both are seen in the stream of events, which
needs neither memory nor stack, before anything is built.
"""

from typing import Final

import yaml

_DEEPEST: Final = 40


#: What the library lets escape where a value is no date or number although it looks like one.
_UNREADABLE: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class RefusedYamlError(yaml.MarkedYAMLError):
    """The YAML is valid, and yet not read: *problem* says why, *line* where."""

    def __init__(self, problem: str, place: yaml.Event | yaml.Node) -> None:
        mark = place.start_mark
        super().__init__(problem=problem, problem_mark=mark)  # type: ignore[arg-type]  # the C mark
        self.line = 1 if mark is None else int(mark.line) + 1


class _Finder(yaml.CSafeLoader):
    """The safe loader, slower by a look at each value: it says which one cannot be made."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:  # noqa: FBT001, FBT002  # the library's signature
        try:
            return super().construct_object(node, deep=deep)
        except yaml.YAMLError:
            raise
        except _UNREADABLE:
            problem = "has a date or a number that does not exist; put it in quotes"
            raise RefusedYamlError(problem, node) from None


def read_yaml(text: str) -> object:
    """Return what *text* says, in plain values.

    Raises:
        RefusedYamlError: it uses aliases, is nested too deeply, or has a value that is none.
        yaml.YAMLError: it is not YAML.
    """
    depth = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise RefusedYamlError("uses YAML aliases, write the entries out", event)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise RefusedYamlError(f"is nested more than {_DEEPEST} deep", event)
    try:
        return yaml.load(text, yaml.CSafeLoader)  # the safe loader, in C
    except _UNREADABLE:
        return yaml.load(text, _Finder)  # noqa: S506  # it is the safe loader, and finds the place
