"""What a turn costs, from events to commit, with few and with many conversations open.

No network: batches of a hundred events, of people taken in turn from all who are in the middle of
an interview. Every answer is on disk at the end of its batch (SQLite, `synchronous=FULL`).

    python -m benchmarks turns
"""

import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.script import INTERVIEW
from bot.channels.telegram.translating import CHANNEL, command_event
from bot.incoming import Incoming
from bot.interview.events import Event, Said
from bot.setting import Setting
from bot.turn import Turns
from knowledge.catalogue import load_catalogue
from knowledge.matching import Matcher
from storage import open_store

RESULTS: Final = Path(__file__).parent / "results" / "turns.md"
FEW, MANY = 100, 10_000
BATCH: Final = 100
ROUNDS: Final = 5
#: As many as an interview has steps.
BATCHES: Final = len(INTERVIEW.opening) + len(INTERVIEW.loop)


class Spent(NamedTuple):
    """What a batch cost, in seconds: until its commit, and of the processor's time."""

    passed: float
    processor: float


@dataclass
class Company:
    """People in the middle of an interview, and the bot's turns."""

    turns: Turns
    people: int
    lines: dict[int, int] = field(default_factory=dict)
    lot: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311  # who speaks
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def begin(self) -> None:
        """Let everybody come to a question of their own."""
        for step in range(BATCHES):
            on_the_way = [each for each in range(self.people) if each % BATCHES >= step]
            for first in range(0, len(on_the_way), BATCH):
                self._take([self._next(each) for each in on_the_way[first : first + BATCH]])

    def batch(self) -> Spent:
        """Take a batch of events of people drawn by lot, and return what it cost."""
        events = [self._next(each) for each in self.lot.sample(range(self.people), BATCH)]
        began, worked = time.perf_counter(), time.process_time()
        self._take(events)
        return Spent(time.perf_counter() - began, time.process_time() - worked)

    def _next(self, person: int) -> Incoming:
        line = self.lines.get(person, 0)
        self.lines[person] = line + 1
        return self._event(person, INTERVIEW.line(line, person))

    def _event(self, person: int, text: str) -> Incoming:
        number, who, now = next(self._numbers), str(person), int(time.time())
        event: Event = Said(now, text, number)
        if text.startswith("/"):
            event = command_event(text[1:], "", now)
        return Incoming(CHANNEL, str(number), who, who, "en", event)

    def _take(self, events: Sequence[Incoming]) -> None:
        self.turns.take(events)
        with self.turns.store.transaction() as work:  # all is sent
            for event in events:
                work.outbox.drop(event.channel, event.chat)


@contextmanager
def company(people: int, matcher: Matcher) -> Iterator[Company]:
    """Give a company of *people*, all in the middle of an interview."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/gemba.db")
        store.migrate()
        made = Company(Turns(store, Setting(load_catalogue(), matcher), b"s" * 32), people)
        made.begin()
        yield made
        store.close()


def main(_: Sequence[str] = ()) -> None:
    """Measure few and many in turn, print the table, and write it to `benchmarks/results/`."""
    matcher = Matcher(load_catalogue())
    with company(FEW, matcher) as few, company(MANY, matcher) as many:
        found: dict[int, list[Spent]] = {FEW: [], MANY: []}
        for number in range(-BATCHES, ROUNDS * BATCHES):
            for each in (few, many):
                spent = each.batch()
                if number >= 0:  # what was before is the warm-up
                    found[each.people].append(spent)
    medians = {people: _of_a_turn(batches) for people, batches in found.items()}
    times = [many / few for many, few in zip(medians[MANY], medians[FEW], strict=True)]
    lines = [
        "# What a turn costs",
        "",
        f"Batches of {BATCH} events, each batch one commit; few and many in turn,",
        f"{ROUNDS * BATCHES} times. Medians.",
        "",
        "| conversations open | a turn, with its share of the commit | processor's time |",
        "| ---: | ---: | ---: |",
        *(
            f"| {people:,} | {cost.passed:.3f} ms | {cost.processor:.3f} ms |"
            for people, cost in medians.items()
        ),
        "",
        f"A turn among {MANY:,} costs {times[0]:.2f} times a turn among {FEW}, and {times[1]:.2f}",
        "times the processor's time.",
    ]
    print("\n".join(lines[5:]))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _of_a_turn(batches: Sequence[Spent]) -> Spent:
    """Return what a turn cost in the median of *batches*, in milliseconds."""
    return Spent(*(1000 * statistics.median(each) / BATCH for each in zip(*batches, strict=True)))
