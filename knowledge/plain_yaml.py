"""YAML from others, read so that no file can hurt: no aliases, no depth, no objects; pure.

A few lines of aliases stand for gigabytes ("billion laughs"), and some 50,000 opened brackets make
the C loader run over its stack and end the process. Both are seen in the stream of events, which
needs neither memory nor stack, before anything is built.
"""

from typing import Final

import yaml

_DEEPEST: Final = 40


class RefusedYamlError(yaml.MarkedYAMLError):
    """The YAML is valid, and yet not read: *problem* says why, *line* where."""

    def __init__(self, problem: str, event: yaml.Event) -> None:
        mark = event.start_mark
        super().__init__(problem=problem, problem_mark=mark)  # type: ignore[arg-type]  # the C mark
        self.line = 1 if mark is None else int(mark.line) + 1


def read_yaml(text: str) -> object:
    """Return what *text* says, in plain values.

    Raises:
        RefusedYamlError: it uses aliases, or is nested too deeply.
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
    return yaml.load(text, yaml.CSafeLoader)  # the safe loader, in C
