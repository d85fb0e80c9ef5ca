"""A reminder to 50,000 people, in virtual time: at Telegram's limit, across kills, once to each.

Sender, pace, due work and database are the real ones; the network is 50 ms away, the clock leaps.

    python -m benchmarks reminder
"""

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.duties import Ticking, duties_of
from storage import open_store
from tests.bot.channels.test_hours import invite
from tests.bot.channels.virtual import VirtualLoop, play, sweep
from tests.bot.duties.surveys import SETTING

RESULTS: Final = Path(__file__).parent / "results" / "reminder.md"
PEOPLE: Final = 50_000


def main(words: Sequence[str] = ()) -> None:
    """Remind, count, print the table, and write it to `benchmarks/results/`."""
    people = int(words[0]) if words else PEOPLE
    lines = [
        f"# A reminder to {people:,} people",
        "",
        "In virtual time. Repeated: messages that came twice, because they had arrived when the",
        "process was killed, and were not yet written down as sent. In hand: all that it was about",
        "to send then.",
        "",
        "| kills | reached | repeated | in hand | minutes | the limit | most in a second |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(_row(people, kills) for kills in (0, 20)),
    ]
    print("\n".join(lines))
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _row(people: int, kills: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/gemba.db")
        store.migrate()
        invite(store, people)

        async def story(loop: VirtualLoop) -> str:
            ticking = Ticking(store, duties_of(SETTING), clock=loop.time)
            done = await sweep(loop, store, ticking, people, kills)
            got = Counter(each.chat for each in done.network.sent)
            cells = (
                str(kills),
                f"{len(got):,}",
                str(got.total() - len(got)),
                str(len(done.in_flight)),
                f"{done.seconds / 60:.1f}",
                f"{people / 30 / 60:.1f}",
                str(done.network.most_in_a_second()),
            )
            return f"| {' | '.join(cells)} |"

        row = play(story)
        store.close()
    return row
