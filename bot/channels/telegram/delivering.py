"""One message to Telegram: its list of commands, its picture, its texts, then its file.

Rule 1: all of it lies between the two places where a test kills.
Rule 2: what was sent of a message is not sent again when a later part must be tried again.
Rule 3: what Telegram refuses as it is (400) is sent once more as plain text: with the buttons if
only the markup was at fault, else without; who reads it can always type.
"""

import contextlib
import html
import re
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
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
from bot.channels.telegram.failing import Fate, verdict_of
from bot.faults import Point, passing
from bot.outgoing import Attachment, Outgoing
from storage import OutboxRow

_TAG: Final = re.compile(r"</?\w+>")


Step = Callable[[], Awaitable[None]]


async def deliver(bot: Caller, row: OutboxRow, done: dict[str, int]) -> None:
    """Send the message in *row*, but for the first parts that *done* says were sent before.

    Raises:
        TelegramError: it was not sent, or only the parts that *done* says now.
        ValueError: it cannot be read.
    """
    message = Outgoing.loads(row.payload)
    passing(Point.BEFORE_SEND)
    for number, step in enumerate(_steps(bot, row.chat, message)):
        if number >= done.get(row.id, 0):
            await step()
            done[row.id] = number + 1
    passing(Point.AFTER_SEND)


def _steps(bot: Caller, chat: str, message: Outgoing) -> Iterator[Step]:
    """Yield what is to be called, one after the other."""
    if message.commands:
        yield partial(_list_commands, bot, chat, message.commands)
    picture = message.picture
    if picture is not None and fits_below_picture(message):
        yield partial(_send_picture, bot, chat, picture, message)
    else:
        if picture is not None:
            yield partial(_send_picture, bot, chat, picture)
        for request in requests_of(message):
            yield partial(_send_text, bot, chat, request)
    if message.attachment is not None:
        yield partial(_send_file, bot, chat, message.attachment)


async def _list_commands(bot: Caller, chat: str, commands: tuple[tuple[str, str], ...]) -> None:
    """Let the chat's menu list *commands* before all others; refused, it holds up no message."""
    with contextlib.suppress(BadRequest):
        await bot.set_my_commands(
            [BotCommand(name, text) for name, text in {**dict(commands), **COMMANDS}.items()],
            BotCommandScopeChat(chat),
        )


async def _send_text(bot: Caller, chat: str, request: TextRequest) -> None:
    """Send one text; if Telegram does not take it as it is, send it once without markup."""
    try:
        await bot.say(chat, request.text, PARSE_MODE, request.keyboard)
    except BadRequest as error:
        _raise_if_final(error)
        plain = html.unescape(_TAG.sub("", request.text))
        is_markup = "parse" in error.message.lower()
        await bot.say(chat, plain, None, request.keyboard if is_markup else None)


def _raise_if_final(error: BadRequest) -> None:
    """Raise *error* again if no other form of the message would help."""
    if verdict_of(error, attempts=0).fate is not Fate.ASIDE:
        raise error


async def _send_file(bot: Caller, chat: str, file: Attachment) -> None:
    await bot.send_document(chat, InputFile(file.data(), filename=file.name))


async def _send_picture(
    bot: Caller, chat: str, picture: Attachment, below: Outgoing | None = None
) -> None:
    """Send a picture, with the text and the buttons of *below* if they go with it.

    A picture that Telegram refuses is left out.
    """
    keyboard = None if below is None else keyboard_of(below.keys)
    try:
        await bot.send_photo(
            chat,
            InputFile(picture.data(), filename=picture.name),
            caption=None if below is None else below.text,
            parse_mode=PARSE_MODE,
            reply_markup=None if keyboard is None else InlineKeyboardMarkup.de_json(keyboard, None),
        )
    except BadRequest as error:
        _raise_if_final(error)
        for request in () if below is None else requests_of(below):  # the words at least
            await _send_text(bot, chat, request)
