"""What can happen in an interview; frozen values, the time comes in with each.

A press of a button says which survey, question and state version it belongs to, so that a stale or
doubled press can be told from a fresh one. It is what Telegram calls callback data: 64 bytes.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple, Self

LONGEST_PRESS: Final = 64
#: The longest of a button's four parts.
LONGEST_FIELD: Final = 24
_FIELD = rf"[A-Za-z0-9_.-]{{0,{LONGEST_FIELD}}}"
_FIELDS = re.compile(rf"{_FIELD}(?:\|{_FIELD}){{3}}")
_PARTS = 4


class Command(StrEnum):
    """What a person can ask for at every point."""

    START = "start"
    TASK = "task"
    PAIN = "pain"
    BACK = "back"
    SKIP = "skip"
    EDIT = "edit"
    STATUS = "status"
    HELP = "help"
    CANCEL = "cancel"
    MYDATA = "mydata"
    FORGET = "forget"
    PRIVACY = "privacy"
    REMINDERS = "reminders"
    STOP = "stop"
    LINK = "link"


#: What a button asks that joins two rounds: it may be pressed long after, in another survey.
LINK: Final = "link"
#: What a button asks that says when to write: likewise. Its options beside zones: the survey's own
#: zone, none of these, and never.
WHEN: Final = "when"
USUAL, OTHER, NEVER = "usual", "other", "off"


class Press(NamedTuple):
    """A button: the survey's short name, the question, the state's version, and the option."""

    survey: str
    question: str
    version: int
    option: str

    def encode(self) -> str:
        """Return the press as callback data, at most 64 bytes of ASCII.

        Raises:
            ValueError: a part has signs or a length that do not fit; a bug, never a person's doing.
        """
        text = f"{self.survey[:8]}|{self.question}|{self.version % 10**6}|{self.option}"
        if not _FIELDS.fullmatch(text) or len(text) > LONGEST_PRESS:
            raise ValueError(f"{text!r} is no callback data")
        return text

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the press that *text* encodes; None if it is none of ours."""
        parts = text.split("|")
        if len(parts) != _PARTS or not parts[2].isdecimal() or len(text) > LONGEST_PRESS:
            return None
        return cls(parts[0], parts[1], int(parts[2]), parts[3])


@dataclass(frozen=True, slots=True)
class Started:
    """The person began, perhaps by a link that carries *payload*."""

    at: int
    payload: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """The person wrote *text*; *message* is its number in the chat, for a later edit."""

    at: int
    text: str
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The person pressed a button."""

    at: int
    press: Press


@dataclass(frozen=True, slots=True)
class Commanded:
    """The person asked for *command*, with *argument* behind it.

    *name* is what they typed: a command that an interview does not have asks it for help.
    """

    at: int
    command: Command
    argument: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """The person changed what they wrote in *message*."""

    at: int
    message: int
    text: str


@dataclass(frozen=True, slots=True)
class Unsupported:
    """The person sent something that is no text: a *kind* such as photo or voice."""

    at: int
    kind: str


Event = Started | Said | Chosen | Commanded | Edited | Unsupported
