"""Running the bot by webhook: a server that takes Telegram's calls, beside the sender.

A module of its own, because whoever polls need not wait until a server is loaded.
"""

import asyncio
import contextlib
import time

import uvicorn
from telegram.error import TelegramError

from bot.channels.telegram.batching import Batcher
from bot.channels.telegram.calling import Caller
from bot.channels.telegram.running import parts_of, until_stopped
from bot.channels.telegram.serving import Doors, Health, Routes, doors_of
from bot.channels.telegram.translating import ALLOWED_UPDATES
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
        routes = Routes(batcher, doors, lambda: parts.desk.do(lambda: health_of(store, batcher)))
        await until_stopped(parts, _served(routes, settings.port, listen), batcher.run())


async def _announce(bot: Caller, address: str, doors: Doors) -> None:
    try:
        await bot.set_webhook(
            f"{address}{doors.path}", secret_token=doors.token, allowed_updates=ALLOWED_UPDATES
        )
    except TelegramError as error:
        raise ChannelError(
            f"Telegram does not take the webhook ({type(error).__name__}): check WEBHOOK_URL"
        ) from None


async def _served(routes: Routes, port: int, listen: str) -> None:
    config = uvicorn.Config(
        routes.app(), host=listen, port=port, log_level="warning", access_log=False
    )
    server = uvicorn.Server(config)
    with contextlib.suppress(asyncio.CancelledError):
        await server.serve()


def health_of(store: Store, batcher: Batcher) -> Health:
    """Return how the bot is: the database answers, and how much waits."""
    with store.transaction() as work:
        size, oldest = work.outbox.size(), work.outbox.oldest()
    age = 0.0 if oldest is None else max(0.0, time.time() - oldest)
    figures = {"outbox_messages": float(size), "outbox_age_seconds": age}
    return Health(ok=True, figures=figures | {"updates_waiting": float(batcher.waiting())})
