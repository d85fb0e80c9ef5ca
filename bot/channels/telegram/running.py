"""Running the bot: polling, or what else brings updates, beside the sender, until told to stop.

SIGTERM and Ctrl-C drain: no new updates are taken, what is committed is sent for up to ten seconds.
What is not sent by then waits in the outbox for the next start.
"""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from telegram.error import TelegramError

from bot.channels.telegram.calling import Caller
from bot.channels.telegram.connecting import connect, introduce
from bot.channels.telegram.failing import OUTCOMES
from bot.channels.telegram.intake import Desk, Intake
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.sharing import keep_sharing
from bot.channels.telegram.ticking import keep_ticking
from bot.channels.telegram.translating import CHANNEL
from bot.duties import House, Ticking, duties_of
from bot.settings import Settings
from bot.turn import Turns
from storage import Store

DRAIN_SECONDS = 10
DEAF_SECONDS = 180
_WATCH_SECONDS = 15
_ALONE_SECONDS = 0.5
_log = logging.getLogger("gemba")


@dataclass(slots=True)
class Parts:
    """What runs together in one process."""

    bot: Caller
    store: Store
    desk: Desk
    intake: Intake
    sender: Sender
    ticking: Ticking


async def run_polling(
    settings: Settings, store: Store, turns: Turns, health: str | None = None
) -> None:
    """Poll and send until SIGTERM or Ctrl-C; with an address, say there how the bot is.

    Raises:
        ChannelError: Telegram refuses the token, or cannot be reached at the start.
    """
    async with parts_of(settings, store, turns) as parts:
        await parts.bot.delete_webhook()
        poller = Poller(parts.bot, parts.intake)
        _log.info("polling as @%s", parts.bot.username)
        work = [_watched(poller)]
        if health is not None:
            from bot.channels.telegram.listening import served, watch_of  # noqa: PLC0415  # a whole server

            work.append(served(watch_of(parts, poller).app(), settings.port, health))
        await until_stopped(parts, *work)


def activity_of(parts: Parts) -> dict[str, float]:
    """Return what this process has done since its start, by how it ended."""
    figures = {f"messages_{fate.value}_total": parts.sender.fates[fate] for fate in OUTCOMES}
    return {name: float(value) for name, value in figures.items()} | {
        "updates_total": float(parts.intake.taken)
    }


async def _watched(poller: Poller) -> None:
    """Keep *poller* polling: if nothing came of it for long, start it anew."""
    task, begun = asyncio.create_task(poller.run()), time.monotonic()
    try:
        while True:
            done, _ = await asyncio.wait((task,), timeout=_WATCH_SECONDS)
            if done:
                task.result()
            if min(poller.silence(), time.monotonic() - begun) > DEAF_SECONDS:
                _log.warning("no poll succeeded for %d s, polling anew", DEAF_SECONDS)
                task.cancel()
                task, begun = asyncio.create_task(poller.run()), time.monotonic()
    finally:
        task.cancel()


@asynccontextmanager
async def parts_of(settings: Settings, store: Store, turns: Turns) -> AsyncIterator[Parts]:
    """Connect, say hello to Telegram, and give what runs together; all is closed at the end.

    Raises:
        ChannelError: Telegram refuses the token, or cannot be reached.
    """
    bot, desk = connect(settings), Desk()
    worker = f"{socket.gethostname()}-{os.getpid()}"
    sender = Sender(bot, store, desk, worker, Pace(overall_rate=settings.rate))
    if not store.is_shared:
        await _until_alone(store)
        with store.transaction() as work:  # whoever had messages in hand is gone
            work.outbox.release(CHANNEL)
    # While we say hello and poll for the first time; whatever is to be written waits for it.
    preparing = asyncio.create_task(desk.do(turns.prepare))
    try:
        await introduce(bot)
        turns = replace(turns, link=f"https://t.me/{bot.username}")
        intake = Intake(bot, turns, sender, preparing)
        house = House(turns.link, turns.secret, turns.owners_as_members)
        duties = duties_of(turns.setting, house)
        yield Parts(bot, store, desk, intake, sender, Ticking(store, duties))
    finally:
        preparing.cancel()
        with contextlib.suppress(TelegramError, RuntimeError):
            await bot.shutdown()
        desk.close()


async def _until_alone(store: Store) -> None:
    """Wait until no other process runs a bot on the file: two would send each message twice."""
    if store.is_leader():
        return
    _log.warning("another gemba run works on this file: waiting until it has stopped")
    while not store.is_leader():  # noqa: ASYNC110  # a lock of another process tells nobody
        await asyncio.sleep(_ALONE_SECONDS)


async def until_stopped(parts: Parts, *work: "asyncio._CoroutineLike[None]") -> None:
    """Run *work*, the sender and the ticking job until one fails or we are to stop; then drain."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    ticking = keep_ticking(parts.desk, parts.ticking)
    sharing = keep_sharing(parts.desk, parts.store, parts.sender.pace)
    tasks = [asyncio.create_task(each) for each in (*work, ticking, sharing)]
    sending = asyncio.create_task(parts.sender.run())
    stopped = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait(
            (*tasks, sending, stopped), return_when=asyncio.FIRST_COMPLETED
        )
        for task in done - {stopped}:
            task.result()
    finally:
        await _drain(parts, tasks, sending, stopped)


async def _drain(
    parts: Parts,
    tasks: "list[asyncio.Task[None]]",
    sending: "asyncio.Task[None]",
    stopped: "asyncio.Task[bool]",
) -> None:
    for task in (*tasks, stopped):
        task.cancel()
    await asyncio.gather(*tasks, stopped, return_exceptions=True)
    deadline = time.monotonic() + DRAIN_SECONDS
    while not sending.done() and time.monotonic() < deadline and await parts.sender.has_due():  # noqa: ASYNC110  # what waits is in the database, not in an event
        await asyncio.sleep(0.05)  # what waits is in the database, not in an event
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    await parts.sender.drain(max(0.0, deadline - time.monotonic()))
