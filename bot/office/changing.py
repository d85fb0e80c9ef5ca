"""Makes the changes that screens ask for, one function for each kind, in the turn's transaction."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.managing.confirming import Confirm
from bot.managing.decided import MoveOn, Note, Repeat, TakeOn, Tell, TellAll
from bot.managing.inviting import Invite, Revoke
from bot.managing.people import Withdraw
from bot.managing.plans import Alter, Begin, Drop, Move
from bot.managing.roles import Role
from bot.managing.screens import Change
from bot.managing.watching import Announce
from bot.office import inviting, surveying
from bot.office.case import Case
from bot.office.watching import announce
from bot.weeks import week_of
from storage import MembershipRow


def _begin(case: Case, change: Begin) -> None:
    surveying.begin(case.work, change.survey, change.name, case.now)
    if change.by:
        week = week_of(case.now)
        case.work.members.grant(
            MembershipRow(change.by, Role.MANAGER, change.survey, "", "began it", week)
        )


def _alter(case: Case, change: Alter) -> None:
    surveying.alter(case.work, change.survey, change.field, change.value)


def _move(case: Case, change: Move) -> None:
    surveying.move(case.work, change.survey, change.stage, case.now)


def _drop(case: Case, change: Drop) -> None:
    case.work.surveys.drop(change.survey)


def _invite(case: Case, change: Invite) -> None:
    inviting.keep(case, change)


def _revoke(case: Case, change: Revoke) -> None:
    case.work.members.revoke(change.id)


def _withdraw(case: Case, change: Withdraw) -> None:
    holder = change.holder
    role = Role.MANAGER if holder.role is Role.LEAD else holder.role
    row = MembershipRow(holder.person, role, change.survey, holder.team, "", "")
    case.work.members.withdraw(row)


def _confirm(case: Case, change: Confirm) -> None:
    from bot.office.confirming import confirm, confirming_of  # noqa: PLC0415  # it loads numpy

    row = case.work.surveys.get(change.survey)
    assert row is not None  # noqa: S101  # the screen has shown it
    data = confirming_of(case.work, row, case.setting.catalogue, case.now)
    function = data.function(change.function)
    assert function is not None  # noqa: S101  # likewise
    confirm(case.work, row, function, {change.question: change.option})


def _decide(case: Case, change: Change) -> None:
    from bot.office.carrying_out import carry_out  # noqa: PLC0415  # it loads numpy

    carry_out(case, change)


#: Each kind of change and what makes it; a test holds it complete.
CHANGERS: Final[Mapping[type[Change], Callable[..., None]]] = {
    Begin: _begin,
    Confirm: _confirm,
    Alter: _alter,
    Move: _move,
    Drop: _drop,
    TakeOn: _decide,
    Note: _decide,
    MoveOn: _decide,
    Tell: _decide,
    TellAll: _decide,
    Repeat: _decide,
    Invite: _invite,
    Revoke: _revoke,
    Withdraw: _withdraw,
    Announce: announce,
}


def make(case: Case, change: Change) -> None:
    """Make *change*."""
    CHANGERS[type(change)](case, change)
