"""Many webhook requests, one commit: what waits is taken together, each caller learns how it went.

Ordering per chat is kept: requests enter one queue, and one task empties it.
"""

import asyncio
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.channels.telegram.calling import Json
from bot.channels.telegram.intake import Intake
from storage.errors import StorageError

MOST_WAITING = 1000
MOST_TOGETHER = 200


class BacklogFullError(Exception):
    """Too much waits already; the caller should come back later."""


class _Waiting(NamedTuple):
    update: Json
    done: "asyncio.Future[None]"


@dataclass(slots=True)
class Batcher:
    """Feeds the intake from a queue that many requests fill."""

    intake: Intake
    _queue: "asyncio.Queue[_Waiting]" = field(
        default_factory=lambda: asyncio.Queue(maxsize=MOST_WAITING)
    )

    async def put(self, update: Json) -> None:
        """Return once the effects of *update* are committed.

        Raises:
            BacklogFullError: too many wait; nothing was taken.
            StorageError: nothing was committed.
        """
        waiting = _Waiting(update, asyncio.get_running_loop().create_future())
        try:
            self._queue.put_nowait(waiting)
        except asyncio.QueueFull:
            raise BacklogFullError from None
        await waiting.done

    def waiting(self) -> int:
        """Return how many updates wait for their commit."""
        return self._queue.qsize()

    async def run(self) -> None:
        """Commit batches for ever; cancel the task to stop."""
        while True:
            batch = [await self._queue.get()]
            while not self._queue.empty() and len(batch) < MOST_TOGETHER:
                batch.append(self._queue.get_nowait())
            await self._commit(batch)

    async def _commit(self, batch: list[_Waiting]) -> None:
        try:
            await self.intake.take([waiting.update for waiting in batch])
        except StorageError as error:
            for waiting in batch:
                if not waiting.done.done():
                    waiting.done.set_exception(error)
        else:
            for waiting in batch:
                if not waiting.done.done():
                    waiting.done.set_result(None)
