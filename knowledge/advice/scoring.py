"""Fit and readiness in per cent, and how far the answers leave them open; pure arithmetic."""

from collections.abc import Iterable, Mapping
from math import sqrt
from typing import Final, NamedTuple

from knowledge.catalogue import Catalogue
from knowledge.catalogue.decision_records import Criterion

AXES: Final = ("fit", "readiness")
#: Student's t, two-sided 90 %, for the four degrees of freedom that five people leave.
_T90: Final = 2.132
Pair = tuple[float, float]


class Scores(NamedTuple):
    """Fit and readiness in per cent; None where no criterion of the axis was answered."""

    fit: float | None
    readiness: float | None


class Spreads(NamedTuple):
    """The 90 % intervals of fit and readiness in per cent; None where nothing was answered."""

    fit: Pair | None
    readiness: Pair | None


def known(catalogue: Catalogue, means: Iterable[str]) -> int:
    """Return how many criteria of the catalogue *means* has."""
    return sum(1 for name in means if name in catalogue.criteria)


def scores_of(
    catalogue: Catalogue, means: Mapping[str, float], weights: Mapping[str, float] | None = None
) -> Scores:
    """Return fit and readiness from *means*; *weights* replace the catalogue's for a what-if."""
    return Scores(*(_score(shares, means) for shares in _shares(catalogue, means, weights)))


def spreads_of(
    catalogue: Catalogue,
    means: Mapping[str, float],
    variances: Mapping[str, float],
    weights: Mapping[str, float] | None = None,
) -> Spreads:
    """Return how far the answers leave fit and readiness open.

    Criteria rotate over people, so no person has a whole score to resample: the variances of the
    criteria's means add up by their squared weights. A default has no variance.
    """
    found: list[Pair | None] = []
    for shares in _shares(catalogue, means, weights):
        score = _score(shares, means)
        if score is None:
            found.append(None)
            continue
        variance = sum(share**2 * variances.get(name, 0.0) for name, share in shares.items())
        reach = _T90 * 25 * sqrt(variance)
        found.append((score - reach, score + reach))
    return Spreads(*found)


def _shares(
    catalogue: Catalogue, means: Mapping[str, float], weights: Mapping[str, float] | None
) -> list[dict[str, float]]:
    """Return for each axis the criteria that were answered, with their shares of the weight."""
    found = []
    for axis in AXES:
        weighed = {
            each.id: _weight(each, weights)
            for each in catalogue.criteria.values()
            if each.axis == axis and each.id in means
        }
        whole = sum(weighed.values())
        found.append({name: weight / whole for name, weight in weighed.items()} if whole else {})
    return found


def _weight(criterion: Criterion, weights: Mapping[str, float] | None) -> float:
    return (weights or {}).get(criterion.id, criterion.weight)


def _score(shares: Mapping[str, float], means: Mapping[str, float]) -> float | None:
    if not shares:
        return None
    return 100 * sum(share * (means[name] - 1) / 4 for name, share in shares.items())
