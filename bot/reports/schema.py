"""The JSON Schema of a report's JSON, made from the values that it is made from; pure.

So the schema cannot say anything else than the report: a field that is added to `published` is in
both. Draft 2020-12.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from bot.gate.published import Published

Schema = dict[str, object]
_PLAIN: Final[Mapping[object, str]] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    NoneType: "null",
}


def report_schema() -> Schema:
    """Return the JSON Schema of `gemba report --format json`."""
    definitions: dict[str, Schema] = {}
    top = _schema_of(Published, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A report of Gemba",
        "description": "Everything that one report may show. Hours are hours a week.",
        **top,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema_of(kind: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401  # a type
    """Return the schema of values of *kind*; classes go to *definitions*, by name."""
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return {"anyOf": [_schema_of(each, definitions) for each in inner]}
    if origin is tuple:
        return _list_of(inner, definitions)
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}  # a class that holds itself would come back here
        definitions[name] = _object_of(kind, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _list_of(inner: tuple[Any, ...], definitions: dict[str, Schema]) -> Schema:
    if inner[1:] == (Ellipsis,):
        return {"type": "array", "items": _schema_of(inner[0], definitions)}
    return {
        "type": "array",
        "prefixItems": [_schema_of(each, definitions) for each in inner],
        "minItems": len(inner),
        "maxItems": len(inner),
    }


def _object_of(kind: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401  # a type
    names = [each.name for each in fields(kind)] if is_dataclass(kind) else kind._fields
    hints = get_type_hints(kind)
    about = (kind.__doc__ or "").partition("\n")[0]
    return {
        "type": "object",
        "description": about,
        "properties": {name: _schema_of(hints[name], definitions) for name in names},
        "required": list(names),
        "additionalProperties": False,
    }
