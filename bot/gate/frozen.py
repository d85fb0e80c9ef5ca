"""What has been released of a survey, as the latest figure of each cell; nothing else is shown."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.gate.company import Company
from bot.gate.releasing import Kind
from knowledge.advice import Case, Problem, Span, case_of, confirmed
from knowledge.catalogue import Catalogue
from storage.rows import ReleasedCell


@dataclass(frozen=True, slots=True)
class Figure:
    """One released figure: people, whether that is their number or the least, and its content."""

    people: int
    is_exact: bool
    release: int
    content: Mapping[str, object]

    @property
    def hours(self) -> Span | None:
        """The hours a week, where the figure has any."""
        return self.span("hours")

    def span(self, name: str) -> Span | None:
        """Return the range *name*: "hours", "whole" (all hours of a function), or "money"."""
        found = self.content.get(name)
        return Span(*found) if isinstance(found, list) else None


@dataclass(frozen=True, slots=True)
class Frozen:
    """The latest released figures of a survey, by kind, code and team ('' for everybody)."""

    figures: Mapping[tuple[Kind, str, str], Figure]

    def of(self, kind: Kind, code: str = "", team: str = "") -> Figure | None:
        """Return one figure; None if it was never released."""
        return self.figures.get((kind, code, team))

    def codes(self, kind: Kind, team: str = "") -> list[str]:
        """Return of what *team* has figures."""
        return sorted(code for each, code, where in self.figures if each is kind and where == team)

    def teams(self, kind: Kind, code: str = "") -> list[str]:
        """Return the teams that have a figure of *code*."""
        return sorted(
            team for each, what, team in self.figures if (each, what) == (kind, code) and team
        )

    def answered(self, team: str = "") -> int:
        """Return how many answered, 0 where that may not be said."""
        found = self.of(Kind.ANSWERED, "", team)
        return found.people if found is not None else 0


def frozen_of(cells: Iterable[ReleasedCell]) -> Frozen:
    """Return the latest figure of each of *cells*, which come oldest first."""
    found = {}
    for each in cells:
        figure = Figure(each.people, each.is_exact, each.release, json.loads(each.content))
        found[Kind(each.kind), each.code, each.team] = figure
    return Frozen(found)


def problem_in(frozen: Frozen, code: str, teams: Iterable[str]) -> Problem | None:
    """Return the problem *code* of *teams* together ('' for everybody); None if nothing is shown.

    Several teams are added up from what each one shows, so that nothing new can be learnt.
    """
    named = {team: frozen.of(Kind.CODE, code, team) for team in teams}
    shown = {team: figure for team, figure in named.items() if figure is not None}
    if not shown:
        return None
    timed = [frozen.of(Kind.HOURS, code, team) for team in shown]
    spans = [each.hours for each in timed if each is not None and each.hours is not None]
    hours = None
    if len(spans) == len(shown):
        hours = Span(*(sum(values) for values in zip(*spans, strict=True)))
    functions = [str(each.content["function"]) for each in shown.values() if _says_function(each)]
    return Problem(
        code=code,
        people=sum(each.people for each in shown.values()),
        hours=hours,
        function=functions[0] if functions else None,
        teams=tuple(frozen.teams(Kind.CODE, code)),
    )


def _says_function(figure: Figure) -> bool:
    return figure.content.get("function") is not None


def money_in(frozen: Frozen, code: str, teams: Iterable[str]) -> Span | None:
    """Return what the problem *code* costs *teams* a year; None unless all that is shown has it."""
    timed = [frozen.of(Kind.HOURS, code, team) for team in teams]
    spans = [each.span("money") for each in timed if each is not None]
    known = [each for each in spans if each is not None]
    if not known or len(known) < len(spans):
        return None
    return Span(*(sum(values) for values in zip(*known, strict=True)))


def case_in(frozen: Frozen, function: str, catalogue: Catalogue, company: Company) -> Case:
    """Return what may be used of *function* to decide on it; a manager's word counts most."""
    named = frozen.of(Kind.FUNCTION, function)
    timed = frozen.of(Kind.FUNCTION_HOURS, function)
    case = case_of(
        catalogue,
        function,
        (),
        people=0 if named is None else named.people,
        hours=0.0 if timed is None else _volume(timed),
        said=confirmed(catalogue, company.answers.get(function, {})),
    )
    criteria = {
        code.partition(" ")[2]: frozen.figures[Kind.CRITERION, code, ""]
        for code in frozen.codes(Kind.CRITERION)
        if code.partition(" ")[0] == function
    }
    trade = criteria.get("f1")
    given = {name: _number(each, "mean") for name, each in criteria.items()}
    return replace(
        case,
        is_core=case.is_core or function in company.trade,
        means={**case.means, **given, **(case.said.scores or {})},
        variances={name: _number(each, "variance") for name, each in criteria.items()},
        apart=0.0 if trade is None else _number(trade, "apart"),
    )


def _volume(figure: Figure) -> float:
    """Return all hours a week of a function, as a report shows them where it can."""
    whole = figure.span("whole")
    return _number(figure, "volume") if whole is None else whole.likely


def _number(figure: Figure, name: str) -> float:
    found = figure.content[name]
    assert isinstance(found, int | float)  # noqa: S101  # written by `freezing`
    return float(found)
