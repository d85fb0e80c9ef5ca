"""Brings how a survey goes through the gate, and what those who took part would be told."""

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.managing.plans import Stage
from bot.managing.screens import Request
from bot.managing.watching import Announce, Going, Past, TeamAnswers, Telling
from bot.office import surveying
from bot.office.case import Case
from bot.releasing import is_released, preview_results, release_results
from bot.surveys.planning import Plan
from bot.wording import DEFAULT, wording_in

if TYPE_CHECKING:
    from bot.gate.published import Progress


def going(case: Case, request: Request) -> Going | None:
    """Return how the survey goes that is asked for, as far as this person may see it."""
    from bot.gate.progressing import progress  # noqa: PLC0415  # it loads numpy; the bot starts without
    from bot.gate.publishing import Viewer  # noqa: PLC0415

    row = case.work.surveys.get(request.survey)
    if row is None:
        return None
    context = case.setting.context_of(case.work, row, rotation=0)
    viewer = Viewer(request.member.teams(row.id))
    return going_of(progress(case.work, row, case.setting.catalogue, context.survey, viewer))


def going_of(progress: "Progress") -> Going:
    """Return *progress* in the words of the chat."""
    return Going(
        name=progress.survey,
        verdict="" if progress.response is None else progress.response.verdict,
        teams=tuple(TeamAnswers(team.name, team.response.verdict) for team in progress.teams),
        began=progress.began,
        past=tuple(
            Past(
                step.text.get(DEFAULT) or step.question,
                step.people,
                round(100 * step.people / progress.began),
            )
            for step in progress.past
        ),
        hidden=progress.hidden,
    )


def telling(case: Case, request: Request) -> Telling | None:
    """Return what those who took part in the survey would be told now."""
    row = case.work.surveys.get(request.survey)
    if row is None:
        return None
    plan, note = surveying.plan_of(case.work, row), Plan.loads(row.settings).note
    message, may_be = "", plan.stage is Stage.CLOSED
    if may_be and not is_released(row):
        reply = preview_results(case.work, row, case.setting.catalogue, note, case.now)
        context = case.setting.context_of(case.work, row, rotation=0)
        message = wording_in(DEFAULT).say(reply, context).text
    return Telling(
        plan=plan,
        message=Markup(message),  # noqa: S704  # the wording has escaped it
        note=note,
        may_be=may_be,
        is_done=is_released(row),
    )


def announce(case: Case, change: Announce) -> None:
    """Let everybody who took part be told."""
    row = case.work.surveys.get(change.survey)
    if row is not None:
        release_results(case.work, row, case.setting.catalogue, change.note, case.now)
