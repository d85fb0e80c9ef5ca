"""People who talk to the bot, days that go by, and what the bot says on its own meanwhile."""

import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine

from bot.duties import Ticking, duties_of
from bot.incoming import Incoming
from bot.interview import Interview
from bot.interview.events import Command, Commanded, Event, Said, Started
from bot.outgoing import Outgoing
from bot.turn import Turns
from storage import Store
from tests.bot.duties.surveys import SETTING, add_survey

BERLIN = ZoneInfo("Europe/Berlin")
NOON = int(datetime(2026, 11, 23, 12, tzinfo=BERLIN).timestamp())
IN_BERLIN = '{"zone": "Europe/Berlin"}'


class Company:
    """People who talk to the bot, and days that go by."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.turns = Turns(store, SETTING, b"a secret of the tests" * 2)
        self.now = NOON
        self._number = 0
        self.sent: list[tuple[str, str]] = []
        self.answers: list[Outgoing] = []
        with store.transaction() as work:
            add_survey(work, "always-on", settings=IN_BERLIN)

    def heard(self, act: Callable[[], None]) -> list[Outgoing]:
        """Return what the bot answers when somebody does *act*."""
        self.answers.clear()
        act()
        return list(self.answers)

    def tell(self, event: Event, chat: str = "7") -> None:
        self._number += 1
        self.turns.take([Incoming("t", str(self._number), chat, chat, "en", event)])
        self.receive("interactive")

    def start(self, chat: str = "7") -> None:
        self.tell(Started(self.now), chat)
        self.tell(Said(self.now, "yes"), chat)

    def command(self, command: Command, argument: str = "", chat: str = "7") -> None:
        self.tell(Commanded(self.now, command, argument), chat)

    def finish(self, chat: str = "7") -> None:
        self.command(Command.CANCEL, chat=chat)
        self.tell(Said(self.now, "yes"), chat)

    def waits(self, chat: str = "7") -> bool:
        """Say whether a question waits for an answer."""
        return self._state(chat).here is not None

    def answer(self, chat: str = "7") -> None:
        """Leave what waits open, if that may be, or say yes."""
        here = self._state(chat).here
        is_end = here is not None and here.question == "summary"
        if is_end:
            self.tell(Said(self.now, "yes"), chat)
        else:
            self.command(Command.SKIP, chat=chat)

    def _state(self, chat: str) -> Interview:
        with self.store.transaction() as work:
            row = work.intake.conversation("t", chat)
        return Interview() if row is None else Interview.loads(row.state)

    def pass_time(self, seconds: int, step: int = 3600) -> None:
        """Let the clock run; each hour the process ticks until nothing is due."""
        until = self.now + seconds
        while self.now < until:
            self.now += min(step, until - self.now)
            with time_machine.travel(self.now, tick=False):
                while Ticking(self.store, duties_of(SETTING), clock=time.time).tick():
                    self.receive("broadcast")

    def receive(self, kind: str) -> None:
        with self.store.transaction() as work:
            while rows := work.outbox.claim("t", 10**11, 1000, "test"):
                for row in rows:
                    work.outbox.delete(row.id)
                    message = Outgoing.loads(row.payload)
                    if row.kind == kind == "broadcast":
                        self.sent.append((row.chat, message.text))
                    self.answers.append(message)

    def chats(self) -> list[str]:
        return [chat for chat, _ in self.sent]
