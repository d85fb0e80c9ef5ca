"""Where something stands in the catalogue's files; lines are looked up only for messages.

Finding a line means reading the file a second, slower time, so nobody asks unless there are faults.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import yaml


class Place(NamedTuple):
    """A file, and the keys and numbers that lead to an entry in it."""

    path: Path
    trail: tuple[object, ...]

    def __str__(self) -> str:
        """Return `file:line`, as editors understand it."""
        try:
            text = self.path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return str(self.path)
        return f"{self.path}:{line_of(text, self.trail)}"


class Fault(NamedTuple):
    """Something wrong with the catalogue: where, with what, and why."""

    place: str
    name: str
    problem: str

    def __str__(self) -> str:
        """Return the fault in one line that begins with file and line."""
        return ": ".join(part for part in self if part)


def line_of(text: str, trail: Sequence[object]) -> int:
    """Return the line (from 1) of the entry that *trail* leads to, as near as it can be found."""
    try:
        node: yaml.Node | None = yaml.compose(text, yaml.CSafeLoader)
    except yaml.YAMLError:
        return 1
    line = 1
    for part in trail:
        if node is None:
            break
        line, node = _step(node, part, line)
    return line


def _step(node: yaml.Node, part: object, line: int) -> tuple[int, yaml.Node | None]:
    """Return the line and the node of *part* inside *node*; no node if it is not there."""
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child = node.value[part]
        return child.start_mark.line + 1, child
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if _is_key(key.value, part):
                return key.start_mark.line + 1, value
    return line, None


def _is_key(written: str, part: object) -> bool:
    """Say whether the key as *written* is *part*: `4` is 4.0 too."""
    if isinstance(part, float):
        try:
            return float(written) == part
        except ValueError:
            return False
    return written == str(part)
