"""A report as tables, for spreadsheets: typed columns, one row for each thing; pure.

CSV and XLSX are both written from these, so they hold the same figures. A figure that may not be
shown is an empty cell, never a zero.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from bot.gate.published import Published, Range

Cell = str | float | None


class Kind(Enum):
    """What a column holds."""

    TEXT = "text"
    COUNT = "count"
    HOURS = "hours"
    MONEY = "money"
    SHARE = "share"


class Column(NamedTuple):
    """A column: its heading, and what it holds."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a name that a sheet or a file may have; every row has a cell for each column."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def _span(title: str, kind: Kind) -> tuple[Column, Column, Column]:
    return Column(f"{title} low", kind), Column(title, kind), Column(f"{title} high", kind)


def _cells(span: Range | None) -> tuple[Cell, Cell, Cell]:
    return (None, None, None) if span is None else (span.low, span.likely, span.high)


def recommendations(published: Published) -> Table:
    """Return the recommendations, first things first."""
    columns = (
        Column("Rank", Kind.COUNT), Column("Code"), Column("Problem"), Column("Where"),
        Column("People", Kind.COUNT), Column("Or more"), Column("Answered", Kind.COUNT),
        *_span("Hours a week", Kind.HOURS), *_span("Hours freed", Kind.HOURS),
        *_span("Money a year", Kind.MONEY), Column("Currency"),
        Column("Decision"), Column("Why"), Column("What would change it"), Column("To do"),
        Column("First step"), Column("Effort, days", Kind.HOURS), Column("Impact and effort"),
        Column("RICE", Kind.HOURS), Column("Confidence", Kind.SHARE),
        Column("In the first three", Kind.SHARE), Column("About equal with"),
        Column("Indicator"), Column("Unit"), Column("Should go"),
        Column("Look again, weeks", Kind.COUNT),
    )  # fmt: skip
    rows = [
        (
            each.rank, each.code, each.name, each.where,
            each.people, _or_more(each.or_more), each.answered,
            *_cells(each.hours), *_cells(each.freed),
            *_cells(each.money), None if each.money is None else published.currency,
            each.decision.title, each.decision.reason, each.decision.flip, each.to_do,
            each.first_step, each.effort_days, each.quadrant,
            each.rice, each.confidence, each.top_three, ", ".join(map(str, each.equal_to)),
            each.kpi.name, each.kpi.unit, each.kpi.direction, each.check_weeks,
        )
        for each in published.recommendations
    ]  # fmt: skip
    return Table("recommendations", columns, rows)


def pareto(published: Published) -> Table:
    """Return where the hours go, the most first."""
    columns = (
        Column("Code"), Column("Problem"), Column("People", Kind.COUNT), Column("Or more"),
        *_span("Hours a week", Kind.HOURS), Column("Running share", Kind.SHARE), Column("Vital"),
    )  # fmt: skip
    rows = [
        (
            bar.code, bar.name, bar.people, _or_more(bar.or_more),
            *_cells(bar.hours), None if bar.hours is None else bar.running / 100,
            "yes" if bar.is_vital else "",
        )
        for bar in published.pareto
    ]  # fmt: skip
    return Table("pareto", columns, rows)


