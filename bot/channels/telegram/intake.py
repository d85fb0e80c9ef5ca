"""From a batch of updates to a commit: what polling and webhook both feed.

Rule 1: an update is acknowledged only after its effects are committed.
Rule 2: an update that cannot even be read is set aside without its content; the others go on.
Rule 3: a file holds up only its own chat, and the next batch for some seconds at most; a kill
between its fetch and its commit leaves nothing: it is offered again, and fetched again.
Rule 4: all work with the database happens in one thread, so a slow disk never stops the loop.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from telegram import Bot
from telegram.error import TelegramError

from bot.channels.telegram.calling import Json
from bot.channels.telegram.receiving import fetch
from bot.channels.telegram.translating import arrival_of
from bot.incoming import Arrival, Elsewhere, Handed, Incoming
from bot.limiting import Limiter
from bot.turn import Taken, Turns
from storage import Hand, Work

T = TypeVar("T")
Settle = Callable[[Work], None]


@dataclass(slots=True)
class Desk:
    """The one thread that talks to the database; await `do(function)` to have it done there."""

    executor: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="database")
    )

    async def do(self, function: Callable[[], T]) -> T:
        """Return what *function* returns, run in the database's thread; raises what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self.executor, function)

    def close(self) -> None:
        """Wait for what is under way, then end the thread."""
        self.executor.shutdown(wait=True)


class Hands(Protocol):
    """Whoever sends: takes messages straight from the turn that made them."""

    def hand(self, now: int) -> Hand:
        """Return whose hand it is and what room it has."""

    async def commit(self, transact: Callable[[Settle], T]) -> T:
        """Have *transact* done at the desk; what it is given settles messages that were sent."""

    def take(self, taken: Taken) -> None:
        """Send what a committed turn put into the hand, and look for what else waits."""


def apart(arrivals: Sequence[Arrival]) -> tuple[list[Arrival], list[Arrival]]:
    """Return what can be committed at once; and files, with what their chats said after them."""
    chats: set[str] = set()
    parts: tuple[list[Arrival], list[Arrival]] = ([], [])
    for arrival in arrivals:
        if isinstance(arrival, Incoming) and isinstance(arrival.event, Handed):
            chats.add(arrival.chat)
        parts[arrival.chat in chats].append(arrival)
    return parts


@dataclass(slots=True)
class Intake:
    """Takes batches of updates, commits them together, and hands the replies to the sender."""

    bot: Bot
    turns: Turns
    hands: Hands
    prepared: "asyncio.Task[None] | None" = None
    taken: int = 0
    limiter: Limiter = field(default_factory=Limiter)
    _confirming: set[asyncio.Task[None]] = field(default_factory=set)

    async def take(self, updates: Sequence[Json]) -> None:
        """Commit the effects of *updates*; returning means: they may be acknowledged.

        Raises:
            StorageError: nothing was committed; the updates must be offered again.
        """
        now = int(time.time())
        read = (arrival_of(update, now) for update in updates)
        admitted = (self.limiter.admit(each, now) for each in read if each is not None)
        arrivals = [arrival for arrival in admitted if arrival is not None]
        if not arrivals:
            return
        if self.prepared is not None:
            await asyncio.shield(self.prepared)  # if it failed, so do we: nothing is acknowledged
        at_once, behind = apart(arrivals)
        if at_once:
            await self._commit(at_once)
        for arrival in behind:
            await self._commit([await self._with_file(arrival)])

    async def _commit(self, arrivals: Sequence[Arrival]) -> None:
        def transact(settles: Settle) -> Taken:
            hand = self.hands.hand(int(time.time()))  # of the moment when the desk gets to it
            return self.turns.take(arrivals, hand, settle=settles)

        taken = await self.hands.commit(transact)
        self.hands.take(taken)
        self.taken += len(arrivals)
        for arrival in arrivals:
            self._confirm(arrival)

    async def _with_file(self, arrival: Arrival) -> Arrival:
        """Return *arrival* with the file that it brings, if a screen waits for one."""
        if not isinstance(arrival, Incoming) or not isinstance(arrival.event, Handed):
            return arrival
        most = await self.hands.commit(lambda _: self.turns.room_for(arrival))
        if not most:
            return arrival
        content = await fetch(self.bot, arrival.event, most)
        return replace(arrival, event=replace(arrival.event, content=content))

    def _confirm(self, arrival: Arrival) -> None:
        """Stop the spinner on a pressed button; a confirmation that fails harms nobody."""
        if not isinstance(arrival, Incoming | Elsewhere) or arrival.callback is None:
            return
        task = asyncio.create_task(self._answer(arrival.callback))
        self._confirming.add(task)
        task.add_done_callback(self._confirming.discard)

    async def _answer(self, callback: str) -> None:
        with contextlib.suppress(TelegramError):  # "query is too old" is no error for us
            await self.bot.answer_callback_query(callback)
