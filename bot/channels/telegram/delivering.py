"""One message to Telegram: its picture, its texts, then its file.

All of it lies between the two places where a test kills.
"""

import contextlib
import html
import re
from typing import Final

from telegram import BotCommand, BotCommandScopeChat, InlineKeyboardMarkup, InputFile
from telegram.error import BadRequest

from bot.channels.telegram.asking import (
    PARSE_MODE,
    TextRequest,
    fits_below_picture,
    keyboard_of,
    requests_of,
)
from bot.channels.telegram.calling import Caller
from bot.channels.telegram.connecting import COMMANDS
from bot.faults import Point, passing
from bot.outgoing import Attachment, Outgoing
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
    if message.picture is not None and fits_below_picture(message):
        await _send_picture(bot, row.chat, message.picture, message)
    else:
        if message.picture is not None:
            await _send_picture(bot, row.chat, message.picture)
        for request in requests_of(message):
            await _send_text(bot, row.chat, request)
    if message.attachment is not None:
        file = InputFile(message.attachment.data(), filename=message.attachment.name)
        await bot.send_document(row.chat, file)
    if message.commands:
        await _list_commands(bot, row.chat, message.commands)
    passing(Point.AFTER_SEND)


async def _list_commands(bot: Caller, chat: str, commands: tuple[tuple[str, str], ...]) -> None:
    """Let the chat's menu list *commands* before all others; refused, it holds up no message."""
    with contextlib.suppress(BadRequest):
        await bot.set_my_commands(
            [BotCommand(name, text) for name, text in {**dict(commands), **COMMANDS}.items()],
            BotCommandScopeChat(chat),
        )


async def _send_text(bot: Caller, chat: str, request: TextRequest) -> None:
    """Send one text; if Telegram cannot read our markup, send it once without."""
    try:
        await bot.say(chat, request.text, PARSE_MODE, request.keyboard)
    except BadRequest as error:
        if "parse" not in error.message.lower():
            raise
        plain = html.unescape(_TAG.sub("", request.text))
        await bot.say(chat, plain, None, request.keyboard)


async def _send_picture(
    bot: Caller, chat: str, picture: Attachment, below: Outgoing | None = None
) -> None:
    """Send a picture, with the text and the buttons of *below* if they go with it."""
    keyboard = None if below is None else keyboard_of(below.keys)
    await bot.send_photo(
        chat,
        InputFile(picture.data(), filename=picture.name),
        caption=None if below is None else below.text,
        parse_mode=PARSE_MODE,
        reply_markup=None if keyboard is None else InlineKeyboardMarkup.de_json(keyboard, None),
    )
