"""Fetching a file that somebody sent and a screen waits for: small, a text, in good time.

Rule 1: too large is said before anything is fetched, as far as Telegram says how large it is.
Rule 2: what cannot be fetched is said to the person, who sends it again; it never holds up others
for longer than some seconds, and never comes again by itself.
"""

import asyncio
from typing import Final

from telegram import Bot
from telegram.error import TelegramError

from bot.incoming import Handed
from bot.managing.receiving import Received, Trouble

_SECONDS: Final = 10.0


async def fetch(bot: Bot, handed: Handed, most: int) -> Received:
    """Return the text of the file *handed* in, at most *most* bytes of UTF-8; or what hindered."""
    if (handed.size or 0) > most:
        return Received(trouble=Trouble.TOO_LARGE)
    try:
        async with asyncio.timeout(_SECONDS):
            file = await bot.get_file(handed.id)
            if (file.file_size or 0) > most:
                return Received(trouble=Trouble.TOO_LARGE)
            content = bytes(await file.download_as_bytearray())
    except (TelegramError, TimeoutError, OSError, RuntimeError):  # no path, or a path that is gone
        return Received(trouble=Trouble.UNREACHABLE)
    if len(content) > most:
        return Received(trouble=Trouble.TOO_LARGE)
    try:
        return Received(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Received(trouble=Trouble.NO_TEXT)
