"""What a screen is: a name, who may use it, what it needs, and a pure function; pure.

Rule 1: a screen never loads anything: it names a `Need`, and the office brings it.
Rule 2: a screen never changes anything: it returns changes, and the office makes them.
Rule 3: the time and a fresh random code come with the request.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Generic, Protocol, TypeVar

from bot.managing.links import Link
from bot.managing.receiving import Received
from bot.managing.replies import Button, Reply
from bot.managing.roles import Member, Role

D = TypeVar("D")
MENU: Final = "menu"


@dataclass(frozen=True, slots=True)
class Need(Generic[D]):
    """What a screen needs to know; `bot.office.loading` has a loader for each name."""

    name: str


class Loads(Protocol):
    """Whoever brings what a screen needs, within the turn's transaction."""

    def __call__(self, need: Need[D], request: "Request") -> D:
        """Return what *need* asks for."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """What a screen gets that needs nothing."""


NOTHING: Final[Need[Nothing]] = Need("nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Somebody uses a screen: who, which and with what, what they typed or sent, and when.

    `fresh` is a random code that nobody else knows, for what must not be guessed.
    """

    member: Member
    link: Link
    at: int
    text: str | None = None
    file: Received | None = None
    fresh: str = field(default="", repr=False)

    @property
    def survey(self) -> str:
        """The survey that the screen is about: its first argument, where it has one."""
        return self.link.argument(0)


class Change:
    """Something to be done in the turn's transaction; `bot.office.changing` knows each kind."""

    __slots__ = ()


class Outcome(StrEnum):
    """How a use of a screen ended, for the audit log."""

    SHOWN = "shown"
    CHANGED = "changed"
    REFUSED = "refused"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class View:
    """What follows from a request: messages, changes, and where it goes on.

    `awaits` is the screen that gets the next text; `then` is shown at once, after the changes.
    """

    replies: tuple[Reply, ...] = ()
    changes: tuple[Change, ...] = ()
    awaits: Link | None = None
    then: Link | None = None
    outcome: Outcome = Outcome.SHOWN

    def with_button(self, button: Button) -> "View":
        """Return the view with *button* in a row of its own below the last message."""
        if not self.replies:
            return self
        *before, last = self.replies
        last = replace(last, buttons=(*last.buttons, (button,)))
        return replace(self, replies=(*before, last))


def stale(link: Link) -> View:
    """Return the word on a button of an old message, and the same screen as it is now."""
    return View((Reply("stale"),), then=link, outcome=Outcome.STALE)


def to_menu(link: Link) -> Link:  # noqa: ARG001  # every way back has this shape
    """Return the way back that nearly every first screen has."""
    return Link(MENU)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen(Generic[D]):
    """A screen; with `command`, `/command` opens it and the menu lists it.

    `of_survey` says that its first argument names a survey, in which the person needs the role.
    `back` leads to the screen before it; every screen gets that button. `takes_file` is how many
    bytes a file may have that is sent while the screen waits; 0: it takes none.
    """

    name: str
    roles: frozenset[Role]
    need: Need[D]
    show: Callable[[Request, D], View]
    command: str = ""
    of_survey: bool = False
    back: Callable[[Link], Link] = to_menu
    takes_file: int = 0

    def answer(self, request: Request, loads: Loads) -> View:
        """Return what follows from *request*, without asking whether the person may."""
        return self.show(request, loads(self.need, request))


class AnyScreen(Protocol):
    """A screen, whatever it needs."""

    @property
    def name(self) -> str:
        """Its name in links, and in the audit log."""

    @property
    def roles(self) -> frozenset[Role]:
        """Who may use it."""

    @property
    def command(self) -> str:
        """The command that opens it; nothing if only buttons do."""

    @property
    def of_survey(self) -> bool:
        """Whether its first argument names a survey."""

    @property
    def back(self) -> Callable[[Link], Link]:
        """Where its way back leads."""

    @property
    def takes_file(self) -> int:
        """How many bytes a file may have that is sent to it."""

    def answer(self, request: Request, loads: Loads) -> View:
        """Return what follows from *request*, without asking whether the person may."""
