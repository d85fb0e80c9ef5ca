"""One tick: the piece of work that is due longest is done, in one transaction with its row.

Rule 1: what a piece does (messages in the outbox, a survey closed) is committed together with the
row that goes or moves on. So it is done once, whatever dies when.
Rule 2: due is what lies in the past, however far: after a week of standstill a tick does what was
missed, once, in the order in which it was due.
Rule 3: one process ticks, the leader; the row is locked besides, should two believe they lead.
Rule 4: a piece is small. What concerns many people is done in parts: a part returns when to go on,
and turns of people who write get in between.
Rule 5: a piece that fails is undone alone and tried again, with growing waits; the others go on.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.lifecycle import Duty
from storage import AsideRow, DueRow, Store, Work
from storage.errors import StorageError

_FIRST_WAIT, _LONGEST_WAIT = 30, 60 * 60
_MOST_DOUBLINGS: Final = 7
_log = logging.getLogger("gemba.duties")


class Later(NamedTuple):
    """A piece of work that goes on at a time, with what it must remember until then."""

    at: int
    state: str = ""


class Job(NamedTuple):
    """A piece of work to do now, within the transaction of *work*."""

    work: Work
    subject: str
    state: str
    now: int


Handler = Callable[[Job], Later | None]


@dataclass(frozen=True, slots=True)
class Ticking:
    """Does what is due, one piece at a time."""

    store: Store
    duties: Mapping[str, Handler]
    clock: Callable[[], float] = time.time

    def plan_tidying(self) -> None:
        """Plan what is due again and again, from now on; planned already: nothing changes.

        Raises:
            StorageError: the database cannot be reached.
        """
        with self.store.transaction() as work:
            work.due.plan_no_later(DueRow(Duty.TIDY, "", int(self.clock())))

    def is_mine(self) -> bool:
        """Say whether this process is the one that ticks.

        Raises:
            StorageError: the database cannot be reached.
        """
        return self.store.is_leader()

    def tick(self) -> bool:
        """Do what is due longest; False if nothing is.

        Raises:
            StorageError: nothing was committed; it is due as before.
        """
        now = int(self.clock())
        with self.store.transaction() as work:
            row = work.due.oldest(now)
            if row is not None:
                self._do(work, row, now)
        return row is not None

    def _do(self, work: Work, row: DueRow, now: int) -> None:
        try:
            with work.savepoint():
                later = self.duties[row.kind](Job(work, row.subject, row.state, now))
                work.due.finish(row.kind, row.subject)
                if later is not None:
                    work.due.plan(DueRow(row.kind, row.subject, later.at, later.state))
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever it is, other work goes on
            code = type(error).__name__  # a traceback could carry what was said
            _log.error("%s of %s failed: %s", row.kind, row.subject, code)
            work.intake.set_aside(AsideRow("due", f"{row.kind} {row.subject}", code, now))
            work.due.postpone(row, now + _wait_after(row.attempts))


def _wait_after(attempts: int) -> int:
    """Return how many seconds to wait after a failure that follows *attempts* others."""
    return min(_LONGEST_WAIT, _FIRST_WAIT << min(attempts, _MOST_DOUBLINGS))
