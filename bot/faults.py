"""Places where a test kills the process, to prove that nothing is lost whatever dies when.

Nothing happens here unless the command line armed a point, which it does only when GEMBA_FAULT is
set: `after_commit` kills at the first passage, `after_commit:3` at the third.
"""

import os
import signal
from enum import StrEnum

from bot.errors import SettingsError


class Point(StrEnum):
    """A step of a turn, named by what has just happened or is about to."""

    AFTER_RECEIVE = "after_receive"
    AFTER_CLAIM = "after_claim"
    BEFORE_COMMIT = "before_commit"
    AFTER_COMMIT = "after_commit"
    BEFORE_SEND = "before_send"
    AFTER_SEND = "after_send"
    BEFORE_ACKNOWLEDGING = "before_acknowledging"


_left: dict[Point, int] = {}


def arm(text: str) -> None:
    """Let the process die at the point that *text* names.

    Raises:
        SettingsError: there is no such point.
    """
    name, _, number = text.partition(":")
    if name not in set(Point) or not (number or "1").isdigit():
        raise SettingsError("GEMBA_FAULT", f"is for tests only; points: {', '.join(Point)}")
    _left[Point(name)] = int(number or 1)


def passing(point: Point) -> None:
    """Die here, without any farewell, if this passage of *point* was armed."""
    if point not in _left:
        return
    _left[point] -= 1
    if not _left[point]:
        os.kill(os.getpid(), signal.SIGKILL)
