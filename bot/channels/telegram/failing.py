"""What to do when the Bot API refuses a message; pure but for the jitter.

| answer | what follows |
| --- | --- |
| 429 with `retry_after` | the same message again, that many seconds later, this chat only |
| 5xx, time-out, no network | again with growing waits |
| 403 (blocked, deactivated), chat not found | the chat is gone: drop what waits for it, quietly |
| any other 400 | once more as plain text (`delivering`), then set aside by code |
| "message is not modified" | as good as sent |
"""

import random
import re
from enum import Enum
from typing import NamedTuple

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

_LONGEST_WAIT = 300
#: What Telegram calls a fault. The rest of its sentence is left out: it may quote a message.
_PHRASES = ("can't parse entities", "message is too long", "message text is empty")
_NAME = re.compile(r"[A-Z0-9]+(?:_[A-Z0-9]+)+")
_GONE = ("chat not found", "user is deactivated", "bot was kicked")


class Fate(Enum):
    """What becomes of a message."""

    SENT = "sent"
    AGAIN = "again"
    BEHIND = "behind"
    GONE = "gone"
    ASIDE = "aside"


#: How a try may end; BEHIND was none.
OUTCOMES = tuple(fate for fate in Fate if fate is not Fate.BEHIND)


class Verdict(NamedTuple):
    """A message's fate; for AGAIN with the seconds to wait; `code` is safe to log."""

    fate: Fate
    wait: float
    code: str


SENT = Verdict(Fate.SENT, 0, "sent")
#: Not tried: the message before it must be tried again first.
BEHIND = Verdict(Fate.BEHIND, 0, "behind")


def verdict_of(error: TelegramError, attempts: int) -> Verdict:
    """Return what becomes of a message that met *error* after *attempts* earlier tries."""
    code = type(error).__name__
    if isinstance(error, RetryAfter):
        return Verdict(Fate.AGAIN, seconds_of(error), code)
    if isinstance(error, Forbidden | ChatMigrated) or _is_gone(error):
        return Verdict(Fate.GONE, 0, code)
    if isinstance(error, BadRequest):
        is_as_good_as_sent = "not modified" in error.message.lower()
        return SENT if is_as_good_as_sent else Verdict(Fate.ASIDE, 0, _code_of(error))
    longest = float(min(_LONGEST_WAIT, 2 ** min(attempts, 9)))
    return Verdict(Fate.AGAIN, longest * random.uniform(0.5, 1.0), code)  # noqa: S311  # jitter


def seconds_of(error: RetryAfter) -> float:
    """Return the seconds that Telegram asks to wait; the library is changing their type."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()


def _code_of(error: BadRequest) -> str:
    """Return the kind of *error* with Telegram's name for the fault, if it has one."""
    said = error.message.lower()
    names = [phrase for phrase in _PHRASES if phrase in said]
    if _NAME.fullmatch(said.upper()):  # the library has made it lower case
        names.append(said.upper())
    return " ".join((type(error).__name__, *names))


def _is_gone(error: TelegramError) -> bool:
    return isinstance(error, BadRequest) and error.message.lower().startswith(_GONE)
