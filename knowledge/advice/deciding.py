"""A decision as a manager may question it: verdict, reasons, what would flip it, how firm it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, NamedTuple

from knowledge.advice.decision import Case, Verdict, explained, reasons_of, verdict_of
from knowledge.advice.scoring import Scores, known
from knowledge.catalogue import Catalogue
from knowledge.catalogue.decision_records import Criterion

_STEP: Final = 0.5
_BEST: Final = 5.0
_ENOUGH_HOURS: Final = 20.0


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


class _Change(NamedTuple):
    """A what-if: how far away it is, what would change, and what the verdict would be then."""

    distance: float
    words: str
    title: str


def decide(catalogue: Catalogue, case: Case) -> Decision:
    """Return the decision on *case*: the first verdict of the catalogue whose condition holds."""
    verdict = verdict_of(catalogue, case)
    reasons_for, against = reasons_of(catalogue, case, verdict.vetoes)
    return Decision(
        function=case.function,
        verdict=verdict.rule.verdict,
        title=verdict.rule.title,
        reason=explained(catalogue, case, verdict),
        scores=verdict.scores,
        answered=known(catalogue, case.means),
        reasons_for=reasons_for,
        reasons_against=against,
        flip=_flip(catalogue, case, verdict),
        is_robust=_is_robust(catalogue, case, verdict),
    )


def _flip(catalogue: Catalogue, case: Case, verdict: Verdict) -> str:
    """Return the smallest change that would give another verdict, in words; nothing if none does.

    What would have to get better comes first: one criterion or the hours, then two criteria; then
    what may not get worse. Uncertainty is left out of a what-if.
    """
    if verdict.vetoes.hard or case.is_core or verdict.doubt:
        return ""
    sure = replace(case, variances={}, apart=0.0)
    ways = (
        (*_changes(catalogue, sure, verdict, 1, up=True), *_more_hours(catalogue, sure, verdict)),
        _changes(catalogue, sure, verdict, 2, up=True),
        _changes(catalogue, sure, verdict, 1, up=False),
    )
    for way in ways:
        found = min(way, key=lambda change: change.distance, default=None)
        if found is not None:
            return f"It would be “{found.title}” if {found.words}."
    return ""


def _changes(
    catalogue: Catalogue, case: Case, verdict: Verdict, number: int, *, up: bool
) -> Iterator[_Change]:
    """Yield what-ifs that move *number* criteria at once, each by the least that is needed."""
    movable = [each for each in catalogue.criteria.values() if each.id in case.means]
    for chosen in combinations(movable, number):
        found = _moved(catalogue, case, verdict, chosen, up=up)
        if found is not None:
            yield found


def _moved(
    catalogue: Catalogue, case: Case, verdict: Verdict, chosen: tuple[Criterion, ...], *, up: bool
) -> _Change | None:
    """Return the smallest common move of *chosen* that changes the verdict, up or down."""
    for step in range(1, round(4 / _STEP) + 1):
        moved = {
            each.id: min(_BEST, max(1.0, case.means[each.id] + (_STEP if up else -_STEP) * step))
            for each in chosen
        }
        title = _title_if(catalogue, replace(case, means={**case.means, **moved}), verdict)
        if title:
            words = " and ".join(
                _words(each, case.means[each.id], moved[each.id]) for each in chosen
            )
            return _Change(step, words, title)
    return None


def _more_hours(catalogue: Catalogue, case: Case, verdict: Verdict) -> Iterator[_Change]:
    title = _title_if(catalogue, replace(case, hours=_ENOUGH_HOURS), verdict)
    if title and case.hours < _ENOUGH_HOURS:
        words = f"it took {_ENOUGH_HOURS:.0f} hours a week or more (now about {case.hours:.0f})"
        yield _Change(0.0, words, title)


def _title_if(catalogue: Catalogue, changed: Case, verdict: Verdict) -> str:
    """Return the verdict's title if it were another one, else nothing."""
    other = verdict_of(catalogue, changed)
    return "" if other.rule.verdict == verdict.rule.verdict else other.rule.title


def _words(criterion: Criterion, now: float, then: float) -> str:
    way = "higher" if then > now else "lower"
    return f"“{criterion.name}” were rated {then:.1f} of 5 or {way} (now {now:.1f})"


def _is_robust(catalogue: Catalogue, case: Case, verdict: Verdict) -> bool | None:
    """Say whether the verdict survives each weight 50 % up or down; None if no score decided."""
    if verdict.scores.readiness is None or verdict.doubt or verdict.vetoes.hard or case.is_core:
        return None
    return all(
        verdict_of(catalogue, case, weights).rule.verdict == verdict.rule.verdict
        for weights in _other_weights(catalogue, case)
    )


def _other_weights(catalogue: Catalogue, case: Case) -> Iterator[Mapping[str, float]]:
    for name in case.means:
        criterion = catalogue.criteria.get(name)
        if criterion is not None:
            yield {name: criterion.weight * 0.5}
            yield {name: criterion.weight * 1.5}
