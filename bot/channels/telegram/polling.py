"""The polling loop: fetch, commit, and only then acknowledge with the next fetch.

Telegram keeps updates for 24 hours and hands them out again until a fetch with a higher offset
confirms them; so a process that dies between fetch and commit loses nothing.
"""

import asyncio
import logging
import random
import time
from dataclasses import dataclass, field

from telegram.error import Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.calling import Caller, Json
from bot.channels.telegram.failing import seconds_of
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.translating import ALLOWED_UPDATES
from bot.errors import ChannelError
from bot.faults import Point, passing
from storage.errors import StorageError

LONG_POLL_SECONDS = 25
MOST_UPDATES = 100
_LONGEST_WAIT = 60.0
_log = logging.getLogger("gemba.polling")


@dataclass(slots=True)
class Backoff:
    """Waits that double up to a minute, with jitter, until something works again."""

    failures: int = 0

    def seconds(self) -> float:
        """Return how long to wait after one more failure."""
        self.failures += 1
        longest = min(_LONGEST_WAIT, 2.0 ** min(self.failures, 10) / 2)
        return longest * random.uniform(0.5, 1.0)  # noqa: S311  # jitter, no secret

    def reset(self) -> None:
        """Start small again: something worked."""
        self.failures = 0


@dataclass(slots=True)
class Poller:
    """Feeds the intake from `getUpdates` until it is told to stop."""

    bot: Caller
    intake: Intake
    long_poll: int = LONG_POLL_SECONDS
    offset: int | None = None
    last_success: float = field(default_factory=time.monotonic)
    _backoff: Backoff = field(default_factory=Backoff)

    async def run(self) -> None:
        """Fetch and commit for ever; cancel the task to stop.

        Raises:
            ChannelError: Telegram refuses the token.
        """
        while True:
            await self.once()

    def silence(self) -> float:
        """Return how many seconds ago a poll last succeeded; at first, since when we try."""
        return time.monotonic() - self.last_success

    async def once(self) -> None:
        """Fetch one batch, commit it, and remember what to acknowledge.

        Raises:
            ChannelError: Telegram refuses the token.
        """
        try:
            updates = await self._fetch()
            if updates:
                passing(Point.AFTER_RECEIVE)
            await self.intake.take(updates)
        except (InvalidToken, Forbidden):
            raise ChannelError(
                "Telegram refuses the token: check TELEGRAM_BOT_TOKEN with @BotFather"
            ) from None
        except (TelegramError, StorageError) as error:
            await self._wait_after(error)
        else:
            self._backoff.reset()
            self.last_success = time.monotonic()
            if updates:
                passing(Point.BEFORE_ACKNOWLEDGING)
                self.offset = int(str(updates[-1]["update_id"])) + 1

    async def _fetch(self) -> list[Json]:
        return await self.bot.fetch(
            self.offset, limit=MOST_UPDATES, wait=self.long_poll, allowed=ALLOWED_UPDATES
        )

    async def _wait_after(self, error: TelegramError | StorageError) -> None:
        seconds = self._backoff.seconds()
        if isinstance(error, RetryAfter):
            seconds = seconds_of(error)
        if isinstance(error, Conflict):
            _log.error(
                "another process polls with this token; stop it, or use another token. "
                "Trying again in %.0f s",
                seconds,
            )
        else:
            _log.warning("poll failed (%s), again in %.1f s", type(error).__name__, seconds)
        await asyncio.sleep(seconds)
