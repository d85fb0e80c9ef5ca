"""Where a button of a screen leads: screen, arguments, and what was shown; at most 64 bytes; pure.

It is told from a button of an interview by its beginning. Nothing in it is trusted: whoever presses
is checked anew, arguments are looked up, and `stamp` says what the button's message showed, so that
a press on an old message changes nothing.
"""

import re
import zlib
from typing import Final, NamedTuple, Self

LONGEST: Final = 64
_MARK: Final = "m"
_FIELD: Final = re.compile(r"[A-Za-z0-9_.-]{0,32}")
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


class Link(NamedTuple):
    """A screen with its arguments; `stamp` is empty where nothing could be stale."""

    screen: str
    arguments: tuple[str, ...] = ()
    stamp: str = ""

    def encode(self) -> str:
        """Return the link as callback data of at most 64 bytes of ASCII.

        Raises:
            ValueError: a part has signs or a length that do not fit; a bug, never a person's doing.
        """
        parts = (_MARK, self.screen, self.stamp, *self.arguments)
        text = ":".join(parts)
        if len(text) > LONGEST or not all(_FIELD.fullmatch(part) for part in parts):
            raise ValueError(f"{text!r} is no callback data")
        return text

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the link that *text* encodes; None if it is none of ours."""
        mark, *parts = text.split(":")
        if mark != _MARK or len(parts) < 2 or len(text) > LONGEST:  # noqa: PLR2004  # screen, stamp
            return None
        if not all(_FIELD.fullmatch(part) for part in parts):
            return None
        return cls(parts[0], tuple(parts[2:]), parts[1])

    @classmethod
    def called(cls, screen: str, words: str) -> Self:
        """Return the link of a command with *words* behind it; what cannot be one is left out."""
        return cls(screen, tuple(word for word in words.split() if _FIELD.fullmatch(word)))

    def argument(self, place: int) -> str:
        """Return the argument at *place*; nothing where there is none."""
        return self.arguments[place] if place < len(self.arguments) else ""

    def to(self, screen: str, *arguments: str) -> Self:
        """Return the link to another screen about the same first argument."""
        return type(self)(screen, (self.argument(0), *arguments))


def stamp_of(shown: object) -> str:
    """Return a short sign of what was shown; other for anything else, but for one in 60 million."""
    number, sign = zlib.crc32(repr(shown).encode()) % 36**5, ""
    for _ in range(5):
        number, digit = divmod(number, 36)
        sign += _DIGITS[digit]
    return sign
