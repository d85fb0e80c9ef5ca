"""Which files are wanted: those that a screen waits for, from whoever may use it, of a draft.

All others are never fetched; the person who sent one gets the answer that anybody gets.
"""

from bot.incoming import Incoming
from bot.lifecycle import Status
from bot.managing.answering import may_use
from bot.managing.links import Link
from bot.managing.registry import SCREENS
from bot.managing.screens import Request
from bot.office.case import Case
from storage import AwaitedRow

#: How long a screen waits for a text or a file; after that it belongs to the interview again.
_WAITING_SECONDS = 3600


def link_of(row: AwaitedRow | None, at: int) -> Link | None:
    """Return which screen waits at the time *at*; None if none does any more."""
    is_late = row is not None and at - row.at > _WAITING_SECONDS
    return None if row is None or is_late else Link.parse(row.link)


def takes_file(link: Link | None) -> int:
    """Return how many bytes a file may have that is sent to *link*; 0: none is taken there."""
    screen = None if link is None else SCREENS.get(link.screen)
    return 0 if screen is None else screen.takes_file


def room_for(case: Case, incoming: Incoming) -> int:
    """Return how many bytes of the file in *incoming* may be fetched; 0: it is not wanted."""
    row = case.work.members.awaited(incoming.channel, incoming.chat)
    link = link_of(row, incoming.event.at)
    most = takes_file(link)
    if link is None or not most:
        return 0
    member = case.member(f"{incoming.channel}:{incoming.person}")
    survey = case.work.surveys.get(link.argument(0))
    is_allowed = may_use(
        SCREENS[link.screen], Request(member=member, link=link, at=incoming.event.at)
    )
    return most if is_allowed and survey is not None and survey.status == Status.DRAFT else 0
