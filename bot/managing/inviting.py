"""Invitations: for whom, what is handed out, the list of them, taking one back; pure.

The arguments of `offer` are the survey, what the invited will be, how many may use it, and a team.
Rule 1: nothing here says whether somebody used an employee's invitation. Whoever gave it to one
person would learn whether that person takes part.
Rule 2: only an owner makes owners.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.managing.links import Link, stamp_of
from bot.managing.paging import page_of
from bot.managing.plans import Group, Stage, SurveyPlan
from bot.managing.replies import Button, Drawing, Reply
from bot.managing.roles import RUNNING, Role
from bot.managing.screens import Change, Need, Outcome, Request, Screen, View, stale
from bot.managing.surveys import ONE

INVITE, OFFER, TEAMS, INVITATIONS, INVITATION, REVOKE = (
    "invite", "offer", "team_of", "invited", "invitation", "revoke",
)  # fmt: skip
#: How long an invitation holds: a notice hangs for a month, a role is taken up within a week.
DAYS: Final = {Role.EMPLOYEE: 30}
DAYS_OF_ROLE: Final = 7
SHARED, SINGLE, WHOLE = "all", "one", "-"
_DAY_SECONDS: Final = 86400


class Invitation(NamedTuple):
    """An invitation in a list; `day` is when it ends, `is_used` is told of roles only."""

    id: str
    role: Role
    team: str
    label: str
    is_shared: bool
    day: str
    is_over: bool
    is_used: bool


@dataclass(frozen=True, slots=True)
class Invitations:
    """A survey's invitations, newest first, and where a code leads: `address` and the code."""

    plan: SurveyPlan
    address: str
    invitations: tuple[Invitation, ...]


