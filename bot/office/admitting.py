"""Whoever comes by a link: into its survey and team, or into the role that it gives.

Rule 1: a code that does not work gets a friendly word, and the person goes on without it.
Rule 2: whoever tries ten codes in vain waits; the codes could not be guessed in any case.
Rule 3: nothing is kept of who used which employee's code.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.incoming import Incoming
from bot.interview import Interview
from bot.lifecycle import Status
from bot.managing.links import Link
from bot.managing.replies import Button, Reply
from bot.managing.roles import Role
from bot.managing.screens import MENU
from bot.office.case import Case
from bot.office.inviting import role_of
from bot.pseudonyms import code_digest, member_of
from bot.weeks import week_of
from storage import AuditRow, ConversationRow, InvitationRow, MembershipRow, SurveyRow, new_id

MOST_TRIES: Final = 10
_CODE: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_REMEMBERED_SECONDS: Final = 86400
_TO_MENU: Final = ((Button(Link(MENU), "open_menu"),),)


@dataclass(frozen=True, slots=True)
class Admission:
    """What is said to who came by a link, and whether that is all: then no interview begins."""

    replies: tuple[Reply, ...] = ()
    is_all: bool = False


def admit(case: Case, incoming: Incoming, code: str) -> Admission:
    """Let a person in by *code*, as far as it holds."""
    members, who = case.work.members, f"{incoming.channel}:{incoming.person}"
    person = member_of(case.secret, who)
    members.prune_attempts(case.now - _REMEMBERED_SECONDS)
    if members.attempts(person, case.now) >= MOST_TRIES:
        return Admission((Reply("code_too_often"),))
    known = _CODE.fullmatch(code) is not None
    row = members.invitation(code_digest(case.secret, code)) if known else None
    if row is None:
        members.note_attempt(person, case.now)
        return Admission((Reply("code_unknown"),))
    if row.role == Role.EMPLOYEE:
        return _to_survey(case, incoming, row)
    return _to_role(case, row, person)


def _to_survey(case: Case, incoming: Incoming, row: InvitationRow) -> Admission:
    survey = case.work.surveys.get(row.survey)
    here = case.work.intake.conversation(incoming.channel, incoming.chat)
    if here is not None and here.survey == row.survey:
        return Admission()
    if survey is None or survey.status == Status.CLOSED:
        return Admission((Reply("survey_over"),))
    if survey.status == Status.DRAFT:
        return Admission((Reply("survey_not_yet"),), is_all=True)
    if not case.work.members.use(row.digest, case.now):
        return Admission((_why_not(case, row),))
    _seat(case, incoming, row, survey)
    is_elsewhere = here is not None and Interview.loads(here.state).has_consented
    return Admission((Reply("moved", {"name": survey.name}),) if is_elsewhere else ())


def _seat(case: Case, incoming: Incoming, row: InvitationRow, survey: SurveyRow) -> None:
    """Let the chat be in *survey*, and know team and job as far as the invitation names them."""
    teams = {team.code for team in case.work.surveys.teams(survey.id)}
    jobs = {role.code for role in case.work.surveys.roles(survey.id)}
    state = Interview(
        team=row.team if row.team in teams else None, role=row.job if row.job in jobs else None
    )
    case.work.intake.save_conversation(
        ConversationRow(
            incoming.channel,
            incoming.chat,
            survey.id,
            incoming.language,
            state.dumps(),
            incoming.event.at,
        )
    )


def _to_role(case: Case, row: InvitationRow, person: str) -> Admission:
    membership = MembershipRow(person, row.role, row.survey, row.team, row.label, week_of(case.now))
    known = {each._replace(label="", week="") for each in case.work.members.of(person)}
    if membership._replace(label="", week="") not in known:
        if not case.work.members.use(row.digest, case.now):
            return Admission((_why_not(case, row),))
        case.work.members.grant(membership)
        entry = AuditRow(new_id(), case.now, person, "start", row.survey, row.role, "changed")
        case.work.audit.note(entry)
    survey = case.work.surveys.get(row.survey)
    values = {"role": role_of(row), "name": "" if survey is None else survey.name}
    return Admission((Reply("role_given", values, _TO_MENU),), is_all=True)


def _why_not(case: Case, row: InvitationRow) -> Reply:
    if row.is_revoked:
        return Reply("code_revoked")
    return Reply("code_expired" if row.expires <= case.now else "code_used")
