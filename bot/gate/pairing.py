"""The same people in two rounds: figures for a comparison, of those who linked their rounds.

What comes back has a line for each person, in no order and without anything that names them. It is
for working out figures of many (a mean change and its range), never to be shown itself.

Rule 1: only when both rounds have closed. Then it is one set of people for ever, and there are no
earlier or later figures to subtract.
Rule 2: from the threshold of people on, the larger of the two surveys'.
Rule 3: not if those who answered and did not link are a few: the figures of all, less the figures
of the linked, would be theirs. The same of any two comparisons of one round: who linked it with one
other round and who with another must be the same people, or differ by enough (`are_apart`).
Rule 4: only people whom a release has counted: nothing else speaks of the others.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from bot.gate.rule import ALL, Protections, threshold_of
from bot.lifecycle import Status
from knowledge.advice import by_person, stated, timed
from storage import SurveyRow, Work
from storage.rows import TaskLoss


class Pair(NamedTuple):
    """Hours a week that a person lost to something in two rounds; 0 where they did not name it."""

    before: float
    after: float


def pairs_of(
    work: Work,
    before: SurveyRow,
    after: SurveyRow,
    code: str | None = None,
    protections: Protections = ALL,
) -> tuple[Pair, ...]:
    """Return the pairs of everybody who linked *before* and *after*; none where there may be none.

    With *code* only what was lost to that inefficiency, otherwise to all of them.
    """
    is_final = before.status == after.status == Status.CLOSED
    if protections.refreshes and not is_final:
        return ()
    joined = work.releases.linked(before.id, after.id)
    if not joined:
        return ()
    then, now = (work.releases.losses(each.id) for each in (before, after))
    answered = {loss.respondent for loss in then}, {loss.respondent for loss in now}
    linked = [(one, other) for one, other in joined if one in answered[0] and other in answered[1]]
    for survey, people in zip((before, after), answered, strict=True):
        least = threshold_of(survey.threshold, protections).figures
        others = len(people) - len(linked)
        if len(linked) < least or (protections.subtraction and 0 < others < least):
            return ()
    earlier, later = hours_of(then, code), hours_of(now, code)
    return tuple(
        sorted(Pair(earlier.get(one, 0.0), later.get(other, 0.0)) for one, other in linked)
    )


def are_apart(
    work: Work, survey: SurveyRow, behind: Collection[str], losing: Iterable[str], least: int
) -> bool:
    """Say whether nothing that is told of a round can be subtracted to a few people.

    Args:
        work: the transaction.
        survey: the round.
        behind: who stands behind the figure that was shown of it.
        losing: whose hours it is about.
        least: how many people may be told of together.
    """
    others = [each.id for each in work.surveys.all() if each.status == Status.CLOSED]
    linked = [_linked_in(work, survey.id, other) for other in others if other != survey.id]
    groups = [behind, *(group for group in linked if group)]
    alike = Counter(tuple(who in group for group in groups) for who in losing)
    if len(groups) == 2:  # noqa: PLR2004  # whoever is in both is in no difference of the two
        del alike[True, True]
    return all(people >= least for told, people in alike.items() if any(told))


def _linked_in(work: Work, survey: str, other: str) -> frozenset[str]:
    """Return who of *survey* is linked with *other*, a later round or an earlier one."""
    later, earlier = work.releases.linked(survey, other), work.releases.linked(other, survey)
    return frozenset([*(one for one, _ in later), *(one for _, one in earlier)])


def hours_of(losses: Iterable[TaskLoss], code: str | None) -> dict[str, float]:
    """Return the hours a week that each person lost to *code*; None is everything."""
    told = timed(loss for loss in losses if code in (None, loss.code))
    names = sorted({loss.respondent for loss in told})
    hours = by_person(stated(told), len(names)).each
    return dict(zip(names, hours.tolist(), strict=True))
