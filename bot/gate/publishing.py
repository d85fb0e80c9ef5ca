"""The one entry of the gate: from storage to what a viewer may see.

Everything is made from released figures (`frozen`), so whoever asks, how often, in which order and
for whichever output, sees the same figures, and all or some of them. Only when enough new people
wait is a new release made first (`freezing`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.gate.company import company_of
from bot.gate.describing import LIMITS, hidden_words, method_of, response_of, span
from bot.gate.freezing import head_counts, refresh
from bot.gate.frozen import Frozen, frozen_of, problem_in
from bot.gate.listing import WHOLE, Lists
from bot.gate.masking import mask
from bot.gate.published import Published, TeamCell, TeamLine
from bot.gate.quoting import Mask, quotes_of
from bot.gate.releasing import Kind
from bot.gate.rule import ALL, Protections, Threshold, threshold_of
from knowledge.advice import Problem, recommend
from knowledge.catalogue import Catalogue
from storage import SurveyRow, Work


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whose eyes it is for: with *teams* None the whole survey, otherwise these teams only."""

    teams: frozenset[str] | None = None


EVERYTHING = Viewer()


@dataclass(frozen=True, slots=True)
class Gate:
    """Publishes what may be shown; only a test takes protections away. No *mask*, no quotes."""

    protections: Protections = ALL
    mask: Mask | None = mask

    def publish(
        self,
        work: Work,
        survey: SurveyRow,
        catalogue: Catalogue,
        week: str,
        viewer: Viewer = EVERYTHING,
    ) -> Published:
        """Return everything about *survey* that *viewer* may see, as of *week*."""
        threshold = threshold_of(survey.threshold, self.protections)
        company = company_of(survey.settings)
        refresh(work, survey, catalogue, threshold, company)
        frozen = frozen_of(work.releases.cells(survey.id))
        names = {team.code: team.name for team in work.surveys.teams(survey.id)}
        heads = head_counts(work, survey)
        scope = WHOLE if viewer.teams is None else tuple(sorted(viewer.teams))
        problems = _problems(frozen, scope, catalogue)
        quotes: Mapping[str, tuple[str, ...]] = {}
        if self.mask is not None and scope == WHOLE:
            quotes = quotes_of(work, survey, frozen, threshold, self.mask)
        lists = Lists(frozen, catalogue, names, scope, quotes, company)
        advised = recommend(catalogue, problems)
        return Published(
            survey=survey.name,
            purpose=survey.purpose,
            week=week,
            threshold=threshold.figures,
            catalogue=catalogue.version,
            response=response_of(lists.answered, _heads(heads, scope), threshold),
            recommendations=tuple(lists.recommendation(each) for each in advised),
            pareto=lists.pareto(problems),
            functions=lists.functions(),
            hidden=hidden_words(threshold.figures),
            method=method_of(company),
            limits=LIMITS,
            sources=lists.sources(advised),
            currency=company.currency,
            teams=team_lines(frozen, viewer, names, heads, threshold),
            cells=_team_cells(frozen, viewer, catalogue),
        )


def publish(
    work: Work,
    survey: SurveyRow,
    catalogue: Catalogue,
    week: str,
    viewer: Viewer = EVERYTHING,
) -> Published:
    """Return everything about *survey* that *viewer* may see, as of *week*."""
    return Gate().publish(work, survey, catalogue, week, viewer)


def _problems(frozen: Frozen, scope: tuple[str, ...], catalogue: Catalogue) -> list[Problem]:
    codes = {code for team in scope for code in frozen.codes(Kind.CODE, team)}
    found = (
        problem_in(frozen, code, scope) for code in sorted(codes & set(catalogue.inefficiencies))
    )
    whole = scope == WHOLE
    return [
        each if whole else replace(each, teams=tuple(set(each.teams) & set(scope)))
        for each in found
        if each is not None
    ]


def _heads(heads: Mapping[str, int | None], scope: tuple[str, ...]) -> int | None:
    counts = [heads.get(team) for team in scope]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def team_lines(
    frozen: Frozen,
    viewer: Viewer,
    names: Mapping[str, str],
    heads: Mapping[str, int | None],
    threshold: Threshold,
) -> tuple[TeamLine, ...]:
    """Return how many people of each team answered, as far as *viewer* may see it."""
    return tuple(
        TeamLine(code, name, response_of(frozen.answered(code), heads[code], threshold))
        for code, name in sorted(names.items())
        if viewer.teams is None or code in viewer.teams
    )


def _team_cells(frozen: Frozen, viewer: Viewer, catalogue: Catalogue) -> tuple[TeamCell, ...]:
    found = []
    for kind, code, team in sorted(frozen.figures):
        figure = frozen.figures[kind, code, team]
        is_theirs = viewer.teams is None or team in viewer.teams
        if kind is Kind.CODE and team and is_theirs and code in catalogue.inefficiencies:
            timed = frozen.of(Kind.HOURS, code, team)
            hours = None if timed is None else span(timed.hours)
            found.append(TeamCell(team, code, figure.people, hours))
    return tuple(found)
