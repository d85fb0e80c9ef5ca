"""Keep, improve, or hand over, by two scores per function.

Two, so that "not ready" is not taken for "not suitable". Criteria, weights and thresholds are data
(`decision.yaml`); no published weights are agreed on, so they are our assumption, grade D.
Fit says whether a provider could take the work, readiness whether it can be handed over as it is.
Each criterion is scored 1 to 5; a score is the weighted mean of (score - 1) / 4, in per cent. What
nobody answered leaves the scale rather than counting as the middle.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from knowledge.advice.shapes import Score
from knowledge.catalogue import Catalogue
from knowledge.catalogue.records import Criterion, VerdictRule

LEAST_PEOPLE: Final = 5
LEAST_CRITERIA: Final = 8
_SUPPLY_MARKET, _CONFIDENTIALITY = "f8", "f4"
_HIGH, _LOW = 4.0, 2.0


class Scores(NamedTuple):
    """Fit and readiness in per cent; None where no criterion of the axis was answered."""

    fit: float | None
    readiness: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is known of one function: mean score per criterion, people, hours, vetoes."""

    function: str
    means: Mapping[str, float]
    people: int
    hours: float
    is_core: bool = False
    has_hard_veto: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The verdict on one function, and everything that a manager may ask about it."""

    function: str
    verdict: str
    title: str
    reason: str
    scores: Scores
    answered: int
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    flip: str
    is_robust: bool | None


def case_of(
    catalogue: Catalogue, function: str, scores: Iterable[Score], *, people: int, hours: float
) -> Case:
    """Return what is known of *function*: employees' means, and the defaults that are not asked."""
    record = catalogue.functions[function]
    found: dict[str, list[float]] = {}
    for each in scores:
        if each.function == function:
            found.setdefault(each.criterion, []).append(each.score)
    means = {name: sum(values) / len(values) for name, values in sorted(found.items())}
    means.setdefault(_SUPPLY_MARKET, float(record.supply_market))
    means.setdefault(_CONFIDENTIALITY, float(record.data_sensitivity))
    return Case(function=function, means=means, people=people, hours=hours, is_core=record.is_core)


def decide(catalogue: Catalogue, case: Case) -> Decision:
    """Return the decision on *case*: the first verdict of the catalogue whose condition holds."""
    scores = scores_of(catalogue, case.means)
    rule = _verdict(catalogue, case, scores)
    answered = sum(1 for name in case.means if name in catalogue.criteria)
    reasons = _reasons(catalogue, case.means)
    return Decision(
        function=case.function,
        verdict=rule.verdict,
        title=rule.title,
        reason=_explained(catalogue, rule, case, scores),
        scores=scores,
        answered=answered,
        reasons_for=reasons[0],
        reasons_against=reasons[1],
        flip=_flip(catalogue, case, rule),
        is_robust=_is_robust(catalogue, case, rule),
    )


def scores_of(
    catalogue: Catalogue, means: Mapping[str, float], weights: Mapping[str, float] | None = None
) -> Scores:
    """Return fit and readiness from *means*; *weights* replace the catalogue's for a what-if."""
    return Scores(
        *(
            _axis(
                [each for each in catalogue.criteria.values() if each.axis == axis], means, weights
            )
            for axis in ("fit", "readiness")
        )
    )


def _axis(
    criteria: Sequence[Criterion], means: Mapping[str, float], weights: Mapping[str, float] | None
) -> float | None:
    weighed = [
        ((weights or {}).get(each.id, each.weight), means[each.id])
        for each in criteria
        if each.id in means
    ]
    whole = sum(weight for weight, _ in weighed)
    if not whole:
        return None
    return 100 * sum(weight * (mean - 1) / 4 for weight, mean in weighed) / whole


def _verdict(catalogue: Catalogue, case: Case, scores: Scores) -> VerdictRule:
    """Return the verdict; too few people or criteria give a closer look, whatever the scores."""
    rules = list(catalogue.verdicts.values())
    look = next(each for each in rules if each.verdict == "look_closer")
    if case.is_core or case.has_hard_veto:
        return next(each for each in rules if each.verdict == "keep")
    answered = sum(1 for name in case.means if name in catalogue.criteria)
    if case.people < LEAST_PEOPLE or answered < LEAST_CRITERIA:
        return look
    return next((each for each in rules if _holds(each, case, scores)), look)


def _holds(rule: VerdictRule, case: Case, scores: Scores) -> bool:
    when = rule.when
    if scores.fit is None or scores.readiness is None:
        return False
    checks = (
        when.hard_veto is None or when.hard_veto == case.has_hard_veto,
        when.fit_below is None or scores.fit < when.fit_below,
        when.fit_at_least is None or scores.fit >= when.fit_at_least,
        when.readiness_below is None or scores.readiness < when.readiness_below,
        when.readiness_at_least is None or scores.readiness >= when.readiness_at_least,
        when.hours_at_least is None or case.hours >= when.hours_at_least,
    )
    return all(checks)


def _explained(catalogue: Catalogue, rule: VerdictRule, case: Case, scores: Scores) -> str:
    def shown(score: float | None) -> str:
        return "not known" if score is None else f"{score:.0f}"

    answered = sum(1 for name in case.means if name in catalogue.criteria)
    return rule.explanation.format(
        fit=shown(scores.fit),
        readiness=shown(scores.readiness),
        hours=f"{case.hours:.0f}",
        people=case.people,
        answered=answered,
        criteria=len(catalogue.criteria),
    )


def _reasons(
    catalogue: Catalogue, means: Mapping[str, float]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    known = [(each, means[each.id]) for each in catalogue.criteria.values() if each.id in means]
    speaks_for = tuple(
        f"{each.speaks_for or each.name} ({mean:.1f} of 5)" for each, mean in known if mean >= _HIGH
    )
    against = tuple(
        f"{each.speaks_against or each.name} ({mean:.1f} of 5)"
        for each, mean in known
        if mean <= _LOW
    )
    return speaks_for, against


def _flip(catalogue: Catalogue, case: Case, rule: VerdictRule) -> str:
    """Return the smallest change of one criterion that would give another verdict, in words."""
    best = min(_turning_points(catalogue, case, rule), key=lambda each: each[0], default=None)
    return "" if best is None else best[1]


def _turning_points(
    catalogue: Catalogue, case: Case, rule: VerdictRule
) -> Iterator[tuple[float, str]]:
    """Yield each single answer that would change the verdict: how far it is, and the words."""
    for criterion in catalogue.criteria.values():
        mean = case.means.get(criterion.id)
        if mean is None:
            continue
        for option in criterion.options:
            changed = replace(case, means={**case.means, criterion.id: float(option.score)})
            other = _verdict(catalogue, changed, scores_of(catalogue, changed.means))
            if other.verdict != rule.verdict:
                answer = f"“{criterion.name}” were answered with “{option.label}”"
                yield abs(option.score - mean), f"it would be “{other.title}” if {answer}"


def _is_robust(catalogue: Catalogue, case: Case, rule: VerdictRule) -> bool | None:
    """Say whether the verdict survives each weight 50 % up or down; None if nothing was scored."""
    if scores_of(catalogue, case.means).readiness is None:
        return None
    for name in case.means:
        criterion = catalogue.criteria.get(name)
        for factor in (0.5, 1.5):
            if criterion is None:
                continue
            weights = {name: criterion.weight * factor}
            scores = scores_of(catalogue, case.means, weights)
            if _verdict(catalogue, case, scores).verdict != rule.verdict:
                return False
    return True
