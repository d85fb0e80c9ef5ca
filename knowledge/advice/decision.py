"""Keep, improve, or hand over, by two scores per function.

Two, so that "not ready" is not taken for "not suitable". Criteria, weights and thresholds are data
(`decision.yaml`); no published weights are agreed on, so they are our assumption, grade D.
Fit says whether a provider could take the work, readiness whether it can be handed over as it is.
Each criterion is scored 1 to 5; a score is the weighted mean of (score - 1) / 4, in per cent. What
nobody answered leaves the scale rather than counting as the middle.

A closer look is the verdict where too few people or criteria were answered, where the 90 % interval
of a score holds its threshold, or where people differ by three points on whether it is their trade.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from knowledge.advice.scoring import Scores, Spreads, known, scores_of, spreads_of
from knowledge.advice.shapes import Score
from knowledge.advice.vetoing import Confirmed, Raised, raised_vetoes
from knowledge.catalogue import Catalogue
from knowledge.catalogue.decision_records import VerdictRule

LEAST_PEOPLE: Final = 5
LEAST_CRITERIA: Final = 8
_OWN_TRADE, _SUPPLY_MARKET, _CONFIDENTIALITY = "f1", "f8", "f4"
_TRADE_VETO: Final = "own_trade"
_FAR_APART: Final = 3.0
_HIGH, _LOW = 4.0, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is known of one function: mean and error per criterion, people, hours, confirmations."""

    function: str
    means: Mapping[str, float]
    people: int
    hours: float
    is_core: bool = False
    variances: Mapping[str, float] = field(default_factory=dict)
    apart: float = 0.0
    said: Confirmed = field(default_factory=Confirmed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A verdict rule that holds, with what it was decided from."""

    rule: VerdictRule
    scores: Scores
    vetoes: Raised
    doubt: str = ""


def case_of(  # noqa: PLR0913  # what a decision is made from, by name
    catalogue: Catalogue,
    function: str,
    scores: Iterable[Score],
    *,
    people: int,
    hours: float,
    said: Confirmed | None = None,
) -> Case:
    """Return what is known of *function*: answers, defaults that are not asked, confirmations."""
    record = catalogue.functions[function]
    found: dict[str, list[float]] = {}
    for each in scores:
        if each.function == function:
            found.setdefault(each.criterion, []).append(each.score)
    means = {name: sum(values) / len(values) for name, values in sorted(found.items())}
    means.setdefault(_SUPPLY_MARKET, float(record.supply_market))
    means.setdefault(_CONFIDENTIALITY, float(record.data_sensitivity))
    means.update((said.scores if said is not None else None) or {})
    trade = found.get(_OWN_TRADE, [0.0])
    return Case(
        function=function,
        means=means,
        people=people,
        hours=hours,
        is_core=record.is_core,
        variances={name: _error(values) for name, values in found.items()},
        apart=max(trade) - min(trade),
        said=said or Confirmed(),
    )


def _error(values: list[float]) -> float:
    """Return the variance of the mean of *values*; of one alone, that of a guess."""
    if len(values) == 1:
        return 2.0  # what five equally likely answers have
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1) / len(values)


def verdict_of(
    catalogue: Catalogue, case: Case, weights: Mapping[str, float] | None = None
) -> Verdict:
    """Return the first verdict of the catalogue whose condition holds for *case*."""
    scores = scores_of(catalogue, case.means, weights)
    trade = frozenset({_TRADE_VETO}) if case.is_core else frozenset[str]()
    said = replace(case.said, raised=case.said.raised | trade)
    vetoes = raised_vetoes(catalogue, case.function, case.means, case.hours, said)
    rules = list(catalogue.verdicts.values())
    if case.is_core or vetoes.hard:
        keep = next(each for each in rules if each.when.hard_veto)
        return Verdict(rule=keep, scores=scores, vetoes=vetoes)
    look = rules[-1]
    doubt = _doubt(catalogue, case, spreads_of(catalogue, case.means, case.variances, weights))
    found = next((each for each in rules if _holds(each, case, scores, vetoes)), look)
    if doubt:
        found = look
    return Verdict(rule=found, scores=scores, vetoes=vetoes, doubt=doubt)


def _doubt(catalogue: Catalogue, case: Case, spreads: Spreads) -> str:
    """Return why a closer look is needed whatever the scores say; nothing if they may decide."""
    answered = known(catalogue, case.means)
    if case.people < LEAST_PEOPLE or answered < LEAST_CRITERIA:
        return f"It takes {LEAST_CRITERIA} of them, from {LEAST_PEOPLE} people each."
    if case.apart >= _FAR_APART and _OWN_TRADE not in (case.said.scores or {}):
        return "People differ on whether customers come for it."
    return next(
        (
            f"The {axis} lies between {spread[0]:.0f} and {spread[1]:.0f}, on both sides of "
            f"{threshold:.0f}: more answers are needed."
            for axis, spread in zip(("fit", "readiness"), spreads, strict=True)
            for threshold in _thresholds(catalogue, axis)
            if spread is not None and spread[0] < threshold <= spread[1]
        ),
        "",
    )


def _thresholds(catalogue: Catalogue, axis: str) -> set[float]:
    """Return the scores on *axis* at which the catalogue's verdicts change."""
    found = {
        value
        for rule in catalogue.verdicts.values()
        for value in (
            getattr(rule.when, f"{axis}_below"),
            getattr(rule.when, f"{axis}_at_least"),
        )
        if value is not None
    }
    return {float(value) for value in found}


def _holds(rule: VerdictRule, case: Case, scores: Scores, vetoes: Raised) -> bool:
    when = rule.when
    if scores.fit is None or scores.readiness is None:
        return False
    checks = (
        when.hard_veto is None or when.hard_veto == bool(vetoes.hard),
        when.soft_veto is None or when.soft_veto == bool(vetoes.soft),
        when.fit_below is None or scores.fit < when.fit_below,
        when.fit_at_least is None or scores.fit >= when.fit_at_least,
        when.readiness_below is None or scores.readiness < when.readiness_below,
        when.readiness_at_least is None or scores.readiness >= when.readiness_at_least,
        when.hours_at_least is None or case.hours >= when.hours_at_least,
    )
    return all(checks)


def explained(catalogue: Catalogue, case: Case, verdict: Verdict) -> str:
    """Return the reason of *verdict* in words, with its figures."""
    answered = known(catalogue, case.means)

    def shown(score: float | None) -> str:
        is_known = score is not None and answered >= LEAST_CRITERIA
        return f"{score:.0f}" if is_known else "not known"

    reason = verdict.rule.explanation.format(
        fit=shown(verdict.scores.fit),
        readiness=shown(verdict.scores.readiness),
        hours=f"{case.hours:.0f}",
        people=case.people,
        answered=answered,
        criteria=len(catalogue.criteria),
        open=" ".join(each.text for each in verdict.vetoes.soft),
    )
    return " ".join(filter(None, (reason, verdict.doubt, *(v.text for v in verdict.vetoes.hard))))


def reasons_of(
    catalogue: Catalogue, case: Case, vetoes: Raised
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return in words what speaks for handing over, and what speaks against it."""
    means = [
        (each, case.means[each.id]) for each in catalogue.criteria.values() if each.id in case.means
    ]
    speaks_for = tuple(
        f"{each.speaks_for or each.name} ({mean:.1f} of 5)" for each, mean in means if mean >= _HIGH
    )
    against = tuple(
        f"{each.speaks_against or each.name} ({mean:.1f} of 5)"
        for each, mean in means
        if mean <= _LOW
    )
    return speaks_for, against + tuple(each.text for each in (*vetoes.hard, *vetoes.soft))
