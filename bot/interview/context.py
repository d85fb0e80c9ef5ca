"""What an interview needs to know besides its state and the event; frozen, made by the turn."""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from bot.interview.survey import Survey
from knowledge.catalogue import Catalogue
from knowledge.matching import Asked, Match


class Team(NamedTuple):
    """A team (or role) to choose from: its code and its name."""

    code: str
    name: str


class Reads(Protocol):
    """The matcher, as far as the interview needs it."""

    def __call__(self, text: str, *, asked: Asked = Asked.OPEN) -> Match:
        """Return what *text* mentions."""


class Rule(NamedTuple):
    """The privacy rule of this survey, as the person is told."""

    threshold: int
    quote_threshold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The survey, its setting, and the knowledge to read answers with.

    `rotation` is a number of the person's own that spreads the suitability questions over people;
    `is_always_on` says that the survey goes on by periods, one after the other.
    """

    survey: Survey
    purpose: str
    rule: Rule
    catalogue: Catalogue
    read: Reads
    teams: tuple[Team, ...] = ()
    roles: tuple[Team, ...] = ()
    rotation: int = 0
    is_open: bool = True
    is_always_on: bool = False
    name: str = ""
