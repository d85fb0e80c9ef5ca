"""Rows about people who manage: roles, invitations, waiting screens, the audit log.

Imports nothing of ours. Times are unix seconds.
"""

from typing import NamedTuple


class MembershipRow(NamedTuple):
    """What a person may do; an empty survey is all of them, an empty team the whole survey."""

    person: str
    role: str
    survey: str
    team: str
    label: str
    week: str


class InvitationRow(NamedTuple):
    """An invitation; of its code only a keyed digest is kept, of its users only how many."""

    id: str
    digest: str
    survey: str
    team: str
    job: str
    role: str
    label: str
    is_shared: bool
    made: int
    expires: int
    is_revoked: bool = False
    uses: int = 0


class AwaitedRow(NamedTuple):
    """The screen that waits for a text from a chat."""

    channel: str
    chat: str
    link: str
    at: int


class AuditRow(NamedTuple):
    """Who did or saw what, and when: codes only, never the content."""

    id: str
    at: int
    person: str
    code: str
    survey: str
    about: str
    outcome: str
