"""Before and after: better, worse, or too few answers to tell; pure, seeded.

1. The change comes first, with its interval; the test decides only whether to say a word about it.
   Both must speak: the interval leaves out "no change", and the test, corrected by Holm for all
   that is compared together, gives at most 5 %.
2. Whoever linked their rounds is compared with themselves; otherwise groups are compared, and it is
   named that they may have changed.
3. "No effect" is never said. Few answers cannot show that.
4. An inefficiency is chosen when it is at its worst, and gets less bad by itself; only what was not
   touched shows by how much (regression to the mean).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np

from knowledge.advice.shapes import Span
from knowledge.advice.shuffling import difference_of, permutation_p
from knowledge.advice.signed_ranks import LEVEL, shift_of

#: Below these no test can reach 5 %, or hardly.
LEAST_LINKED: Final = 6
LEAST_GROUP: Final = 5
#: The share of each round that must be the same people, to speak of the same people.
_MOSTLY: Final = 0.8


class Verdict(StrEnum):
    """What may be said of a change."""

    BETTER = "better"
    WORSE = "worse"
    CANNOT_TELL = "cannot_tell"


class Caution(StrEnum):
    """What a reader of a comparison must keep in mind."""

    REGRESSION = "regression_to_the_mean"
    MEMBERS = "members_changed"
    UNTOUCHED_TOO = "untouched_moved_too"
    NO_UNTOUCHED = "nothing_untouched"


class Change(NamedTuple):
    """How the hours a week of a person changed; less than zero is better.

    `before` and `after` are means of a person, `p` is the chance of such a change by chance. Of too
    few people nothing but their number is known.
    """

    people: tuple[int, int]
    linked: bool
    before: float = 0.0
    after: float = 0.0
    span: Span | None = None
    p: float | None = None

    @property
    def share(self) -> Span | None:
        """The change as a share of what it was; None where it was nothing, or is not known."""
        if self.span is None or self.before <= 0:
            return None
        return Span(*(max(-1.0, value / self.before) for value in self.span))


@dataclass(frozen=True, slots=True)
class Compared:
    """A change with what may be said of it."""

    change: Change
    verdict: Verdict
    p: float | None
    cautions: tuple[Caution, ...] = ()


def linked_change(pairs: Sequence[tuple[float, float]]) -> Change:
    """Return how people changed who are known in both rounds, from before and after of each.

    Only who lost hours in either round counts: others cannot have changed.
    """
    concerned = [pair for pair in pairs if pair[0] > 0 or pair[1] > 0]
    people = (len(concerned), len(concerned))
    if len(concerned) < LEAST_LINKED:
        return Change(people, linked=True)
    shift = shift_of([after - before for before, after in concerned])
    before, after = (float(np.mean(values)) for values in zip(*concerned, strict=True))
    return Change(people, linked=True, before=before, after=after, span=shift.span, p=shift.p)


def group_change(before: Sequence[float], after: Sequence[float], seed: int = 0) -> Change:
    """Return how a group changed of which it is not known who is who; zeros included."""
    people = (len(before), len(after))
    if min(people) < LEAST_GROUP:
        return Change(people, linked=False)
    means = float(np.mean(before)), float(np.mean(after))
    span, p = difference_of(before, after), permutation_p(before, after, seed)
    return Change(people, linked=False, before=means[0], after=means[1], span=span, p=p)


def compared(changes: Mapping[str, Change]) -> dict[str, Compared]:
    """Return what may be said of each of *changes*, which are looked at together."""
    tested = [name for name, change in changes.items() if change.p is not None]
    adjusted = dict(zip(tested, holm([changes[name].p or 0.0 for name in tested]), strict=True))
    return {
        name: Compared(change, _verdict(change, adjusted.get(name)), adjusted.get(name))
        for name, change in changes.items()
    }


def holm(chances: Sequence[float]) -> list[float]:
    """Return *chances* as they count when all are looked at together (Holm 1979)."""
    order = sorted(range(len(chances)), key=chances.__getitem__)
    adjusted, highest = [0.0] * len(chances), 0.0
    for place, index in enumerate(order):
        highest = min(1.0, max(highest, (len(chances) - place) * chances[index]))
        adjusted[index] = highest
    return adjusted


def _verdict(change: Change, p: float | None) -> Verdict:
    if change.span is None or p is None or p > LEVEL:
        return Verdict.CANNOT_TELL
    if change.span.high < 0:
        return Verdict.BETTER
    return Verdict.WORSE if change.span.low > 0 else Verdict.CANNOT_TELL


def cautions(
    same: int, answered: tuple[int, int], untouched: Compared | None
) -> tuple[Caution, ...]:
    """Return what to keep in mind about the change of something that was bad when it was chosen.

    Args:
        same: how many people are known to be the same in both rounds.
        answered: how many people answered before and after.
        untouched: how everything changed that nothing was done about; None: there is nothing.
    """
    found = [Caution.REGRESSION]
    if same < _MOSTLY * max(answered):
        found.append(Caution.MEMBERS)
    if untouched is None or untouched.change.span is None:
        found.append(Caution.NO_UNTOUCHED)
    elif untouched.verdict is Verdict.BETTER:
        found.append(Caution.UNTOUCHED_TOO)
    return tuple(found)
