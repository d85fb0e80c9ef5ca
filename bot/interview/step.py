"""One step of an interview while it is worked out: the new state, what to keep, what to say."""

from dataclasses import dataclass, replace
from typing import Self

from bot.interview.events import Press
from bot.interview.records import Record
from bot.interview.replies import Button, Label, Reply
from bot.interview.state import Interview
from bot.interview.survey import Survey


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from an event: frozen; each method returns a new one."""

    state: Interview
    records: tuple[Record, ...] = ()
    replies: tuple[Reply, ...] = ()

    def to(self, **changes: object) -> Self:
        """Return the step with a changed state."""
        return replace(self, state=self.state.changed(**changes))

    def noting(self, *records: Record) -> Self:
        """Return the step with more to keep."""
        return replace(self, records=(*self.records, *records))

    def saying(self, *replies: Reply) -> Self:
        """Return the step with more to say."""
        return replace(self, replies=(*self.replies, *replies))


def button(survey: Survey, state: Interview, option: str, label: Label) -> Button:
    """Return a button for *option* of the question that waits, at the state's version."""
    question = state.here.question if state.here is not None else state.phase.value
    return Button(label, Press(survey.short, question, state.version, option))


def is_fresh(survey: Survey, state: Interview, press: Press) -> bool:
    """Say whether *press* belongs to what the bot asked last."""
    question = state.here.question if state.here is not None else state.phase.value
    return press[:3] == (survey.short, question, state.version % 10**6)
