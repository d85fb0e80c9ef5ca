"""Hours in seconds: an event loop whose clock leaps to the next moment at which something happens.

Everything is the real thing (sender, pace, outbox, database, due work) but the network and the
clock. A process can be killed at any moment and started again.
"""

import asyncio
import random
import selectors
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar, cast

import pytest
from telegram.error import NetworkError

from bot.channels.telegram import sending, settling
from bot.channels.telegram.calling import Caller
from bot.channels.telegram.intake import Desk
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.ticking import keep_ticking
from bot.channels.telegram.translating import CHANNEL
from bot.duties import Ticking
from storage import Store

T = TypeVar("T")
START = 1_800_000_000.0


class _Leaping(selectors.DefaultSelector):
    """Waits for nothing: where others would sleep, the clock leaps."""

    now = START

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout:
            self.now += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop with a clock of its own."""

    def __init__(self) -> None:
        self.leaping = _Leaping()
        super().__init__(self.leaping)
        self._clock_resolution = 1e-6  # what a float of unix seconds can tell apart

    def time(self) -> float:
        return self.leaping.now

    def monotonic(self) -> float:
        return self.leaping.now


class InlineDesk(Desk):
    """Does the work at once: a thread would have a clock of its own."""

    async def do(self, function: Callable[[], T]) -> T:
        await asyncio.sleep(0)
        return function()


class Sent(NamedTuple):
    """A message that reached Telegram."""

    at: float
    chat: str
    text: str


@dataclass
class Network:
    """What the sender talks to: Telegram, 50 ms away, down while *is_down*."""

    loop: VirtualLoop
    is_down: bool = False
    sent: list[Sent] = field(default_factory=list)
    refused: int = 0

    async def say(self, chat: str, text: str, parse_mode: str | None, keyboard: object) -> None:
        assert parse_mode == "HTML" or keyboard is None
        if self.is_down:
            self.refused += 1
            await asyncio.sleep(5)
            raise NetworkError("down")
        self.sent.append(Sent(self.loop.time(), chat, text))
        await asyncio.sleep(0.05)

    def most_in_a_second(self) -> int:
        """Return the most messages that arrived within any second."""
        times = [each.at for each in self.sent]
        first = most = 0
        for number, moment in enumerate(times):
            while moment - times[first] >= 1 - 1e-6:
                first += 1
            most = max(most, number - first + 1)
        return most


@asynccontextmanager
async def living(
    network: Network, store: Store, ticking: Ticking | None = None
) -> AsyncIterator[Sender]:
    """Run a process that sends and does what is due; at the end it is killed, without farewell."""
    with store.transaction() as work:
        work.outbox.release(CHANNEL)
    sender = Sender(cast("Caller", network), store, InlineDesk(), "worker", Pace())
    tasks = [asyncio.ensure_future(sender.run())]
    if ticking is not None:
        tasks.append(asyncio.ensure_future(keep_ticking(sender.desk, ticking)))
    try:
        yield sender
    finally:
        doomed = [*tasks, *sender._flying]  # noqa: SLF001  # they die with the process
        for task in doomed:
            task.cancel()
        await asyncio.gather(*doomed, return_exceptions=True)


def play(story: Callable[[VirtualLoop], "asyncio._CoroutineLike[T]"]) -> T:
    """Return what *story* returns, played in virtual time."""
    loop = VirtualLoop()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sending, "time", loop)
        patch.setattr(settling, "time", loop)
        try:
            return loop.run_until_complete(story(loop))
        finally:
            loop.close()


class Sweep(NamedTuple):
    """A message to many people, by a process that was killed on the way."""

    network: Network
    in_flight: list[str]
    seconds: float


async def sweep(
    loop: VirtualLoop, store: Store, ticking: Ticking, people: int, kills: int
) -> Sweep:
    """Let everybody who is due be written to, across *kills* at random moments."""
    network, chosen, in_flight = Network(loop), random.Random(people), list[str]()  # noqa: S311  # the same each time
    begun, moments = loop.time(), sorted(chosen.uniform(0, people / 30) for _ in range(kills))
    for moment in moments:
        async with living(network, store, ticking) as sender:
            await asyncio.sleep(max(0.0, begun + moment - loop.time()))
            in_flight += sender._lines  # noqa: SLF001  # sent, and not settled
    async with living(network, store, ticking):
        while len({each.chat for each in network.sent}) < people or has_any(store):  # noqa: ASYNC110  # the database tells nobody
            await asyncio.sleep(1)
    return Sweep(network, in_flight, loop.time() - begun)


def has_any(store: Store) -> bool:
    with store.transaction() as work:
        return bool(work.outbox.size())
