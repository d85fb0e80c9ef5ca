"""What a screen wants to say: a code and its values, never the wording; frozen values.

A code has its wording in `bot/wording/managing/<language>/*.yaml`: messages under `messages`, the
words of buttons under `words`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.managing.links import Link

Values = Mapping[str, object]


class Button(NamedTuple):
    """A button: where it leads, and what it says, by a code of `words` or as it is in `name`."""

    to: Link
    word: str = ""
    name: str = ""


class Drawing(NamedTuple):
    """A picture that the office makes: of a known kind, from what the screen has at hand."""

    kind: str
    content: object


class File(NamedTuple):
    """A file that the office makes: of a known kind, under a name, from what is at hand."""

    kind: str
    name: str
    content: object


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: its code, its values, its buttons row by row, and a picture or a file."""

    message: str
    values: Values = field(default_factory=dict)
    buttons: tuple[tuple[Button, ...], ...] = ()
    drawing: Drawing | None = None
    file: File | None = None
