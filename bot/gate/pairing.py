"""The same people in two rounds: figures for a comparison, of those who linked their rounds.

What comes back has a line for each person, in no order and without anything that names them. It is
for working out figures of many (a mean change and its range), never to be shown itself.

Rule 1: only when both rounds have closed. Then it is one set of people for ever, and there are no
earlier or later figures to subtract.
Rule 2: from the threshold of people on, the larger of the two surveys'.
Rule 3: not if those who answered and did not link are a few: the figures of all, less the figures
of the linked, would be theirs.
"""

from collections.abc import Iterable
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
    then, now = (work.figures.task_losses(each.id) for each in (before, after))
    answered = {loss.respondent for loss in then}, {loss.respondent for loss in now}
    linked = [(one, other) for one, other in joined if one in answered[0] and other in answered[1]]
    for survey, people in zip((before, after), answered, strict=True):
        least = threshold_of(survey.threshold, protections).figures
        others = len(people) - len(linked)
        if len(linked) < least or (protections.subtraction and 0 < others < least):
            return ()
    earlier, later = _hours(then, code), _hours(now, code)
    return tuple(
        sorted(Pair(earlier.get(one, 0.0), later.get(other, 0.0)) for one, other in linked)
    )


def _hours(losses: Iterable[TaskLoss], code: str | None) -> dict[str, float]:
    """Return the hours a week that each person lost to *code*; None is everything."""
    told = timed(loss for loss in losses if code in (None, loss.code))
    names = sorted({loss.respondent for loss in told})
    hours = by_person(stated(told), len(names)).each
    return dict(zip(names, hours.tolist(), strict=True))
