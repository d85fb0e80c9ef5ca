"""What people may do, how they were invited, and who did or saw what."""

from storage.member_rows import AuditRow, AwaitedRow, InvitationRow, MembershipRow
from storage.statements import Statements

_HOUR = 3600


class Members:
    """Roles of people, invitations, tries with codes, and texts that screens wait for."""

    def __init__(self, statements: Statements) -> None:
        self._do = statements

    def grant(self, row: MembershipRow) -> None:
        """Let a person do what a role may; known: only the label changes."""
        self._do.run("grant_role", **row._asdict())

    def withdraw(self, row: MembershipRow) -> bool:
        """Take a role from a person; return whether they had it."""
        where = {"person": row.person, "role": row.role, "survey": row.survey, "team": row.team}
        return self._do.run("withdraw_role", **where) == 1

    def of(self, person: str) -> list[MembershipRow]:
        """Return what a person may do."""
        return [MembershipRow(*row) for row in self._do.rows("memberships_of", person=person)]  # type: ignore[arg-type]  # as selected

    def all(self) -> list[MembershipRow]:
        """Return what everybody may do, by survey."""
        return [MembershipRow(*row) for row in self._do.rows("memberships")]  # type: ignore[arg-type]  # as selected

    def invite(self, row: InvitationRow) -> None:
        """Keep an invitation that nobody has used yet."""
        values = row._asdict()
        del values["is_revoked"], values["uses"]
        self._do.run("add_invitation", **values | {"is_shared": int(row.is_shared)})

    def invitation(self, digest: str) -> InvitationRow | None:
        """Return the invitation whose code has this digest; None if there is none."""
        row = self._do.row("invitation", digest=digest)
        return None if row is None else _invitation(InvitationRow(*row))  # type: ignore[arg-type]  # as selected

    def invitations(self) -> list[InvitationRow]:
        """Return all invitations, newest first."""
        return [_invitation(InvitationRow(*row)) for row in self._do.rows("invitations")]  # type: ignore[arg-type]  # as selected

    def use(self, digest: str, now: int) -> bool:
        """Use an invitation; return whether it may be used *now*."""
        return self._do.run("use_invitation", digest=digest, now=now) == 1

    def revoke(self, invitation: str) -> bool:
        """Let nobody use an invitation any more; return whether it is there."""
        return self._do.run("revoke_invitation", id=invitation) == 1

    def note_attempt(self, person: str, at: int) -> None:
        """Count a code that did not work."""
        self._do.run("note_attempt", person=person, hour=at // _HOUR)

    def attempts(self, person: str, now: int) -> int:
        """Return how many codes that do not work a person tried in this hour and the last."""
        return int(self._do.value("attempts", person=person, since=now // _HOUR - 1) or 0)

    def prune_attempts(self, before: int) -> int:
        """Forget tries of hours before the time *before*; return how many rows."""
        return self._do.run("prune_attempts", before=before // _HOUR)

    def awaited(self, channel: str, chat: str) -> AwaitedRow | None:
        """Return which screen waits for a text from a chat; None if none does."""
        row = self._do.row("awaited", channel=channel, chat=chat)
        return None if row is None else AwaitedRow(channel, chat, *row)  # type: ignore[arg-type]  # as selected

    def wait_for(self, row: AwaitedRow) -> None:
        """Let a screen wait for a text from a chat, in place of any other."""
        self._do.run("await_text", **row._asdict())

    def stop_waiting(self, channel: str, chat: str) -> None:
        """Let no screen wait for a text from a chat."""
        self._do.run("stop_awaiting", channel=channel, chat=chat)


class Audit:
    """Who did or saw what, and when. Rows are added and read, never changed or deleted."""

    def __init__(self, statements: Statements) -> None:
        self._do = statements

    def note(self, row: AuditRow) -> None:
        """Keep that somebody did or saw something."""
        self._do.run("note_use", **row._asdict())

    def entries(
        self, *, since: int = 0, person: str = "", code: str = "", survey: str = "", most: int = 100
    ) -> list[AuditRow]:
        """Return up to *most* entries, newest first; *person* may be the beginning of one."""
        found = self._do.rows(
            "uses", since=since, person=person, code=code, survey=survey, most=most
        )
        return [AuditRow(*row) for row in found]  # type: ignore[arg-type]  # as selected


def _invitation(row: InvitationRow) -> InvitationRow:
    return row._replace(is_shared=bool(row.is_shared), is_revoked=bool(row.is_revoked))
