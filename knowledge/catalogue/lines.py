"""Where something stands in a YAML text; slow, so only for messages about faults."""

from collections.abc import Sequence

import yaml


def line_of(text: str, path: Sequence[object]) -> int:
    """Return the line (from 1) of the entry at *path* in *text*, as near as it can be found."""
    node: yaml.Node | None = yaml.compose(text, yaml.CSafeLoader)
    line = 1
    for part in path:
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
            if key.value == str(part):
                return key.start_mark.line + 1, value
    return line, None
