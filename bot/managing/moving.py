"""Opening, pausing, resuming, closing and dropping a survey: asked first, then done; pure.

The arguments of `confirm` are the survey and the move; `move` has the same, and does it if the plan
is still the one that was shown.
"""

from typing import Final, NamedTuple

from bot.managing.links import Link
from bot.managing.plans import DESK, Desk, Drop, Move, Stage
from bot.managing.replies import Button, Reply
from bot.managing.roles import RUNNING
from bot.managing.screens import Change, Outcome, Request, Screen, View, stale
from bot.managing.surveys import LIST, ONE, back_to_one

SURE, DO = "confirm", "move"


class _Way(NamedTuple):
    """A move: from which stages, and to which; dropping leads to none."""

    before: frozenset[Stage]
    after: Stage | None


WAYS: Final = {
    "open": _Way(frozenset((Stage.DRAFT,)), Stage.OPEN),
    "pause": _Way(frozenset((Stage.OPEN,)), Stage.PAUSED),
    "resume": _Way(frozenset((Stage.PAUSED,)), Stage.OPEN),
    "close": _Way(frozenset((Stage.OPEN, Stage.PAUSED)), Stage.CLOSED),
    "drop": _Way(frozenset((Stage.DRAFT,)), None),
}


def ask_whether(request: Request, desk: Desk | None) -> View:
    """Ask whether the person is sure, and say what it means."""
    name = request.link.argument(1)
    refused = _refused(name, desk)
    if refused is not None or desk is None:
        return refused or View((Reply("no_such_survey"),))
    yes = Button(Link(DO, (desk.plan.id, name), desk.plan.stamp), f"sure_{name}")
    no = Button(Link(ONE, (desk.plan.id,)), "rather_not")
    return View((Reply(f"sure_{name}", {"plan": desk.plan}, ((yes,), (no,))),))


def do(request: Request, desk: Desk | None) -> View:
    """Do what was confirmed, and show the survey as it is then."""
    name = request.link.argument(1)
    refused = _refused(name, desk)
    if refused is not None or desk is None:
        return refused or View((Reply("no_such_survey"),))
    if request.link.stamp != desk.plan.stamp:
        return stale(Link(ONE, (desk.plan.id,)))
    stage = WAYS[name].after
    change: Change = Drop(desk.plan.id) if stage is None else Move(desk.plan.id, stage)
    after = Link(LIST) if stage is None else Link(ONE, (desk.plan.id,))
    done = Reply(f"done_{name}", {"plan": desk.plan})
    return View((done,), changes=(change,), then=after, outcome=Outcome.CHANGED)


def _refused(name: str, desk: Desk | None) -> View | None:
    """Return why *name* cannot be done with the survey; None if it can."""
    if desk is None or name not in WAYS:
        return View((Reply("no_such_survey"),))
    if desk.plan.stage not in WAYS[name].before:
        return stale(Link(ONE, (desk.plan.id,)))
    closes = desk.plan.closes
    if WAYS[name].after is Stage.OPEN and closes is not None and closes < desk.today:
        return View((Reply("closes_past", {"plan": desk.plan}),), outcome=Outcome.REFUSED)
    return None


SCREENS = tuple(
    Screen(name=name, roles=RUNNING, need=DESK, show=show, of_survey=True, back=back_to_one)
    for name, show in ((SURE, ask_whether), (DO, do))
)
