"""Invitations kept and listed, for the chat and the command line alike.

Of a code only a digest under the secret is kept: who has the database cannot use it.
"""

import secrets
from datetime import UTC, datetime

from bot.managing.inviting import Invitation, Invite
from bot.managing.roles import Role
from bot.office.case import Case, grant_of
from bot.pseudonyms import code_digest
from storage import InvitationRow, MembershipRow

CODE_BYTES = 18
_ID_BYTES = 5


def fresh_code() -> str:
    """Return a code of 24 signs that nobody can guess, fit for a deep link."""
    return secrets.token_urlsafe(CODE_BYTES)


def keep(case: Case, invite: Invite) -> InvitationRow:
    """Keep an invitation and return it as it is kept."""
    row = InvitationRow(
        secrets.token_hex(_ID_BYTES),
        code_digest(case.secret, invite.code),
        invite.survey,
        invite.team,
        invite.job,
        Role.MANAGER if invite.role is Role.LEAD else invite.role,
        invite.label,
        invite.is_shared,
        case.now,
        invite.expires,
    )
    case.work.members.invite(row)
    return row


def listed(case: Case, survey: str) -> tuple[Invitation, ...]:
    """Return the invitations to *survey*, and to all surveys, newest first."""
    rows = case.work.members.invitations()
    return tuple(shown(row, case.now) for row in rows if row.survey in (survey, ""))


def shown(row: InvitationRow, now: int) -> Invitation:
    """Return *row* as it may be seen: that an employee used a code of their own is not told."""
    is_used = row.role != Role.EMPLOYEE and not row.is_shared and row.uses > 0
    return Invitation(
        row.id,
        role_of(row),
        row.team,
        row.label,
        row.is_shared,
        datetime.fromtimestamp(row.expires, UTC).date().isoformat(),
        row.is_revoked or row.expires <= now or is_used,
        is_used,
    )


def role_of(row: InvitationRow) -> Role:
    """Return what whoever uses *row* will be."""
    return grant_of(MembershipRow("", row.role, row.survey, row.team, "", "")).role
