"""One step of an interview while it is worked out: the new state, what to keep, what to say."""

from dataclasses import dataclass, replace
from typing import Self

from bot.interview.events import Press
from bot.interview.records import Record
from bot.interview.replies import Button, Label, Reply
from bot.interview.state import Interview, Phase
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
    """Return a button for *option* of what is asked, at the state's version."""
    return Button(label, Press(survey.short, _asked(state), state.version, option))


def is_fresh(survey: Survey, state: Interview, press: Press) -> bool:
    """Say whether *press* belongs to what the bot asked last."""
    return press[:3] == (survey.short, _asked(state), state.version % 10**6)


def _asked(state: Interview) -> str:
    """Return the name of what is asked: the question that waits, or the aside before it."""
    is_aside = state.phase in (Phase.FORGETTING, Phase.CANCELLING, Phase.CHANGING)
    return state.phase.value if is_aside or state.here is None else state.here.question
