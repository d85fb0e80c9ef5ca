"""An event on its way in, the same for every channel: who, where, and what happened.

Imports `bot.interview` and `bot.managing` only. `update` is the channel's own number of the event;
it makes a turn exactly-once. `callback` names what the channel must confirm at once (a pressed
button's spinner).
"""

from dataclasses import dataclass, field

from bot.interview.events import Event
from bot.managing.links import Link
from bot.managing.receiving import Received


@dataclass(frozen=True, slots=True)
class Pressed:
    """The person pressed a button of a manager's screen; no interview gets this."""

    at: int
    link: Link


@dataclass(frozen=True, slots=True)
class Handed:
    """The person sent a file of so many bytes, if that is known; no interview gets this.

    *id* is what the channel fetches it by, *content* what came of that if a screen wants it.
    """

    at: int
    id: str = field(repr=False)
    size: int | None = None
    content: Received | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event of one person in one chat."""

    channel: str
    update: str
    chat: str
    person: str
    language: str
    event: Event | Pressed | Handed
    callback: str | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something said where we never interview (a group): one line back, nothing is kept."""

    channel: str
    update: str
    chat: str
    callback: str | None = None


@dataclass(frozen=True, slots=True)
class Departed:
    """The person blocked the bot: what still waits for this chat must not be sent."""

    channel: str
    update: str
    chat: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An event of a form that we do not know: set aside by its number, never offered again."""

    channel: str
    update: str
    error: str
    chat: str = ""


@dataclass(frozen=True, slots=True)
class Hasty:
    """The first message of a chat that wrote too much in a minute: it is told so, nothing more."""

    channel: str
    update: str
    chat: str
    language: str


Arrival = Incoming | Elsewhere | Departed | Unreadable | Hasty
