"""Asking a closed survey again by schedule, a few questions at a time; pure."""

from typing import Final

from bot.managing.decided import REPEATED, Repeat, Repeated
from bot.managing.initiatives import LIST, back_to_list
from bot.managing.links import Link, stamp_of
from bot.managing.replies import Button, Reply
from bot.managing.roles import RUNNING
from bot.managing.screens import Outcome, Request, Screen, View, stale

REPEAT: Final = "repeat"
#: Weeks between two rounds, and how many rounds there are: half a year holds these.
OFFERS: Final = ((8, 1), (8, 2), (12, 1))
STOP: Final = "stop"


def repeat(request: Request, repeated: Repeated | None) -> View:
    """Say what asking again means, and plan or stop it."""
    if repeated is None:
        return View((Reply("no_such_survey"),))
    asked = request.link.argument(1)
    stamp = stamp_of(repeated)
    if asked:
        plans = {f"{weeks}x{rounds}": (weeks, rounds) for weeks, rounds in repeated.offers}
        weeks, rounds = plans.get(asked, (0, 0))
        is_known = rounds or (asked == STOP and repeated.every)
        if request.link.stamp != stamp or not is_known:
            return stale(Link(REPEAT, (repeated.survey,)))
        return View(
            (Reply("repeated", {"weeks": weeks, "rounds": rounds}),),
            changes=(Repeat(repeated.survey, weeks, rounds),),
            then=Link(LIST, (repeated.survey,)),
            outcome=Outcome.CHANGED,
        )
    names = [f"{weeks}x{rounds}" for weeks, rounds in repeated.offers]
    names += [STOP] if repeated.every else []
    rows = tuple(
        (Button(Link(REPEAT, (repeated.survey, name), stamp), f"repeat_{name}"),) for name in names
    )
    return View((Reply("repeat", {"repeated": repeated}, rows),))


SCREENS: Final = (
    Screen(
        name=REPEAT, roles=RUNNING, need=REPEATED, show=repeat, of_survey=True, back=back_to_list
    ),
)
