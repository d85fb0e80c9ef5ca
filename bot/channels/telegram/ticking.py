"""The ticking job of `gemba run`: asks every second what is due, and does it at the desk."""

import asyncio
import contextlib
import logging
from typing import Final

from bot.channels.telegram.intake import Desk
from bot.duties import Ticking
from storage.errors import StorageError

_SECONDS: Final = 1.0
#: How soon to ask again whether the process that led has gone.
_SECONDS_UNTIL_ASKED_AGAIN: Final = 15.0
_log = logging.getLogger("gemba.duties")


async def keep_ticking(desk: Desk, ticking: Ticking) -> None:
    """Do what is due, for ever; cancel the task to stop."""
    with contextlib.suppress(StorageError):  # the next start plans it
        await desk.do(ticking.plan_tidying)
    while True:  # what is due is in the database, not in an event
        pause = await _ticked(desk, ticking)
        await asyncio.sleep(pause)


async def _ticked(desk: Desk, ticking: Ticking) -> float:
    """Do one piece of work, and return how many seconds may pass until the next."""
    try:
        if not await desk.do(ticking.is_mine):
            return _SECONDS_UNTIL_ASKED_AGAIN
        return 0.0 if await desk.do(ticking.tick) else _SECONDS
    except StorageError as error:
        _log.warning("due work not reachable (%s), again soon", type(error).__name__)
        return _SECONDS
