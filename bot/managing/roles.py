"""Who a person is to a survey, and so what they may use; pure.

Everybody is an employee. An owner is one everywhere; the other roles are given for a survey, a
lead's for named teams of it. `Grant.survey` and `Grant.team` are empty for "all".
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple


class Role(StrEnum):
    """What a person may be; a lead is a manager of named teams only."""

    OWNER = "owner"
    MANAGER = "manager"
    LEAD = "lead"
    ANALYST = "analyst"
    EMPLOYEE = "employee"


EVERYBODY: Final = frozenset(Role)
#: Who runs surveys.
RUNNING: Final = frozenset((Role.OWNER, Role.MANAGER))
#: Who sees results in the chat.
READING: Final = frozenset((Role.OWNER, Role.MANAGER, Role.LEAD, Role.ANALYST))


class Grant(NamedTuple):
    """A role in one survey, or in all (''), for one team of it, or for all ('')."""

    role: Role
    survey: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A person under the pseudonym of those who manage, and all that they were granted."""

    person: str
    grants: frozenset[Grant] = frozenset()

    def roles(self, survey: str | None = None) -> frozenset[Role]:
        """Return what the person is to *survey*; with None, to any survey at all."""
        found = {grant.role for grant in self.grants if self._is_for(grant, survey)}
        return frozenset((*found, Role.EMPLOYEE))

    def teams(self, survey: str) -> frozenset[str] | None:
        """Return of which teams of *survey* the person sees results; None: of the whole survey."""
        if self.roles(survey) & (READING - {Role.LEAD}):
            return None
        return frozenset(
            grant.team
            for grant in self.grants
            if grant.role is Role.LEAD and self._is_for(grant, survey)
        )

    @property
    def is_more_than_employee(self) -> bool:
        """Whether the person has a role of those who manage, anywhere."""
        return bool(self.grants)

    @staticmethod
    def _is_for(grant: Grant, survey: str | None) -> bool:
        return survey is None or grant.survey in ("", survey)
