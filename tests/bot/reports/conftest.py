"""A published report with everything in it, and one with nothing."""

from dataclasses import replace

import pytest

from bot.gate.published import (
    Bar,
    Decision,
    FunctionLine,
    Kpi,
    Published,
    Range,
    Recommendation,
    Remedy,
    Response,
    RuleEvidence,
    Source,
    TeamCell,
    TeamLine,
)

HOURS = Range(41.0, 63.0, 97.0)
_REMEDY = Remedy(
    "simplify", "One list", "Keep one list.", ("task composition",), "small (up to 5 days)", (2, 6),
    Range(10, 35, 60), "our assumption, grade D", ("two lists live on",), ("an owner",), "the team",
)  # fmt: skip
_DECISION = Decision("improve_inside", "Improve inside", "The team can.", ("cheap",), ("slow",), "")


def recommendation(rank: int, **changes: object) -> Recommendation:
    """Return a made-up recommendation of this *rank*."""
    made = Recommendation(
        rank=rank, code=f"code_{rank}", name=f"=SUM(A{rank})", definition="What it is.",
        where="mostly logistics", teams=("Yard",), people=10 + rank, answered=40, hours=HOURS,
        hours_words="about 63, between 41 and 97", freed=Range(4.0, 22.0, 58.0),
        money=Range(73000.0, 110000.0, 171000.0), lead="One list", remedies=(_REMEDY,),
        decision=_DECISION, kpi=Kpi("touches", "a case", "down", "count ten"), first_step="Count.",
        check_weeks=8, evidence=(RuleEvidence("code.rule", "typed twice", 9),), confidence=0.6,
        basis="our assumption", top_three=0.87, equal_to=(3 - rank,), quotes=("Twice, always.",),
        effort_days=float(4 * rank), rice=2.4, quadrant="quick win",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]  # whatever a test needs


@pytest.fixture
def full() -> Published:
    """Return a report with two recommendations, a function, two teams and one cell."""
    first, second = recommendation(1), recommendation(2, hours=None, freed=None, money=None)
    return Published(
        survey="Quay <side> & Sons", purpose="Why: to know.", week="2026-11-23", threshold=5,
        catalogue="1", response=Response(40, 49, "40 of 49 people answered."),
        recommendations=(first, second),
        pareto=(
            Bar("code_1", first.name, 11, HOURS, 100.0, is_vital=True),
            Bar("code_2", second.name, 12, None, 100.0, or_more=True),
        ),
        functions=(
            FunctionLine(
                "payroll", "Payroll", 8, Range(12.0, 19.0, 33.0),
                Decision("outsource_now", "Outsource now", "It fits."), volume=Range(51, 74, 118),
                asked=("Does a law reserve it?",),
            ),
        ),
        hidden="What fewer than 5 people said is not shown.", method=("Asked.",),
        limits=("Felt, not measured.",), sources=(Source("s1", "A study", "B", "small"),),
        currency="EUR",
        teams=(
            TeamLine("yard", "Yard", Response(21, 25, "good")),
            TeamLine("desk", "Desk", Response(0, 24, "not shown")),
        ),
        cells=(TeamCell("yard", "code_1", 7, Range(13.0, 28.0, 44.0)),),
    )  # fmt: skip


@pytest.fixture
def empty(full: Published) -> Published:
    """Return a report of a survey that too few have answered."""
    return replace(full, recommendations=(), pareto=(), functions=(), cells=(), teams=())
