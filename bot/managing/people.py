"""Who runs a survey, and taking a role back; and for owners, who did what; pure.

The arguments of `person` and `withdraw` are the survey and the beginning of a pseudonym.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.managing.links import Link, stamp_of
from bot.managing.paging import page_of
from bot.managing.replies import Button, Reply
from bot.managing.roles import RUNNING, Role
from bot.managing.screens import AnyScreen, Change, Need, Outcome, Request, Screen, View, stale
from bot.managing.surveys import ONE

PEOPLE, PERSON, WITHDRAW, AUDIT = "people", "person", "withdraw", "audit"
#: So much of a pseudonym stands in a button; two people of one survey never share it.
BEGINNING: Final = 12
_ENTRIES: Final = 10


class Holder(NamedTuple):
    """Somebody with a role in a survey; `label` is what their invitation said."""

    person: str
    role: Role
    team: str
    team_name: str
    label: str

    @property
    def title(self) -> str:
        """What stands on the button."""
        name = self.label or self.person[:6]
        return " · ".join(part for part in (self.role.value, self.team_name, name) if part)


class Entry(NamedTuple):
    """One line of the audit log."""

    day: str
    who: str
    code: str
    survey: str
    about: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Withdraw(Change):
    """Take a role in a survey from somebody."""

    survey: str
    holder: Holder


#: Who has a role in the survey that the request is about.
HOLDERS: Final[Need[tuple[Holder, ...]]] = Need("holders")
#: The newest entries of the audit log.
ENTRIES: Final[Need[tuple[Entry, ...]]] = Need("entries")


def show_people(request: Request, holders: tuple[Holder, ...]) -> View:
    """Return who has a role in the survey."""
    page = page_of(holders, request.link.argument(1))
    here = Link(PEOPLE, (request.survey,))
    rows = tuple(
        (Button(here.to(PERSON, each.person[:BEGINNING]), name=each.title),) for each in page.items
    )
    return View((Reply("people", {"count": len(holders)}, (*rows, *page.buttons(here, 1))),))


def show_person(request: Request, holders: tuple[Holder, ...]) -> View:
    """Return one of them, with the button that takes the role back."""
    found = _found(request, holders)
    if found is None:
        return View((Reply("no_such_person"),))
    link = Link(WITHDRAW, request.link.arguments, stamp_of(found))
    row = (Button(link, "withdraw"),)
    return View((Reply("person", {"holder": found}, (row,)),))


def withdraw(request: Request, holders: tuple[Holder, ...]) -> View:
    """Take the role back."""
    found, listed = _found(request, holders), Link(PEOPLE, (request.survey,))
    if found is None:
        return View((Reply("no_such_person"),))
    if request.link.stamp != stamp_of(found):
        return stale(listed)
    return View(
        (Reply("withdrawn"),),
        changes=(Withdraw(request.survey, found),),
        then=listed,
        outcome=Outcome.CHANGED,
    )


def _found(request: Request, holders: tuple[Holder, ...]) -> Holder | None:
    beginning = request.link.argument(1)
    fitting = (each for each in holders if each.person[:BEGINNING] == beginning)
    return next(fitting, None)


def show_audit(request: Request, entries: tuple[Entry, ...]) -> View:
    """Return the audit log, newest first, in pages."""
    page = page_of(entries, request.link.argument(0), _ENTRIES)
    return View((Reply("audit", {"entries": page.items}, page.buttons(Link(AUDIT), 0)),))


def _to_survey(link: Link) -> Link:
    return Link(ONE, (link.argument(0),))


def _to_people(link: Link) -> Link:
    return Link(PEOPLE, (link.argument(0),))


SCREENS: Final[tuple[AnyScreen, ...]] = (
    Screen(
        name=PEOPLE, roles=RUNNING, need=HOLDERS, show=show_people, of_survey=True,
        back=_to_survey,
    ),
    *(
        Screen(name=name, roles=RUNNING, need=HOLDERS, show=show, of_survey=True, back=_to_people)
        for name, show in ((PERSON, show_person), (WITHDRAW, withdraw))
    ),
    Screen(
        name=AUDIT, roles=frozenset((Role.OWNER,)), need=ENTRIES, show=show_audit, command="audit"
    ),
)  # fmt: skip
