"""A bot without a channel, for tests of those who manage: they type and press, it answers."""

from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from bot.channels.console import event_of
from bot.incoming import Incoming, Pressed
from bot.interview.events import Chosen, Press
from bot.managing.links import Link
from bot.outgoing import Outgoing
from bot.setting import Setting
from bot.turn import Turns
from knowledge.catalogue import load_catalogue
from storage import AuditRow, MembershipRow, Store, open_store

CHANNEL = "test"
NOW = 1_800_000_000
SECRET = b"a secret of the tests, long enough"


@dataclass
class Play:
    """Somebody's chat with the bot; `as_` gives another person's."""

    store: Store
    turns: Turns
    person: str
    clock: list[int] = field(default_factory=lambda: [NOW])
    numbers: "count[int]" = field(default_factory=count)
    heard: list[Outgoing] = field(default_factory=list)

    def as_(self, person: str) -> "Play":
        return Play(self.store, self.turns, person, self.clock, self.numbers)

    def say(self, text: str) -> str:
        """Let the person type *text*; return what the bot says."""
        return self._send(event_of(text, self.clock[0], next(self.numbers)))

    def press(self, label: str) -> str:
        """Let the person press the button *label* of the last messages."""
        keys = [key for each in reversed(self.heard) for row in each.keys for key in row]
        data = next((key.press for key in keys if key.label == label), None)
        assert data is not None, f"no button {label!r} in {[key.label for key in keys]}"
        return self.press_data(data)

    def press_data(self, data: str) -> str:
        link, press = Link.parse(data), Press.parse(data)
        if link is not None:
            return self._send(Pressed(self.clock[0], link))
        assert press is not None
        return self._send(Chosen(self.clock[0], press))

    def _send(self, event: object) -> str:
        number = str(next(self.numbers))
        self.turns.take([Incoming(CHANNEL, number, self.person, self.person, "en", event)])  # type: ignore[arg-type]  # one of both kinds
        return self.receive()

    def receive(self) -> str:
        """Take what waits for this person, and return it."""
        with self.store.transaction() as work:
            self.heard = []
            while rows := work.outbox.claim(CHANNEL, 10**10, 100, "test"):
                for row in rows:
                    work.outbox.delete(row.id)
                    if row.chat == self.person:
                        self.heard.append(Outgoing.loads(row.payload))
        return "\n\n".join(each.text for each in self.heard)

    @property
    def labels(self) -> list[str]:
        return [key.label for each in self.heard for row in each.keys for key in row]

    def audit(self) -> list[AuditRow]:
        with self.store.transaction() as work:
            return work.audit.entries()


def playing(folder: Path, setting: Setting | None = None, person: str = "owner") -> Play:
    """Return a bot of its own, whose owner is `owner`."""
    return playing_on(open_store(f"sqlite:///{folder}/gemba.db"), setting, person)


def playing_on(store: Store, setting: Setting | None = None, person: str = "owner") -> Play:
    """Return a bot on *store*."""
    store.migrate()
    clock = [NOW]
    turns = Turns(
        store,
        setting or Setting(load_catalogue()),
        SECRET,
        "https://t.me/gemba_test_bot",
        clock=lambda: clock[0],
        owners=frozenset((f"{CHANNEL}:owner",)),
    )
    return Play(store, turns, person, clock)


def granted(play: Play, row: MembershipRow) -> None:
    with play.store.transaction() as work:
        work.members.grant(row)
