"""From our messages to Bot API requests; pure."""

from typing import NamedTuple

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.splitting import split
from bot.outgoing import Key, Outgoing

PARSE_MODE = "HTML"


class TextRequest(NamedTuple):
    """One `sendMessage`: its text in HTML, and the buttons below it."""

    text: str
    keyboard: InlineKeyboardMarkup | None


def requests_of(message: Outgoing) -> list[TextRequest]:
    """Return the `sendMessage` calls for *message*, in order; the buttons stand below the last."""
    parts = split(message.text)
    requests = [TextRequest(part, None) for part in parts]
    requests[-1] = TextRequest(parts[-1], keyboard_of(message.keys))
    return requests


def keyboard_of(rows: tuple[tuple[Key, ...], ...]) -> InlineKeyboardMarkup | None:
    """Return the inline keyboard for *rows*; None if there are none."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button_of(key) for key in row] for row in rows])


def _button_of(key: Key) -> InlineKeyboardButton:
    return InlineKeyboardButton(key.label, callback_data=key.press, url=key.link)
