"""What is done with a survey, for the chat and the command line alike: begun, altered, moved.

Rule 1: what participants are told before they say yes is frozen when the survey opens.
Rule 2: a draft that was confirmed with a later opening date opens by itself; altering it takes the
confirmation back.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, cast
from zoneinfo import ZoneInfo

from bot.errors import SurveyError
from bot.gate.rule import FLOOR
from bot.interview.survey import Hook, Survey
from bot.lifecycle import Status, close_survey, open_survey, pause_survey, plan_dates
from bot.managing.plans import Group, Stage, SurveyPlan
from bot.pseudonyms import fresh_key
from bot.setting import PURPOSE, QUOTE_THRESHOLD, THRESHOLD
from bot.surveys import parse_survey, shipped, shipped_text
from bot.surveys.planning import Plan
from bot.weeks import week_of
from bot.wording import DEFAULT
from storage import SurveyRow, TeamRow, Work

#: Days without an answer before each reminder, by how many there are.
_REMINDERS: Final = {0: (), 1: (3,), 2: (3, 4)}


def begin(work: Work, survey: str, name: str, now: float) -> None:
    """Begin a draft with the shipped interview and the default thresholds."""
    work.surveys.add(
        SurveyRow(
            survey, name, PURPOSE, Status.DRAFT, "", THRESHOLD, QUOTE_THRESHOLD, week_of(now)
        ),
        fresh_key(),
    )


def plan_of(work: Work, row: SurveyRow) -> SurveyPlan:
    """Return what was planned of a survey."""
    plan = Plan.loads(row.settings)
    return SurveyPlan(
        id=row.id,
        name=row.name,
        purpose=row.purpose,
        stage=Stage(row.status),
        teams=tuple(Group(*team) for team in work.surveys.teams(row.id)),
        jobs=tuple(Group(*role) for role in work.surveys.roles(row.id)),
        interview=_interview_name(row.interview),
        questions=plan.questions,
        languages=plan.languages,
        opens=_iso(plan.opens),
        closes=_iso(plan.closes),
        is_due=plan.is_due and row.status == Status.DRAFT,
        reminders=len(plan.reminders),
        quiet=plan.quiet,
        zone=plan.zone,
        threshold=row.threshold,
        quote_threshold=row.quote_threshold,
        rates=tuple(sorted(plan.rates.items())),
        currency=plan.currency,
        trade=plan.trade,
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _interview_name(text: str) -> str:
    if not text:
        return "full"
    return "short" if text == shipped_text("short") else "own"


def alter(work: Work, survey: str, name: str, value: object) -> None:
    """Give *survey* another value of the field *name*."""
    row = work.surveys.get(survey)
    assert row is not None  # noqa: S101  # whoever asks has seen it
    if name in _GROUPS:
        _set_groups(work, survey, name, cast("tuple[Group, ...]", value))
    else:
        work.surveys.change(_ALTERED[name](row, value))
    plan_again(work, survey)


def plan_again(work: Work, survey: str) -> None:
    """Let the dates of *survey* be due as its plan has them now; take a confirmation back."""
    row = work.surveys.get(survey)
    assert row is not None  # noqa: S101
    plan = Plan.loads(row.settings)
    if row.status == Status.CLOSED:
        return
    if row.status == Status.DRAFT:
        if plan.is_due:
            work.surveys.change(row._replace(settings=plan.changed(is_due=False).dumps()))
        plan_dates(work, survey, opens=None, closes=None)
        return
    plan_dates(work, survey, opens=None, closes=_after(plan.closes, plan.zone))


def _set_groups(work: Work, survey: str, name: str, groups: tuple[Group, ...]) -> None:
    is_team = name == "teams"
    known = work.surveys.teams(survey) if is_team else work.surveys.roles(survey)
    drop = work.surveys.drop_team if is_team else work.surveys.drop_role
    add = work.surveys.add_team if is_team else work.surveys.add_role
    for code in {each.code for each in known} - {each.code for each in groups}:
        drop(survey, code)
    for group in groups:
        add(survey, TeamRow(*group))


def _settings(row: SurveyRow, **changes: object) -> SurveyRow:
    return row._replace(settings=Plan.loads(row.settings).changed(**changes).dumps())


def read_interview(text: str, source: str) -> Survey:
    """Return the interview of the company's own in *text*; *source* names it in messages.

    Raises:
        SurveyError: it has faults; all of them are listed.
    """
    survey = parse_survey(text, source)
    if DEFAULT not in survey.languages:
        problem = f"needs its texts in {DEFAULT!r} too: who speaks no other language sees them"
        raise SurveyError(source, [f"languages: {problem}"])
    return survey


@lru_cache(maxsize=16)
def languages_of(text: str) -> tuple[str, ...]:
    """Return the languages of the interview in *text*; empty is the shipped one."""
    return (parse_survey(text, "the interview") if text else shipped("full")).languages


def questions_of(survey: Survey) -> int:
    """Return how many questions *survey* has; consent is none."""
    return sum(each.hook is not Hook.CONSENT for each in survey.questions)


def _with_interview(row: SurveyRow, value: object) -> SurveyRow:
    """Return *row* with a shipped interview, by name, or one of the company's own, as text."""
    names = {"full": "", "short": shipped_text("short")}
    text = names.get(str(value), str(value))
    survey = parse_survey(text, row.name) if text else shipped("full")
    known = {"languages": survey.languages, "questions": questions_of(survey)}
    return _settings(row._replace(interview=text), **known)


