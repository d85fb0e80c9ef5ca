"""One message to Telegram: its texts, then its file; between the two places where a test kills."""

import html
import re
from typing import Final

from telegram import InputFile
from telegram.error import BadRequest

from bot.channels.telegram.asking import PARSE_MODE, TextRequest, requests_of
from bot.channels.telegram.calling import Caller
from bot.faults import Point, passing
from bot.outgoing import Outgoing
from storage import OutboxRow

_TAG: Final = re.compile(r"</?\w+>")


async def deliver(bot: Caller, row: OutboxRow) -> None:
    """Send the message in *row*.

    Raises:
        TelegramError: it was not sent.
        ValueError: it cannot be read.
    """
    message = Outgoing.loads(row.payload)
    passing(Point.BEFORE_SEND)
    for request in requests_of(message):
        await _send_text(bot, row.chat, request)
    if message.attachment is not None:
        name, content = message.attachment
        await bot.send_document(row.chat, InputFile(content.encode(), filename=name))
    passing(Point.AFTER_SEND)


async def _send_text(bot: Caller, chat: str, request: TextRequest) -> None:
    """Send one text; if Telegram cannot read our markup, send it once without."""
    try:
        await bot.say(chat, request.text, PARSE_MODE, request.keyboard)
    except BadRequest as error:
        if "parse" not in error.message.lower():
            raise
        plain = html.unescape(_TAG.sub("", request.text))
        await bot.say(chat, plain, None, request.keyboard)
