"""From our messages to Bot API requests; pure.

A keyboard is built as the JSON that the library's `InlineKeyboardMarkup` would become; a test holds
the two equal.
"""

from typing import NamedTuple

from bot.channels.telegram.splitting import split, visible_length
from bot.outgoing import Key, Outgoing

PARSE_MODE = "HTML"
#: The Bot API takes as many signs below a picture (`sendPhoto`); a longer text follows it.
LONGEST_CAPTION = 1024
Keyboard = dict[str, list[list[dict[str, str]]]]


class TextRequest(NamedTuple):
    """One `sendMessage`: its text in HTML, and the buttons below it."""

    text: str
    keyboard: Keyboard | None


def requests_of(message: Outgoing) -> list[TextRequest]:
    """Return the `sendMessage` calls for *message*, in order; the buttons stand below the last."""
    parts = split(message.text)
    requests = [TextRequest(part, None) for part in parts]
    requests[-1] = TextRequest(parts[-1], keyboard_of(message.keys))
    return requests


def fits_below_picture(message: Outgoing) -> bool:
    """Say whether the text of *message* is short enough to stand below its picture."""
    return visible_length(message.text) <= LONGEST_CAPTION


def keyboard_of(rows: tuple[tuple[Key, ...], ...]) -> Keyboard | None:
    """Return the inline keyboard for *rows*; None if there are none."""
    if not rows:
        return None
    return {"inline_keyboard": [[_button_of(key) for key in row] for row in rows]}


def _button_of(key: Key) -> dict[str, str]:
    made = {"callback_data": key.press, "text": key.label, "url": key.link}
    return {name: value for name, value in made.items() if value is not None}
