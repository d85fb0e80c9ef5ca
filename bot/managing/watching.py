"""How a survey goes, and telling those who took part what came of it; pure.

What may be shown was decided by the gate. `release` shows what people would be told and takes a
note of the manager's own; `announce` has it sent, once, after the survey has closed.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.managing.links import Link, stamp_of
from bot.managing.plans import Alter, SurveyPlan
from bot.managing.replies import Button, Reply
from bot.managing.roles import RUNNING
from bot.managing.screens import AnyScreen, Change, Need, Outcome, Request, Screen, View, stale
from bot.managing.surveys import PROGRESS, RELEASE, WATCHING, back_to_one

ANNOUNCE: Final = "announce"
LONGEST_NOTE: Final = 500


class TeamAnswers(NamedTuple):
    """A team, and in words how many of it answered."""

    name: str
    verdict: str


class Past(NamedTuple):
    """How many people went on after a question."""

    question: str
    people: int
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """How a survey goes, as far as this person may see it; `verdict` is of everybody."""

    name: str
    verdict: str
    teams: tuple[TeamAnswers, ...]
    began: int
    past: tuple[Past, ...]
    hidden: str


#: How the survey goes that the request is about; None if there is none of that id.
GOING: Final[Need[Going | None]] = Need("going")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What participants would be told: the message as they get it, and the manager's note in it."""

    plan: SurveyPlan
    message: object
    note: str
    may_be: bool
    is_done: bool


#: What there is to tell about the survey that the request is about.
TELLING: Final[Need[Telling | None]] = Need("telling")


@dataclass(frozen=True, slots=True)
class Announce(Change):
    """Let everybody who took part be told, with *note*."""

    survey: str
    note: str


def show_progress(request: Request, going: Going | None) -> View:  # noqa: ARG001  # one shape
    """Return how many answered, by team, and where people stop."""
    if going is None:
        return View((Reply("no_such_survey"),))
    return View((Reply("how_it_goes", {"going": going}),))


def show_release(request: Request, telling: Telling | None) -> View:
    """Return what people would be told; a text that is typed becomes the note in it."""
    if telling is None:
        return View((Reply("no_such_survey"),))
    if telling.is_done or not telling.may_be:
        return View((Reply("announced" if telling.is_done else "announce_when_closed"),))
    here = Link(RELEASE, (request.survey,))
    if request.text is not None:
        note = " ".join(request.text.split())[:LONGEST_NOTE]
        changes = (Alter(request.survey, "note", note),)
        return View(changes=changes, then=here, outcome=Outcome.CHANGED)
    send = Button(Link(ANNOUNCE, (request.survey,), stamp_of(telling)), "announce")
    reply = Reply("release", {"message": telling.message, "note": telling.note}, ((send,),))
    return View((reply,), awaits=here)


def announce(request: Request, telling: Telling | None) -> View:
    """Have it sent, if it is still what was shown."""
    if telling is None:
        return View((Reply("no_such_survey"),))
    if request.link.stamp != stamp_of(telling) or telling.is_done or not telling.may_be:
        return stale(Link(RELEASE, (request.survey,)))
    changes = (Announce(request.survey, telling.note),)
    return View((Reply("announced"),), changes=changes, outcome=Outcome.CHANGED)


SCREENS: Final[tuple[AnyScreen, ...]] = (
    Screen(
        name=PROGRESS, roles=WATCHING, need=GOING, show=show_progress, command="progress",
        of_survey=True, back=back_to_one,
    ),
    Screen(
        name=RELEASE, roles=RUNNING, need=TELLING, show=show_release, command="release",
        of_survey=True, back=back_to_one,
    ),
    Screen(
        name=ANNOUNCE, roles=RUNNING, need=TELLING, show=announce, of_survey=True,
        back=back_to_one,
    ),
)  # fmt: skip
