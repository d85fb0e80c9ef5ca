"""From Telegram's updates to our events; pure, and nothing else is decided here.

What we do not use (channel posts, reactions, ...) gives None: it is acknowledged and forgotten.
"""

import re
from typing import Final

from telegram import CallbackQuery, Chat, ChatMember, Message, Update, User

from bot.incoming import Arrival, Departed, Elsewhere, Incoming
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

CHANNEL: Final = "telegram"
ALLOWED_UPDATES: Final = ["message", "edited_message", "callback_query", "my_chat_member"]
_COMMAND = re.compile(r"/(\w+)(?:@\w+)?(?:\s+(.*))?\Z", re.DOTALL)
_COMMANDS: Final = {command.value: command for command in Command}
_DEFAULT_LANGUAGE = "en"
_KINDS: Final = (
    "photo", "voice", "video", "video_note", "audio", "document", "sticker", "animation",
    "location", "contact", "poll", "dice",
)  # fmt: skip


def arrival_of(update: Update, now: int) -> Arrival | None:
    """Return what happened in *update*, with *now* (unix seconds) as its time; None if nothing."""
    if update.my_chat_member is not None:
        return _departure_of(update)
    event = _event_of(update, now)
    if event is None or update.effective_chat is None or update.effective_user is None:
        return None
    if update.effective_chat.type != Chat.PRIVATE:
        return _elsewhere_of(update, event, update.effective_chat)
    return _incoming_of(update, event, update.effective_chat, update.effective_user)


def _incoming_of(update: Update, event: Event, chat: Chat, user: User) -> Incoming:
    return Incoming(
        CHANNEL,
        str(update.update_id),
        str(chat.id),
        str(user.id),
        user.language_code or _DEFAULT_LANGUAGE,
        event,
        _callback_id(update),
    )


def _elsewhere_of(update: Update, event: Event, chat: Chat) -> Elsewhere | None:
    """Return a group's event only if somebody spoke to us there: by command or by button."""
    if not isinstance(event, Started | Commanded | Chosen):
        return None
    return Elsewhere(CHANNEL, str(update.update_id), str(chat.id), _callback_id(update))


def _departure_of(update: Update) -> Departed | None:
    change = update.my_chat_member
    if change is None or change.new_chat_member.status not in (ChatMember.BANNED, ChatMember.LEFT):
        return None
    return Departed(CHANNEL, str(update.update_id), str(change.chat.id))


def _callback_id(update: Update) -> str | None:
    return None if update.callback_query is None else update.callback_query.id


def _event_of(update: Update, now: int) -> Event | None:
    if update.callback_query is not None:
        return _pressed(update.callback_query, now)
    if update.edited_message is not None:
        return _edited(update.edited_message, now)
    if update.message is not None:
        return _said(update.message, now)
    return None


def _pressed(query: CallbackQuery, now: int) -> Event:
    press = Press.parse(query.data or "")
    return Unsupported(now, "button") if press is None else Chosen(now, press)


def _edited(message: Message, now: int) -> Event | None:
    if message.text is None:
        return None
    return Edited(now, message.message_id, message.text)


def _said(message: Message, now: int) -> Event | None:
    if message.text is None:
        return _unsupported(message, now)
    called = _COMMAND.match(message.text)
    if called is None:
        return Said(now, message.text, message.message_id)
    return command_event(called.group(1).lower(), (called.group(2) or "").strip(), now)


def command_event(name: str, argument: str, now: int) -> Event:
    """Return the event for the command *name*; one that we do not have asks for help."""
    if name == Command.START:
        return Started(now, argument or None)
    return Commanded(now, _COMMANDS.get(name, Command.HELP), argument)


def _unsupported(message: Message, now: int) -> Event | None:
    """Return a request for text, if a person sent something; service messages give None."""
    kind = next((kind for kind in _KINDS if getattr(message, kind, None)), None)
    return None if kind is None else Unsupported(now, kind)
