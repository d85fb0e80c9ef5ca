"""What follows from a figure that was not there, or did not change, until now; pure.

Rule 1: nothing is shown of fewer people than the threshold who named something, or who did not. So
a figure that is missing, although enough people were asked for one, says that there were fewer.
Rule 2: whoever sees it begin afterwards can take those few off, and knows how many at least of the
people who are new since named it. It may begin only if that leaves room for `FLOOR` of them who did
not, or the other way round.
"""

from bot.gate.auditing import Heads
from bot.gate.rule import FLOOR, Threshold


def may_begin(before: Heads, new: Heads, least: int, threshold: Threshold) -> bool:
    """Say whether a figure of the people *before* and the *new* ones tells little of the new.

    Args:
        before: those whom earlier releases counted and the figure did not.
        new: those whom this release counts first.
        least: how many who named it a figure needs.
        threshold: the survey's rule.
    """
    waited = before.named + before.others
    if not threshold.protections.beginnings or waited < threshold.figures + FLOOR:
        return True  # of so few nothing would have been shown in any case
    people = new.named + new.others
    if before.named < least:
        known = before.named + new.named - (least - 1)
    elif before.others < threshold.figures:
        known = before.others + new.others - (threshold.figures - 1)
    else:
        return True  # it was held back for another reason, which says nothing about numbers
    return known <= people - FLOOR
