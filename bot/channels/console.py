"""The terminal as a channel: the same turns, the same outbox, no network.

Buttons become numbers; a line is what a person would type in a chat. Everything goes through the
database, so that leaving and coming back is the same as anywhere else.
"""

import html
import re
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from bot.incoming import Incoming, Pressed
from bot.interview.answering import DECLINED, SKIP, UNKNOWN
from bot.interview.events import Chosen, Command, Commanded, Event, Press, Said, Started
from bot.managing.links import Link
from bot.outgoing import Key, Outgoing
from bot.turn import Turns
from storage import Store, new_id

CHANNEL = "console"
_TAG = re.compile(r"</?\w+>")
_COMMAND = re.compile(r"/(\w+)\s*(.*)", re.DOTALL)
_COMMANDS = {command.value: command for command in Command}


@dataclass(slots=True)
class Console:
    """One person's chat in a terminal."""

    store: Store
    turns: Turns
    person: str
    is_interactive: bool = field(default_factory=sys.stdin.isatty)
    _messages: "count[int]" = field(default_factory=lambda: count(int(time.time())))
    _numbered: list[Key] = field(default_factory=list)

    def run(self, lines: Iterable[str] | None = None) -> None:
        """Greet, then answer each line until there are no more."""
        self._show(self.tell("/start"))
        for line in self._lines() if lines is None else lines:
            if line.strip():
                self._show(self.tell(line))

    def tell(self, line: str) -> list[Outgoing]:
        """Return the messages that follow from *line*."""
        now = int(time.time())
        event = self._pressed(line.strip(), now) or event_of(
            line.strip(), now, next(self._messages)
        )
        self.turns.take([Incoming(CHANNEL, new_id(), self.person, self.person, "en", event)])
        received = self._received()
        self._numbered = numbered(received[-1]) if received else []
        return received

    def _pressed(self, line: str, now: int) -> Event | Pressed | None:
        """Return the press that the number *line* stands for; None if it stands for none."""
        if not line.isdecimal() or not 0 < int(line) <= len(self._numbered):
            return None
        data = self._numbered[int(line) - 1].press or ""
        link, press = Link.parse(data), Press.parse(data)
        if link is not None:
            return Pressed(now, link)
        return None if press is None else Chosen(now, press)

    def _received(self) -> list[Outgoing]:
        """Take what waits for this chat out of the outbox, in order."""
        received: list[Outgoing] = []
        with self.store.transaction() as work:
            while rows := work.outbox.claim(CHANNEL, int(time.time()) + 1, 100, CHANNEL):
                for row in rows:
                    work.outbox.delete(row.id)
                    received.append(Outgoing.loads(row.payload))
        return received

    def _lines(self) -> Iterator[str]:
        while True:
            try:
                yield input("\n> ") if self.is_interactive else input()
            except EOFError:
                return

    def _show(self, messages: list[Outgoing]) -> None:
        for message in messages:
            sys.stdout.write("\n" + plain(message) + "\n")
        sys.stdout.flush()


def event_of(line: str, now: int, message: int) -> Event:
    """Return what happened when a person typed *line*."""
    called = _COMMAND.fullmatch(line)
    if called is None:
        return Said(now, line, message)
    name, argument = called.group(1).lower(), called.group(2).strip()
    if name == Command.START:
        return Started(now, argument or None)
    return Commanded(now, _COMMANDS.get(name, Command.HELP), argument, name)


def plain(message: Outgoing) -> str:
    """Return *message* as a terminal shows it: no markup, buttons as a numbered list."""
    lines = [html.unescape(_TAG.sub("", message.text))]
    lines += [f"  {number}. {key.label}" for number, key in enumerate(numbered(message), start=1)]
    ways_out = [key for row in message.keys for key in row if _option(key) in _WAYS_OUT]
    if ways_out:
        lines.append("  (or " + ", ".join(_WAYS_OUT[_option(key)] for key in ways_out) + ")")
    if message.picture is not None:
        lines.append(f"  [picture: {message.picture.name}]")
    if message.attachment is not None:
        lines.append(f"  [file: {message.attachment.name}]")
    return "\n".join(lines)


def numbered(message: Outgoing) -> list[Key]:
    """Return the buttons of *message* that get a number in a terminal."""
    keys = [key for row in message.keys for key in row if key.press is not None]
    own = [key for key in keys if _option(key) not in _WAYS_OUT]
    # a scale's own numbers are typed as they are; those of a screen's list are just short names
    scale = [key for key in own if key.label.isdecimal() and Link.parse(key.press or "") is None]
    return [] if scale else own


def _option(key: Key) -> str:
    press = Press.parse(key.press or "")
    return "" if press is None else press.option


_WAYS_OUT = {SKIP: "/skip", UNKNOWN: "“I don't know”", DECLINED: "“rather not say”"}