def remedies(published: Published) -> Table:
    """Return what may be done about each problem, in the order in which to try it."""
    columns = (
        Column("Code"), Column("Problem"), Column("Step"), Column("Remedy"), Column("What to do"),
        Column("Effort"), *_span("Saves", Kind.SHARE), Column("Basis"),
        Column("First effect, weeks", Kind.COUNT), Column("At the latest, weeks", Kind.COUNT),
        Column("Needed first"), Column("Mind"), Column("Decided by"),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = [
        (
            each.code, each.name, remedy.step, remedy.title, remedy.description, remedy.effort,
            *(share / 100 for share in remedy.saves), remedy.basis, *remedy.benefit_weeks,
            "; ".join(remedy.preconditions), "; ".join(remedy.risks), remedy.decider,
        )
        for each in published.recommendations
        for remedy in each.remedies
    ]  # fmt: skip
    return Table("remedies", columns, rows)


def evidence(published: Published) -> Table:
    """Return the rules that matched, with the catalogue's own example of each."""
    columns = (
        Column("Code"), Column("Problem"), Column("Rule"), Column("The catalogue's example"),
        Column("People", Kind.COUNT), Column("Or more"),
    )  # fmt: skip
    rows = [
        (each.code, each.name, rule.rule, rule.example, rule.people, _or_more(rule.or_more))
        for each in published.recommendations
        for rule in each.evidence
    ]
    return Table("evidence", columns, rows)


def functions(published: Published) -> Table:
    """Return the functions, with the decision whether to hand each over."""
    columns = (
        Column("Code"), Column("Function"), Column("People", Kind.COUNT), Column("Or more"),
        *_span("Hours lost a week", Kind.HOURS), *_span("All hours a week", Kind.HOURS),
        Column("Decision"), Column("Why"), Column("What would change it"),
        Column("With other weights"), Column("For a manager to confirm"),
        Column("What to expect of handing over"),
    )  # fmt: skip
    rows = [
        (
            line.code, line.name, line.people, _or_more(line.or_more),
            *_cells(line.hours), *_cells(line.volume), line.decision.title, line.decision.reason,
            line.decision.flip, line.decision.robust_words,
            " ".join(line.asked), " ".join(line.worth),
        )
        for line in published.functions
    ]  # fmt: skip
    return Table("functions", columns, rows)


def teams(published: Published) -> Table:
    """Return how many of each team answered; empty where that may not be said."""
    columns = (
        Column("Code"), Column("Team"), Column("Answered", Kind.COUNT),
        Column("Head count", Kind.COUNT), Column("Carries how far"),
    )  # fmt: skip
    rows = [
        (
            line.code, line.name, line.response.answered or None, line.response.head_count,
            line.response.verdict,
        )
        for line in published.teams
    ]  # fmt: skip
    return Table("teams", columns, rows)


def cells(published: Published) -> Table:
    """Return the problems by team, as far as each may be shown."""
    names = {line.code: line.name for line in published.teams}
    problems = {each.code: each.name for each in published.recommendations}
    columns = (
        Column("Team code"), Column("Team"), Column("Code"), Column("Problem"),
        Column("People", Kind.COUNT), *_span("Hours a week", Kind.HOURS),
    )  # fmt: skip
    rows = [
        (
            cell.team, names.get(cell.team, cell.team), cell.code,
            problems.get(cell.code, cell.code), cell.people, *_cells(cell.hours),
        )
        for cell in published.cells
    ]  # fmt: skip
    return Table("teams_and_problems", columns, rows)


def notes(published: Published) -> Table:
    """Return what a reader must know: whom it speaks for, the method, its limits, the sources."""
    facts = [
        ("Survey", published.survey),
        ("Why it was made", published.purpose),
        ("As of", f"week of {published.week}"),
        ("Figures from", f"{published.threshold} people"),
        ("Catalogue", published.catalogue),
        ("Who answered", published.response.verdict),
        ("Not shown", published.hidden),
    ]
    rows = [
        *(fact for fact in facts if fact[1]),
        *(("Method", line) for line in published.method),
        *(("Limit", line) for line in published.limits),
        *(
            (
                f"Source {each.id}, grade {each.grade}",
                f"{each.citation} {each.caveat}".strip(),
            )
            for each in published.sources
        ),
    ]
    return Table("notes", (Column("About"), Column("Note")), rows)


def _or_more(or_more: bool) -> str:  # noqa: FBT001  # a cell from a flag
    return "or more" if or_more else ""


TABLES: Final[Mapping[str, Callable[[Published], Table]]] = {
    "recommendations": recommendations,
    "pareto": pareto,
    "remedies": remedies,
    "evidence": evidence,
    "functions": functions,
    "teams": teams,
    "teams_and_problems": cells,
    "notes": notes,
}