def _with_threshold(row: SurveyRow, value: object) -> SurveyRow:
    least = max(FLOOR, int(str(value)))
    return row._replace(threshold=least, quote_threshold=max(row.quote_threshold, least))


def _with_money(row: SurveyRow, value: object) -> SurveyRow:
    rates, currency = cast("tuple[tuple[tuple[str, float], ...], str | None]", value)
    return _settings(row, rates=dict(rates), currency=currency)


def _with_quiet(row: SurveyRow, value: object) -> SurveyRow:
    quiet, zone = cast("tuple[str, str]", value)
    return _settings(row, quiet=quiet, zone=zone)


_GROUPS: Final = frozenset(("teams", "jobs"))
_ALTERED: Final[Mapping[str, Callable[[SurveyRow, object], SurveyRow]]] = {
    "name": lambda row, value: row._replace(name=str(value)),
    "purpose": lambda row, value: row._replace(purpose=str(value)),
    "interview": _with_interview,
    "languages": lambda row, value: _settings(row, languages=value),
    "opens": lambda row, value: _settings(row, opens=value),
    "closes": lambda row, value: _settings(row, closes=value),
    "reminders": lambda row, value: _settings(row, reminders=_REMINDERS[int(str(value))]),
    "quiet": _with_quiet,
    "threshold": _with_threshold,
    "quotes": lambda row, value: row._replace(quote_threshold=int(str(value))),
    "money": _with_money,
    "note": lambda row, value: _settings(row, note=str(value)),
    "trade": lambda row, value: _settings(row, trade=value),
}


def move(work: Work, survey: str, stage: Stage, now: int) -> None:
    """Open, pause or close *survey*; a draft whose date is still to come waits for it."""
    row = work.surveys.get(survey)
    assert row is not None  # noqa: S101
    if stage is Stage.PAUSED:
        pause_survey(work, survey)
    elif stage is Stage.CLOSED:
        close_survey(work, survey, now)
    elif row.status == Status.DRAFT:
        _open_draft(work, row, now)
    else:
        open_survey(work, survey)


def _open_draft(work: Work, row: SurveyRow, now: int) -> None:
    plan = Plan.loads(row.settings)
    opens, closes = _start(plan.opens, plan.zone), _after(plan.closes, plan.zone)
    if opens is not None and opens > now:
        work.surveys.change(row._replace(settings=plan.changed(is_due=True).dumps()))
        plan_dates(work, row.id, opens=opens, closes=closes)
        return
    open_survey(work, row.id)
    plan_dates(work, row.id, opens=None, closes=closes)


def _start(day: date | None, zone: str) -> int | None:
    """Return when *day* begins in *zone*."""
    if day is None:
        return None
    return int(datetime.combine(day, time(), ZoneInfo(zone)).timestamp())


def _after(day: date | None, zone: str) -> int | None:
    """Return when *day* is over in *zone*."""
    return None if day is None else _start(day + timedelta(days=1), zone)


def today(now: float, zone: str) -> date:
    """Return the date that it is in *zone*."""
    return datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(zone)).date()
