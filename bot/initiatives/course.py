"""The course of an initiative: which state follows which, and the notes on the way.

Rule 1: done and dropped are final. What is dropped says why.
Rule 2: a state changes from the one that was seen, so that two people cannot undo one another.
Rule 3: whether what is done has helped is seen later: it is noted on, and the check is reminded of.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bot.errors import RefusedError
from bot.initiatives.nudging import check_nudge
from bot.lifecycle import Duty
from storage import InitiativeRow, NoteRow, Work, new_id

LONGEST_NOTE: Final = 500


class State(StrEnum):
    """Where an initiative is; what is stored is never renamed."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_over(self) -> bool:
        """Whether nothing follows."""
        return not NEXT[self]


NEXT: Final[Mapping[State, frozenset[State]]] = {
    State.PROPOSED: frozenset((State.ACCEPTED, State.DROPPED)),
    State.ACCEPTED: frozenset((State.RUNNING, State.DONE, State.DROPPED)),
    State.RUNNING: frozenset((State.DONE, State.DROPPED)),
    State.DONE: frozenset(),
    State.DROPPED: frozenset(),
}


def move(work: Work, row: InitiativeRow, state: State, reason: str = "") -> InitiativeRow:
    """Move an initiative on and return it as it is then.

    Raises:
        RefusedError: that state cannot follow, a reason is missing, or somebody else was quicker.
    """
    reason = _short(reason)
    if state not in NEXT[State(row.state)]:
        raise RefusedError(f"initiative {row.id}", f"is {row.state}, so it cannot be {state} now")
    if state is State.DROPPED and not reason:
        raise RefusedError(f"initiative {row.id}", "needs a reason to be dropped")
    if not work.initiatives.move(row.id, row.state, state, reason):
        raise RefusedError(f"initiative {row.id}", "was changed meanwhile; look at it again")
    if state is State.DROPPED:
        work.due.finish(Duty.NUDGE, row.id)
    elif state is State.DONE and work.due.planned(Duty.NUDGE, row.id) is not None:
        work.due.plan(check_nudge(row))
    return row._replace(state=state, reason=reason)


def add_note(
    work: Work, row: InitiativeRow, text: str, now: int, value: float | None = None
) -> NoteRow:
    """Keep how an initiative goes; the first note says that it runs.

    Raises:
        RefusedError: it was dropped, or there is nothing to note.
    """
    text = _short(text)
    if row.state == State.DROPPED:
        raise RefusedError(f"initiative {row.id}", "was dropped; there is nothing more to note")
    if not text and value is None:
        raise RefusedError(f"initiative {row.id}", "needs a text or a figure to note")
    if row.state == State.ACCEPTED:
        work.initiatives.move(row.id, row.state, State.RUNNING, "")
    note = NoteRow(new_id(), row.id, now, text, value)
    work.initiatives.note(note)
    return note


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST_NOTE]
