"""A file that somebody sent to a screen, as far as it was taken; plain values, pure."""

from dataclasses import dataclass, field
from enum import StrEnum


class Trouble(StrEnum):
    """Why there is nothing of a file."""

    NONE = ""
    TOO_LARGE = "too_large"
    NO_TEXT = "no_text"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Received:
    """A file's text; what it says stays out of `repr`, and so out of logs."""

    text: str = field(default="", repr=False)
    trouble: Trouble = Trouble.NONE
