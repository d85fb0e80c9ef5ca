"""What the office works with during one turn, and who stands at its counter."""

from dataclasses import dataclass, field
from typing import NamedTuple

from bot.managing.roles import Grant, Member, Role
from bot.pseudonyms import member_of
from bot.setting import Setting
from storage import MembershipRow, Work


class Here(NamedTuple):
    """The chat in which somebody stands at the counter; empty on the command line."""

    channel: str = ""
    chat: str = ""
    language: str = "en"


NOWHERE = Here()


@dataclass(frozen=True, slots=True)
class Case:
    """One transaction, and what does not change in it: setting, secret, owners, address, time.

    `owners` are "channel:person" as the environment names them.
    """

    work: Work
    setting: Setting
    secret: bytes = field(repr=False)
    owners: frozenset[str] = frozenset()
    address: str = "https://t.me"
    now: int = 0
    here: Here = NOWHERE

    def member(self, who: str) -> Member:
        """Return who *who* ("channel:person") is to the surveys."""
        person = member_of(self.secret, who)
        grants = [grant_of(row) for row in self.work.members.of(person)]
        owns = [Grant(Role.OWNER)] if who in self.owners else []
        return Member(person, frozenset((*owns, *grants)))


def grant_of(row: MembershipRow) -> Grant:
    """Return what *row* allows; a manager of one team is a lead."""
    role = Role(row.role)
    return Grant(Role.LEAD if role is Role.MANAGER and row.team else role, row.survey, row.team)
