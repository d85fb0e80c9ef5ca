"""How a survey goes while it runs: who answered, by team, and where people stop; for managers.

The response rate is made from released figures, as everything else: it lags behind by a few people
so that no one can be seen coming. Where people stop is a figure of its own (`stopping`), of
everybody only, kept as it was shown. Who answered is listed to nobody; the gate does not know it.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.gate.company import company_of
from bot.gate.describing import hidden_words, response_of
from bot.gate.freezing import head_counts, refresh
from bot.gate.frozen import frozen_of
from bot.gate.published import Past, Progress
from bot.gate.publishing import EVERYTHING, Viewer, team_lines
from bot.gate.releasing import Kind
from bot.gate.rule import Threshold, threshold_of
from bot.gate.stopping import THROUGH, Stage, is_due, past, stages_of
from bot.interview.survey import Hook, Survey
from bot.lifecycle import Status
from knowledge.catalogue import Catalogue
from storage import SurveyRow, Work
from storage.rows import ReleasedCell

#: Where an answer is kept elsewhere, under another name, or not at all.
_NOT_KEPT: Final = frozenset((Hook.TEAM, Hook.ROLE, Hook.SUITABILITY, Hook.MORE))


def progress(
    work: Work,
    survey: SurveyRow,
    catalogue: Catalogue,
    interview: Survey,
    viewer: Viewer = EVERYTHING,
) -> Progress:
    """Return how *survey* goes, as far as *viewer* may see it."""
    threshold = threshold_of(survey.threshold)
    refresh(work, survey, catalogue, threshold, company_of(survey.settings))
    frozen, heads = frozen_of(work.releases.cells(survey.id)), head_counts(work, survey)
    names = {team.code: team.name for team in work.surveys.teams(survey.id)}
    lines = team_lines(frozen, viewer, names, heads, threshold)
    whole = response_of(frozen.answered(), heads[""], threshold)
    stages = stops(work, survey, interview, threshold) if viewer.teams is None else ()
    return Progress(
        survey=survey.name,
        response=whole if viewer.teams is None else None,
        teams=lines,
        began=sum(stage.people for stage in stages),
        past=tuple(_past(each, interview) for each in past(stages)),
        hidden=hidden_words(threshold.figures),
    )


def _past(stage: Stage, interview: Survey) -> Past:
    question = interview.question(stage.until)
    return Past(stage.until, {} if question is None else question.text, stage.people)


def stops(
    work: Work, survey: SurveyRow, interview: Survey, threshold: Threshold
) -> tuple[Stage, ...]:
    """Return where people stop, as last shown; shown anew if it may be, and kept."""
    cells = [each for each in work.releases.cells(survey.id) if each.kind == Kind.STOPPED]
    before = _history(cells, interview)
    began = work.figures.began(survey.id)
    if is_due(began, before, threshold, is_open=survey.status != Status.CLOSED):
        stages = stages_of(*_counted(work, survey, interview), before, threshold)
        if stages and _keep(work, survey, stages):
            return tuple(stages)
    return tuple(before[-1]) if before else ()


def _places(interview: Survey) -> tuple[list[str], list[str]]:
    """Return the questions at which one can stop, in order, and those that come at the end.

    The first is the consent: it is not kept as an answer, and stands for who has given none.
    """
    kept = [each for each in interview.questions if each.hook not in _NOT_KEPT]
    first = interview.questions[0].id
    names = [each.id for each in kept if not each.only_pain and each.id != first]
    return [first, *names[:-1]], [names[-1], *(each.id for each in kept if each.only_pain)]


def _counted(work: Work, survey: SurveyRow, interview: Survey) -> tuple[dict[str, int], int]:
    """Return how many people stopped behind each question, and how many came through."""
    asked, last = _places(interview)
    furthest = work.figures.furthest(survey.id, [*asked[1:], *last])
    stopped = {asked[0]: furthest.get("", 0)}
    stopped |= {name: furthest.get(name, 0) for name in asked[1:]}
    return stopped, sum(furthest.get(name, 0) for name in last)


def _keep(work: Work, survey: SurveyRow, stages: Sequence[Stage]) -> bool:
    """Keep *stages* as they are shown; False: another process shows some at this moment."""
    release = work.releases.last(survey.id) + 1
    kept = [
        work.releases.add(
            survey.id,
            ReleasedCell(Kind.STOPPED, each.until, "", release, each.people, True, "{}"),  # noqa: FBT003  # a row
        )
        for each in reversed(stages)  # THROUGH is always there: it is the claim
    ]
    return kept[0]


def _history(cells: Iterable[ReleasedCell], interview: Survey) -> list[list[Stage]]:
    """Return the stages of each earlier figure, oldest first, in the interview's order."""
    order = {name: place for place, name in enumerate([*_places(interview)[0], THROUGH])}
    found: dict[int, list[Stage]] = {}
    for each in cells:
        found.setdefault(each.release, []).append(Stage(each.code, each.people))
    return [
        sorted(found[release], key=lambda stage: order.get(stage.until, -1))
        for release in sorted(found)
    ]
