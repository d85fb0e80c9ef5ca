"""Running a server: one that takes Telegram's calls, or one for monitoring beside the poller.

A module of its own, because whoever polls need not wait until a server is loaded.
"""

import asyncio
import contextlib
import socket

import uvicorn
from starlette.applications import Starlette
from telegram.error import TelegramError

from bot.channels.telegram.batching import Batcher
from bot.channels.telegram.calling import Caller
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.running import (
    DEAF_SECONDS,
    Parts,
    activity_of,
    parts_of,
    until_stopped,
)
from bot.channels.telegram.serving import Doors, Routes, doors_of
from bot.channels.telegram.translating import ALLOWED_UPDATES
from bot.channels.telegram.watching import Figures, Watch
from bot.errors import ChannelError
from bot.settings import Settings
from bot.turn import Turns
from storage import Store


async def run_webhook(
    settings: Settings, store: Store, turns: Turns, secret: bytes, listen: str
) -> None:
    """Serve the webhook and send until SIGTERM or Ctrl-C.

    Raises:
        ChannelError: there is no WEBHOOK_URL, the port is taken, or Telegram refuses.
    """
    if settings.webhook_url is None:
        raise ChannelError("WEBHOOK_URL is not set: give the public https:// address of this bot")
    async with parts_of(settings, store, turns) as parts:
        doors = doors_of(secret)
        await _announce(parts.bot, settings.webhook_url, doors)
        batcher = Batcher(parts.intake)

        def activity() -> Figures:
            return activity_of(parts) | {"updates_waiting": float(batcher.waiting())}

        watch = Watch(store, parts.desk, activity, is_hearing=lambda: True)
        app = Routes(batcher, doors, watch).app()
        await until_stopped(parts, served(app, settings.port, listen), batcher.run())


async def _announce(bot: Caller, address: str, doors: Doors) -> None:
    try:
        await bot.set_webhook(
            f"{address}{doors.path}", secret_token=doors.token, allowed_updates=ALLOWED_UPDATES
        )
    except TelegramError as error:
        raise ChannelError(
            f"Telegram does not take the webhook ({type(error).__name__}): check WEBHOOK_URL"
        ) from None


async def served(app: Starlette, port: int, listen: str) -> None:
    """Serve *app* until the task is cancelled.

    Raises:
        ChannelError: the port is taken.
    """
    try:
        place = socket.create_server((listen, port))
    except OSError as error:
        raise ChannelError(
            f"cannot listen on {listen}:{port} ({error.strerror}): set PORT to another"
        ) from None
    config = uvicorn.Config(
        app, log_config=None, log_level="warning", access_log=False, lifespan="off"
    )
    with contextlib.suppress(asyncio.CancelledError):
        await uvicorn.Server(config).serve(sockets=[place])


def watch_of(parts: Parts, poller: Poller) -> Watch:
    """Return what tells an operator how a bot is that polls."""

    def activity() -> Figures:
        return activity_of(parts) | {"poll_age_seconds": poller.silence()}

    return Watch(parts.store, parts.desk, activity, lambda: poller.silence() < DEAF_SECONDS)
