"""From Telegram's updates to our events; pure, and nothing else is decided here.

Rule 1: what we do not use (channel posts, reactions, ...) gives None: acknowledged and forgotten.
Rule 2: a text or a press in a private chat, nearly all that comes, is read from the JSON as it is;
everything else through the library's `Update`. A test holds the two ways equal.
Rule 3: what neither can read is told by its number, so that it can be set aside.
"""

import re
from collections.abc import Mapping
from typing import Final

from telegram import Chat, ChatMember, Message, Update, User

from bot.incoming import Arrival, Departed, Elsewhere, Handed, Incoming, Pressed, Unreadable
from bot.interview.events import (
    Chosen,
    Command,
    Commanded,
    Edited,
    Event,
    Press,
    Said,
    Started,
    Unsupported,
)
from bot.managing.links import Link

CHANNEL: Final = "telegram"
ALLOWED_UPDATES: Final = ["message", "edited_message", "callback_query", "my_chat_member"]
_COMMAND = re.compile(r"/(\w+)(?:@\w+)?(?:\s+(.*))?\Z", re.DOTALL)
_COMMANDS: Final = {command.value: command for command in Command}
_DEFAULT_LANGUAGE = "en"
_KINDS: Final = (
    "photo", "voice", "video", "video_note", "audio", "sticker", "animation",
    "location", "contact", "poll", "dice",
)  # fmt: skip


def arrival_of(raw: Mapping[str, object], now: int) -> Arrival | None:
    """Return what happened in the update *raw*, with *now* (unix seconds) as its time.

    None if it is nothing to us.
    """
    try:
        return _quickly_read(raw, now) or arrival_of_update(Update.de_json(dict(raw), None), now)
    except Exception as error:  # noqa: BLE001  # whatever it is, it must not come again for ever
        return Unreadable(CHANNEL, str(raw.get("update_id")), type(error).__name__)


def _quickly_read(raw: Mapping[str, object], now: int) -> Incoming | None:
    """Return a text or a press of a private chat; None for everything else."""
    match raw:
        case {
            "update_id": int(number),
            "message": {
                "message_id": int(message),
                "chat": {"id": int(chat), "type": Chat.PRIVATE},
                "from": {"id": int(person), **user},
                "text": str(text),
            },
        }:
            event: Event | Pressed = _spoken(text, message, now)
            callback = None
        case {
            "update_id": int(number),
            "callback_query": {
                "id": str(callback),
                "from": {"id": int(person), **user},
                "message": {"chat": {"id": int(chat), "type": Chat.PRIVATE}},
                "data": str(data),
            },
        }:
            event = _chosen(data, now)
        case _:
            return None
    language = str(user.get("language_code") or _DEFAULT_LANGUAGE)
    return Incoming(CHANNEL, str(number), str(chat), str(person), language, event, callback)


def arrival_of_update(update: Update, now: int) -> Arrival | None:
    """Return what happened in the library's *update*; None if it is nothing to us."""
    if update.my_chat_member is not None:
        return _departure_of(update)
    event = _event_of(update, now)
    if event is None or update.effective_chat is None or update.effective_user is None:
        return None
    if update.effective_chat.type != Chat.PRIVATE:
        return _elsewhere_of(update, event, update.effective_chat)
    return _incoming_of(update, event, update.effective_chat, update.effective_user)


def _incoming_of(
    update: Update, event: Event | Pressed | Handed, chat: Chat, user: User
) -> Incoming:
    return Incoming(
        CHANNEL,
        str(update.update_id),
        str(chat.id),
        str(user.id),
        user.language_code or _DEFAULT_LANGUAGE,
        event,
        _callback_id(update),
    )


def _elsewhere_of(update: Update, event: Event | Pressed | Handed, chat: Chat) -> Elsewhere | None:
    """Return a group's event only if somebody spoke to us there: by command or by button."""
    if not isinstance(event, Started | Commanded | Chosen | Pressed):
        return None
    return Elsewhere(CHANNEL, str(update.update_id), str(chat.id), _callback_id(update))


def _departure_of(update: Update) -> Departed | None:
    change = update.my_chat_member
    if change is None or change.new_chat_member.status not in (ChatMember.BANNED, ChatMember.LEFT):
        return None
    return Departed(CHANNEL, str(update.update_id), str(change.chat.id))


def _callback_id(update: Update) -> str | None:
    return None if update.callback_query is None else update.callback_query.id


def _event_of(update: Update, now: int) -> Event | Pressed | Handed | None:
    if update.callback_query is not None:
        return _chosen(update.callback_query.data or "", now)
    if update.edited_message is not None:
        return _edited(update.edited_message, now)
    if update.message is not None:
        return _said(update.message, now)
    return None


def _chosen(data: str, now: int) -> Event | Pressed:
    link = Link.parse(data)
    if link is not None:
        return Pressed(now, link)
    press = Press.parse(data)
    return Unsupported(now, "button") if press is None else Chosen(now, press)


def _edited(message: Message, now: int) -> Event | None:
    if message.text is None:
        return None
    return Edited(now, message.message_id, message.text)


def _said(message: Message, now: int) -> Event | Handed | None:
    if message.text is None:
        return _unsupported(message, now)
    return _spoken(message.text, message.message_id, now)


def _spoken(text: str, message: int, now: int) -> Event:
    called = _COMMAND.match(text)
    if called is None:
        return Said(now, text, message)
    return command_event(called.group(1).lower(), (called.group(2) or "").strip(), now)


def command_event(name: str, argument: str, now: int) -> Event:
    """Return the event for the command *name*; one that we do not have asks for help."""
    if name == Command.START:
        return Started(now, argument or None)
    return Commanded(now, _COMMANDS.get(name, Command.HELP), argument, name)


def _unsupported(message: Message, now: int) -> Event | Handed | None:
    """Return a file, or else a request for text; service messages give None."""
    if message.document is not None and message.animation is None:  # those come as files, too
        return Handed(now, message.document.file_id, message.document.file_size)
    kind = next((kind for kind in _KINDS if getattr(message, kind, None)), None)
    return None if kind is None else Unsupported(now, kind)
