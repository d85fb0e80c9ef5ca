"""Taking a recommendation on, in three questions: which goal, until when, who sees to it; pure.

The arguments of `take` are the survey, the inefficiency, the goal in per cent, the date, and `me`.
What is typed answers the question that is open.
"""

from typing import Final

from bot.managing.decided import DOING, OFFERED, TAKE, Offered, TakeOn
from bot.managing.initiatives import ONE as INITIATIVE
from bot.managing.links import Link
from bot.managing.replies import Button, Reply
from bot.managing.results import ONE as RECOMMENDATION
from bot.managing.screens import Outcome, Request, Screen, View

ME: Final = "me"
WEEKS: Final = (4, 8, 12)
_LONGEST_NAME: Final = 60
_ID_SIGNS: Final = 8


def take(request: Request, offer: Offered | None) -> View:
    """Ask the next question, or take the recommendation on."""
    if offer is None:
        return View((Reply("cannot_take_on"),))
    if offer.taken_as:
        return View(
            (Reply("taken_already"),), then=Link(INITIATIVE, (offer.survey, offer.taken_as))
        )
    link, said = request.link, " ".join((request.text or "").split())
    percent, due = _percent(link.argument(2)), link.argument(3)
    if percent is None:
        return _with_goal(offer, said)
    if due not in offer.days.values():
        return _with_date(offer, percent, said)
    return _with_owner(request, offer, percent, said)


def _with_goal(offer: Offered, said: str) -> View:
    """Ask for the goal, or go on with the one that was typed."""
    here = Link(TAKE, (offer.survey, offer.code))
    typed = _percent(said.rstrip("% "))
    if typed is not None:
        return View(then=Link(TAKE, (*here.arguments, str(typed))))
    goals = dict.fromkeys(max(1, round(value)) for value in offer.percent)
    row = tuple(
        Button(Link(TAKE, (*here.arguments, str(goal))), name=f"{goal} %") for goal in goals
    )
    asked = Reply("take_on", {"offer": offer}, (row,))
    return View((Reply("fault_percent"), asked) if said else (asked,), awaits=here)


def _with_date(offer: Offered, percent: int, said: str) -> View:
    """Ask for the date, or go on with the one that was typed."""
    here = Link(TAKE, (offer.survey, offer.code, str(percent)))
    if said in offer.days.values():
        return View(then=Link(TAKE, (*here.arguments, said)))
    row = tuple(
        Button(Link(TAKE, (*here.arguments, offer.days[7 * weeks])), f"in_{weeks}_weeks")
        for weeks in WEEKS
    )
    asked = Reply("take_on_when", {"offer": offer, "percent": percent}, (row,))
    fault = Reply("fault_due", {"offer": offer})
    return View((fault, asked) if said else (asked,), awaits=here)


def _with_owner(request: Request, offer: Offered, percent: int, said: str) -> View:
    """Ask who sees to it, or take it on."""
    link = request.link
    here = Link(TAKE, link.arguments[:4])
    is_me = link.argument(4) == ME and offer.is_named
    if not is_me and not 0 < len(said) <= _LONGEST_NAME:
        me = Button(Link(TAKE, (*here.arguments, ME)), "i_see_to_it")
        values = {"due": link.argument(3), "named": offer.is_named}
        asked = Reply("take_on_who", values, ((me,),) if offer.is_named else ())
        return View((Reply("fault_owner"), asked) if said else (asked,), awaits=here)
    name = "".join(filter(str.isalnum, request.fresh)).lower()[:_ID_SIGNS]
    change = TakeOn(
        id=name,
        survey=offer.survey,
        code=offer.code,
        team=offer.team,
        percent=percent,
        due=link.argument(3),
        owner="" if is_me else said,
        by=request.member.person,
    )
    then = Link(INITIATIVE, (offer.survey, name))
    return View((Reply("taken_on"),), changes=(change,), then=then, outcome=Outcome.CHANGED)


def _percent(text: str) -> int | None:
    return int(text) if text.isdecimal() and 1 <= int(text[:4]) <= 100 else None  # noqa: PLR2004  # per cent


def _back(link: Link) -> Link:
    return Link(RECOMMENDATION, link.arguments[:2])


SCREENS: Final = (
    Screen(name=TAKE, roles=DOING, need=OFFERED, show=take, of_survey=True, back=_back),
)
