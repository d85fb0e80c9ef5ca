"""Telegram's limit is for all processes together: each takes its part of it.

How many there are is asked every few seconds; who has died is not counted.
"""

import asyncio
import logging
from typing import Final

from bot.channels.telegram.intake import Desk
from bot.channels.telegram.pace import Pace
from storage import Store
from storage.errors import StorageError

_SECONDS: Final = 5.0
_log = logging.getLogger("gemba.sending")


async def keep_sharing(desk: Desk, store: Store, pace: Pace) -> None:
    """Keep *pace* at this process's part of its rate, for ever; cancel the task to stop."""
    rate = pace.overall_rate
    while rate:
        try:
            pace.overall_rate = rate / await desk.do(store.workers)
        except StorageError as error:
            _log.warning("workers not counted (%s), again soon", type(error).__name__)
        await asyncio.sleep(_SECONDS)
    await asyncio.Event().wait()
