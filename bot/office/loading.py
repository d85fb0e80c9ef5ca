"""Brings what screens need, one loader for each `Need`; figures only through the gate."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar, cast

from bot.errors import SurveyError
from bot.managing.confirming import CONFIRMING, Confirming
from bot.managing.decided import DECIDED, OFFERED, REPEATED, Decided, Offered, Repeated
from bot.managing.inviting import INVITED, Invitations
from bot.managing.needs import SURVEYS, SurveyLine
from bot.managing.own_interview import OWNED, PRESENT, Checked, Own
from bot.managing.people import ENTRIES, HOLDERS, Entry, Holder
from bot.managing.plans import DESK, Desk
from bot.managing.results import RESULTS, Results
from bot.managing.screens import NOTHING, Need, Nothing, Request
from bot.managing.watching import GOING, TELLING
from bot.office import inviting, surveying
from bot.office.case import Case, grant_of
from bot.office.watching import going, telling
from bot.places import zone_of
from bot.surveys import shipped_text

_MOST_ENTRIES: Final = 200
D = TypeVar("D")
Loader = Callable[[Case, Request], D]


def _nothing(case: Case, request: Request) -> Nothing:  # noqa: ARG001  # loaders share one shape
    return Nothing()


def surveys(case: Case, request: Request) -> tuple[SurveyLine, ...]:  # noqa: ARG001
    """Return all surveys, newest first; the always-on one exists from the start."""
    case.setting.survey_of(case.work, None)
    rows = reversed(case.work.surveys.all())
    return tuple(SurveyLine(row.id, row.name, row.status) for row in rows)


def desk(case: Case, request: Request) -> Desk | None:
    """Return the plan of the survey that is asked for, with what is needed to change it."""
    row = case.work.surveys.get(request.survey)
    if row is None:
        return None
    plan = surveying.plan_of(case.work, row)
    today = surveying.today(request.at, plan.zone)
    days = {days: (today + timedelta(days=days)).isoformat() for days in range(1, 367)}
    _, _, place = (request.text or "").strip().partition(" ")
    functions = case.setting.catalogue.functions
    return Desk(
        plan=plan,
        today=today.isoformat(),
        in_days=days,
        zone=zone_of(place),
        functions={code: case.setting.catalogue.label(code) for code in functions},
        languages=surveying.languages_of(row.interview),
    )


def own(case: Case, request: Request) -> Own | None:
    """Return the interviews that the survey can have, and what was sent for it, checked."""
    row = case.work.surveys.get(request.survey)
    if row is None:
        return None
    plan = surveying.plan_of(case.work, row)
    files = {name: shipped_text(name) for name in ("full", "short")}
    if plan.interview == PRESENT:
        files[PRESENT] = row.interview
    checked = None if request.file is None else _checked(request.file.text)
    return Own(plan=plan, files=files, checked=checked)


def _checked(text: str) -> Checked:
    try:
        survey = surveying.read_interview(text, "the file")
    except SurveyError as error:
        return Checked(faults=error.faults)
    return Checked(surveying.questions_of(survey), survey.languages)


def invitations(case: Case, request: Request) -> Invitations | None:
    """Return the invitations to the survey that is asked for."""
    row = case.work.surveys.get(request.survey)
    if row is None:
        return None
    plan = surveying.plan_of(case.work, row)
    return Invitations(plan, case.address, inviting.listed(case, row.id))


def holders(case: Case, request: Request) -> tuple[Holder, ...]:
    """Return who has a role in the survey that is asked for; owners are not among them."""
    names = {team.code: team.name for team in case.work.surveys.teams(request.survey)}
    return tuple(
        Holder(row.person, grant_of(row).role, row.team, names.get(row.team, row.team), row.label)
        for row in case.work.members.all()
        if row.survey == request.survey
    )


def entries(case: Case, request: Request) -> tuple[Entry, ...]:  # noqa: ARG001
    """Return the newest entries of the audit log, with the labels of those who have one."""
    labels = {row.person: row.label for row in case.work.members.all() if row.label}
    return tuple(
        Entry(
            datetime.fromtimestamp(row.at, UTC).strftime("%m-%d %H:%M"),
            labels.get(row.person) or row.person[:12],
            row.code,
            row.survey,
            row.about,
            row.outcome,
        )
        for row in case.work.audit.entries(most=_MOST_ENTRIES)
    )


def results(case: Case, request: Request) -> Results | None:
    """Return what the survey that is asked for found, as far as the person may see it."""
    from bot.office.results import results as found  # noqa: PLC0415  # it loads numpy

    return found(case, request)


def confirming(case: Case, request: Request) -> Confirming | None:
    """Return what can be confirmed of the survey that is asked for."""
    from bot.office.confirming import confirming_of  # noqa: PLC0415  # it loads numpy

    row = case.work.surveys.get(request.survey)
    if row is None:
        return None
    return confirming_of(case.work, row, case.setting.catalogue, request.at)


def decided(case: Case, request: Request) -> Decided | None:
    """Return what was decided on the survey that is asked for, as far as the person may see it."""
    from bot.office import deciding  # noqa: PLC0415  # it loads numpy

    row = case.work.surveys.get(request.survey)
    if row is None:
        return None
    member, catalogue = request.member, case.setting.catalogue
    return deciding.decided(case.work, row, catalogue, member.person, member.teams(row.id))


def offered(case: Case, request: Request) -> Offered | None:
    """Return the recommendation that is asked for, as it can be taken on."""
    from bot.office import deciding  # noqa: PLC0415  # it loads numpy

    row, code = case.work.surveys.get(request.survey), request.link.argument(1)
    if row is None:
        return None
    teams = request.member.teams(row.id)
    offer = deciding.offer_of(case.work, row, case.setting.catalogue, request.at, teams)
    found = deciding.offered(case.work, offer, code, request.at, teams)
    named = any(each.label for each in case.work.members.of(request.member.person))
    return None if found is None else replace(found, is_named=named)


def repeated(case: Case, request: Request) -> Repeated | None:
    """Return how the survey that is asked for is asked again."""
    from bot.office.deciding import repeated_of  # noqa: PLC0415  # it loads numpy

    row = case.work.surveys.get(request.survey)
    return None if row is None else repeated_of(case.work, row, request.at)


def _entry(need: Need[D], loader: Loader[D]) -> tuple[str, Loader[object]]:
    """Return an entry of the table; the types of need and loader are held together here."""
    return need.name, loader


LOADERS: Final = dict(
    (
        _entry(NOTHING, _nothing),
        _entry(SURVEYS, surveys),
        _entry(DESK, desk),
        _entry(OWNED, own),
        _entry(INVITED, invitations),
        _entry(HOLDERS, holders),
        _entry(GOING, going),
        _entry(TELLING, telling),
        _entry(ENTRIES, entries),
        _entry(RESULTS, results),
        _entry(CONFIRMING, confirming),
        _entry(DECIDED, decided),
        _entry(OFFERED, offered),
        _entry(REPEATED, repeated),
    )
)


@dataclass(frozen=True, slots=True)
class Loading:
    """Loads for one turn."""

    case: Case

    def __call__(self, need: Need[D], request: Request) -> D:
        """Return what *need* asks for."""
        return cast("D", LOADERS[need.name](self.case, request))