#: The invitations of the survey that the request is about; None if there is none of that id.
INVITED: Final[Need[Invitations | None]] = Need("invitations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite(Change):
    """Keep an invitation with the code that was shown; `expires` is in unix seconds."""

    code: str
    survey: str
    role: Role = Role.EMPLOYEE
    team: str = ""
    job: str = ""
    label: str = ""
    is_shared: bool = True
    expires: int


@dataclass(frozen=True, slots=True)
class Revoke(Change):
    """Let nobody use an invitation any more."""

    id: str


def choose(request: Request, data: Invitations | None) -> View:
    """Ask who is to be invited."""
    if data is None:
        return View((Reply("no_such_survey"),))
    here = Link(INVITE, (data.plan.id,))
    rows = [
        (Button(here.to(OFFER, Role.EMPLOYEE, SHARED, WHOLE), "invite_all"),),
        (Button(here.to(OFFER, Role.EMPLOYEE, SINGLE, WHOLE), "invite_one"),),
        (
            Button(here.to(OFFER, Role.MANAGER, SINGLE, WHOLE), "invite_manager"),
            Button(here.to(OFFER, Role.ANALYST, SINGLE, WHOLE), "invite_analyst"),
        ),
    ]
    if data.plan.teams:
        rows[1:1] = [(Button(here.to(TEAMS, Role.EMPLOYEE, SHARED), "invite_team"),)]
        rows.append((Button(here.to(TEAMS, Role.LEAD, SINGLE), "invite_lead"),))
    if Role.OWNER in request.member.roles():
        rows.append((Button(here.to(OFFER, Role.OWNER, SINGLE, WHOLE), "invite_owner"),))
    rows.append((Button(here.to(INVITATIONS), "invitations"),))
    return View((Reply("invite", {"plan": data.plan}, tuple(rows)),))


def choose_team(request: Request, data: Invitations | None) -> View:
    """Ask for which team."""
    if data is None:
        return View((Reply("no_such_survey"),))
    role, uses = request.link.argument(1), request.link.argument(2)
    page = page_of(data.plan.teams, request.link.argument(3))
    here = Link(TEAMS, (data.plan.id, role, uses))
    rows = tuple(
        (Button(here.to(OFFER, role, uses, team.code), name=team.name),) for team in page.items
    )
    return View((Reply("invite_which_team", {}, (*rows, *page.buttons(here, 3))),))


def offer(request: Request, data: Invitations | None) -> View:
    """Make an invitation, and show its link and its QR code; the code is never shown again."""
    if data is None:
        return View((Reply("no_such_survey"),))
    wanted = _wanted(request, data.plan)
    if wanted is None or data.plan.stage is Stage.CLOSED:
        return View((Reply("cannot_invite"),), outcome=Outcome.REFUSED)
    link = f"{data.address}?start={request.fresh}"
    days = (wanted.expires - request.at) // _DAY_SECONDS
    team = next((each.name for each in data.plan.teams if each.code == wanted.team), "")
    values = {"plan": data.plan, "link": link, "days": days, "role": wanted.role, "team": team}
    again = Button(request.link, "invite_another")
    name = "invited_shared" if wanted.is_shared else "invited_single"
    reply = Reply(
        name if wanted.role is Role.EMPLOYEE else "invited_role",
        values,
        () if wanted.is_shared else ((again,),),
        drawing=Drawing("qr", link),
    )
    return View((reply,), changes=(wanted,), outcome=Outcome.CHANGED)


def _wanted(request: Request, plan: SurveyPlan) -> Invite | None:
    """Return the invitation that the arguments ask for; None if they make no sense, or may not."""
    _, role, uses, team = (*request.link.arguments, "", "", "", "")[:4]
    if role not in set(Role) or uses not in (SHARED, SINGLE):
        return None
    if not _knows_team(plan.teams, team) or (role == Role.LEAD and team == WHOLE):
        return None
    if role == Role.OWNER and Role.OWNER not in request.member.roles():
        return None
    wanted = Role(role)
    return Invite(
        code=request.fresh,
        survey="" if wanted is Role.OWNER else plan.id,
        role=wanted,
        team="" if team == WHOLE else team,
        is_shared=uses == SHARED and wanted is Role.EMPLOYEE,
        expires=request.at + DAYS.get(wanted, DAYS_OF_ROLE) * _DAY_SECONDS,
    )


def _knows_team(teams: tuple[Group, ...], code: str) -> bool:
    return code == WHOLE or code in {team.code for team in teams}


def show_all(request: Request, data: Invitations | None) -> View:
    """Return the invitations that hold; who used them is nobody's business."""
    if data is None:
        return View((Reply("no_such_survey"),))
    holding = [each for each in data.invitations if not each.is_over]
    page = page_of(holding, request.link.argument(1))
    here = Link(INVITATIONS, (data.plan.id,))
    names = {team.code: team.name for team in data.plan.teams}
    rows = tuple(
        (Button(here.to(INVITATION, each.id), name=_title(each, names)),) for each in page.items
    )
    return View((Reply("invitations", {"count": len(holding)}, (*rows, *page.buttons(here, 1))),))


def _title(invitation: Invitation, names: dict[str, str]) -> str:
    who = names.get(invitation.team, invitation.team) or invitation.label
    uses = "∞" if invitation.is_shared else "1"
    parts = (invitation.day, invitation.role.value, who, uses)
    return " · ".join(part for part in parts if part)


def show_invitation(request: Request, data: Invitations | None) -> View:
    """Return one invitation, with the button that takes it back."""
    found = _found(request, data)
    if found is None or data is None:
        return View((Reply("no_such_invitation"),))
    names = {team.code: team.name for team in data.plan.teams}
    values = {"invitation": found, "team": names.get(found.team, found.team)}
    here = Link(INVITATION, request.link.arguments, stamp_of(found))
    revoke = Button(here._replace(screen=REVOKE), "revoke")
    rows = () if found.is_over else ((revoke,),)
    return View((Reply("invitation", values, rows),))


def revoke(request: Request, data: Invitations | None) -> View:
    """Take an invitation back."""
    found = _found(request, data)
    if found is None:
        return View((Reply("no_such_invitation"),))
    listed = Link(INVITATIONS, (request.survey,))
    if request.link.stamp != stamp_of(found):
        return stale(listed)
    return View(
        (Reply("revoked"),), changes=(Revoke(found.id),), then=listed, outcome=Outcome.CHANGED
    )


def _found(request: Request, data: Invitations | None) -> Invitation | None:
    listed = () if data is None else data.invitations
    return next((each for each in listed if each.id == request.link.argument(1)), None)


def _to_survey(link: Link) -> Link:
    return Link(ONE, (link.argument(0),))


def _to_invite(link: Link) -> Link:
    return Link(INVITE, (link.argument(0),))


def _to_list(link: Link) -> Link:
    return Link(INVITATIONS, (link.argument(0),))


SCREENS = (
    Screen(
        name=INVITE, roles=RUNNING, need=INVITED, show=choose, command="invite",
        of_survey=True, back=_to_survey,
    ),
    *(
        Screen(name=name, roles=RUNNING, need=INVITED, show=show, of_survey=True, back=back)
        for name, show, back in (
            (TEAMS, choose_team, _to_invite),
            (OFFER, offer, _to_invite),
            (INVITATIONS, show_all, _to_invite),
            (INVITATION, show_invitation, _to_list),
            (REVOKE, revoke, _to_list),
        )
    ),
)  # fmt: skip
