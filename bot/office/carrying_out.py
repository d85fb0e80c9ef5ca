"""Carries out what was decided in the chat: taken on, noted, moved on, told."""

from datetime import date

from bot.initiatives.accepting import Wish, accept
from bot.initiatives.course import State, add_note, move
from bot.initiatives.pulsing import plan_pulse, stop_pulse
from bot.initiatives.telling import tell_participants
from bot.lifecycle import Duty
from bot.managing.decided import MoveOn, Note, Repeat, TakeOn, Tell, TellAll
from bot.managing.screens import Change
from bot.office.case import Case
from bot.office.deciding import offer_of
from storage import DueRow, InitiativeRow, SubscriptionRow, SurveyRow

_DAY_SECONDS = 24 * 60 * 60
_NAMELESS = "whoever took it on"


def carry_out(case: Case, change: Change) -> None:
    """Make *change*, one of those about initiatives."""
    match change:
        case TakeOn():
            _take_on(case, change)
        case Note():
            add_note(case.work, _row(case, change.initiative), change.text, case.now, change.value)
        case MoveOn():
            row = _row(case, change.initiative)
            move(case.work, row, State(change.state), change.reason)
        case Tell():
            _tell(case, change)
        case Repeat():
            _repeat(case, change)
        case TellAll():
            tell_participants(
                case.work, _survey(case, change.survey), case.setting.catalogue, case.now
            )
        case _:
            raise TypeError(type(change).__name__)


def _take_on(case: Case, change: TakeOn) -> None:
    labels = (row.label for row in case.work.members.of(change.by) if row.label)
    wish = Wish(
        owner=change.owner or next(labels, _NAMELESS),
        goal=change.percent,
        due_on=date.fromisoformat(change.due),
        team=change.team,
        person=change.by,
        channel=case.here.channel,
        chat=case.here.chat,
        id=change.id,
        by=change.by,
    )
    teams = frozenset((change.team,)) if change.team else None
    survey = _survey(case, change.survey)
    offer = offer_of(case.work, survey, case.setting.catalogue, case.now, teams)
    accept(case.work, offer, change.code, wish, case.now)


def _tell(case: Case, change: Tell) -> None:
    subject = f"{change.survey} {change.person}"
    if not change.days:
        case.work.initiatives.unsubscribe(change.survey, change.person)
        case.work.due.finish(Duty.PROGRESS, subject)
        return
    case.work.initiatives.subscribe(
        SubscriptionRow(change.survey, change.person, *case.here, change.days)
    )
    at = case.now + change.days * _DAY_SECONDS
    case.work.due.plan(DueRow(Duty.PROGRESS, subject, at))


def _repeat(case: Case, change: Repeat) -> None:
    if not change.rounds:
        stop_pulse(case.work, change.survey)
        return
    survey = _survey(case, change.survey)
    plan_pulse(case.work, survey, weeks=change.weeks, rounds=change.rounds, now=case.now)


def _row(case: Case, initiative: str) -> InitiativeRow:
    row = case.work.initiatives.get(initiative)
    assert row is not None  # noqa: S101  # the screen has shown it
    return row


def _survey(case: Case, survey: str) -> SurveyRow:
    row = case.work.surveys.get(survey)
    assert row is not None  # noqa: S101  # likewise
    return row
