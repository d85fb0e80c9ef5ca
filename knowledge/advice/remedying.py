"""Which remedies to offer for an inefficiency, and what they could free together.

The order is fixed: eliminate, simplify, standardise, automate, train, delegate, outsource. A remedy
that another one excludes, or whose requirement is not on the list, is left out. Savings of several
remedies combine as 1 - product of (1 - s), capped at 90 %, times adoption (DOMAIN.md 1.4; grade D).
"""

from collections.abc import Sequence
from math import prod
from typing import Final

from knowledge.advice.shapes import Span
from knowledge.catalogue import Catalogue
from knowledge.catalogue.records import Remedy, Step

MOST_COMBINED: Final = 0.9
ADOPTION: Final = Span(0.5, 0.7, 0.9)
CONFIDENCE: Final = {"A": 1.0, "B": 0.8, "C": 0.65, "D": 0.5}
_CLEARLY: Final = 0.8
_VERDICTS: Final = {
    Step.AUTOMATE: "automate",
    Step.TRAIN: "train",
}


def remedies_for(catalogue: Catalogue, code: str) -> tuple[Remedy, ...]:
    """Return the remedies for *code* that go together, in the fixed order."""
    chosen: list[Remedy] = []
    for remedy in catalogue.remedies_for(code):
        names = {each.id for each in chosen}
        excluded = {name for each in chosen for name in each.excludes} | set(remedy.excludes)
        if remedy.id not in excluded and not excluded & names and set(remedy.requires) <= names:
            chosen.append(remedy)
    return tuple(chosen)


def freed(hours: Span, remedies: Sequence[Remedy]) -> Span:
    """Return the hours a week that *remedies* could free together of *hours*."""
    shares = [
        min(MOST_COMBINED, 1 - prod(1 - share / 100 for share in each))
        for each in (
            [remedy.saves.low for remedy in remedies[:1]],
            [_likely(remedy) for remedy in remedies[:2]],
            [remedy.saves.high for remedy in remedies[:3]],
        )
    ]
    return Span(
        *(
            hour * share * adopted
            for hour, share, adopted in zip(hours, shares, ADOPTION, strict=True)
        )
    )


def leading(remedies: Sequence[Remedy]) -> Remedy | None:
    """Return the remedy to begin with: the first cheap one, unless another saves clearly more.

    Handing over is never begun with: it needs a decision about the whole function.
    """
    inside = [each for each in remedies if each.step is not Step.OUTSOURCE]
    if not inside:
        return None
    first = next((each for each in inside if each.effort == "S"), inside[0])
    best = max(inside, key=_likely)
    return first if best.effort == "L" or _likely(first) >= _CLEARLY * _likely(best) else best


def verdict_for(remedies: Sequence[Remedy]) -> str:
    """Return what kind of work the leading remedy asks for: inside, automate or train."""
    lead = leading(remedies)
    return "look_closer" if lead is None else _VERDICTS.get(lead.step, "improve_inside")


def _likely(remedy: Remedy) -> float:
    return remedy.saves.low if remedy.saves.likely is None else remedy.saves.likely


def confidence_of(remedies: Sequence[Remedy], people: int, *, least: int = 5) -> float:
    """Return how far advice can be trusted, 0 to 1: by grade, halved below *least* people.

    The grade is that of the remedy to begin with: a better one does not prove what is advised.
    """
    lead = leading(remedies)
    return CONFIDENCE["D" if lead is None else lead.grade] * (1.0 if people >= least else 0.5)


def effort_days(remedies: Sequence[Remedy]) -> float:
    """Return the person-days of the remedy to begin with, the middle of its range."""
    lead = leading(remedies)
    return 1.0 if lead is None else max(1.0, (lead.person_days.low + lead.person_days.high) / 2)
