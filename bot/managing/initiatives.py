"""What was decided: the list, one initiative with before and after, notes, and its end; pure.

The first argument of each screen is the survey, the second the initiative. Whatever changes an
initiative carries the stamp of what was shown. A lead sees the initiatives of the own teams.
"""

import re
from typing import Final

from bot.managing.decided import DECIDED, DOING, Decided, Initiative, MoveOn, Note, Tell, TellAll
from bot.managing.links import Link, stamp_of
from bot.managing.paging import page_of
from bot.managing.replies import Button, Reply
from bot.managing.roles import RUNNING
from bot.managing.screens import Outcome, Request, Screen, View, stale, to_menu

LIST, ONE, NOTE, MOVE, TELL, TELL_ALL = (
    "initiatives", "initiative", "note", "move_on", "tell_me", "tell_all",
)  # fmt: skip
DAYS: Final = 28
LONGEST: Final = 500
_PER_PAGE: Final = 5
_DROPPED, _YES = "dropped", "yes"
_FIGURE = re.compile(r"(-?\d{1,9}(?:[.,]\d{1,4})?)(?=\s|$)")


def show_list(request: Request, decided: Decided | None) -> View:
    """Return the initiatives of a survey, and what comes by schedule."""
    if decided is None:
        return View((Reply("no_such_survey"),))
    page = page_of(decided.initiatives, request.link.argument(1), _PER_PAGE)
    here = Link(LIST, (decided.survey,))
    rows: list[tuple[Button, ...]] = [
        (Button(here.to(ONE, each.id), name=each.title),) for each in page.items
    ]
    rows += page.buttons(here, 1)
    told = "0" if decided.told_every else str(DAYS)
    rows.append((Button(here.to(TELL, told), "tell_never" if told == "0" else "tell_monthly"),))
    if decided.initiatives and request.member.roles(decided.survey) & RUNNING:
        rows.append((Button(here.to(TELL_ALL), TELL_ALL),))
    if request.member.roles(decided.survey) & RUNNING:
        rows.append((Button(here.to("repeat"), "repeat"),))
    values = {"decided": decided, "page": page.items}
    return View((Reply("initiatives", values, tuple(rows)),))


def show_one(request: Request, decided: Decided | None) -> View:
    """Return one initiative, and what may follow."""
    it = _meant(request, decided)
    if it is None:
        return _gone(request)
    here = Link(ONE, (it.survey, it.id))
    rows = [
        (Button(Link(MOVE, (it.survey, it.id, state), it.stamp), f"state_{state}"),)
        for state in it.moves
    ]
    if it.state != _DROPPED:
        rows.insert(0, (Button(here._replace(screen=NOTE), NOTE),))
    return View((Reply("initiative", {"it": it}, tuple(rows)),))


def note(request: Request, decided: Decided | None) -> View:
    """Ask how it goes; with an answer, keep it."""
    it = _meant(request, decided)
    if it is None:
        return _gone(request)
    one = Link(ONE, (it.survey, it.id))
    if it.state == _DROPPED:
        return stale(one)
    said = " ".join((request.text or "").split())[:LONGEST]
    if not said:
        return View((Reply("ask_note", {"it": it}),), awaits=one._replace(screen=NOTE))
    text, value = figure_in(said)
    change = Note(it.id, text, value)
    return View((Reply("noted"),), changes=(change,), then=one, outcome=Outcome.CHANGED)


def figure_in(said: str) -> tuple[str, float | None]:
    """Return what is said, and the number at its beginning, if there is one."""
    found = _FIGURE.match(said)
    return said, None if found is None else float(found[1].replace(",", "."))


def move_on(request: Request, decided: Decided | None) -> View:
    """Give an initiative another state; dropping asks why first."""
    it = _meant(request, decided)
    if it is None:
        return _gone(request)
    state, one = request.link.argument(2), Link(ONE, (it.survey, it.id))
    if state not in it.moves or request.link.stamp != it.stamp:
        return stale(one)
    why = " ".join((request.text or "").split())[:LONGEST]
    if state == _DROPPED and not why:
        return View((Reply("ask_drop", {"it": it}),), awaits=request.link)
    change = MoveOn(it.id, state, why)
    done = Reply("moved_on", {"state": state})
    return View((done,), changes=(change,), then=one, outcome=Outcome.CHANGED)


def tell_me(request: Request, decided: Decided | None) -> View:
    """Let the person be told by schedule, or not any more."""
    if decided is None:
        return View((Reply("no_such_survey"),))
    days = 0 if request.link.argument(1) == "0" else DAYS
    return View(
        (Reply("told_every", {"days": days}),),
        changes=(Tell(decided.survey, request.member.person, days),),
        then=Link(LIST, (decided.survey,)),
        outcome=Outcome.CHANGED,
    )


def tell_all(request: Request, decided: Decided | None) -> View:
    """Show what everybody would be told who took part; once confirmed, tell them."""
    if decided is None:
        return View((Reply("no_such_survey"),))
    stamp = stamp_of(decided.untold)
    if request.link.argument(1) != _YES:
        yes = Button(Link(TELL_ALL, (decided.survey, _YES), stamp), "yes_tell_all")
        rows = ((yes,),) if decided.untold else ()
        return View((Reply("sure_tell_all", {"decided": decided}, rows),))
    if request.link.stamp != stamp or not decided.untold:
        return stale(Link(LIST, (decided.survey,)))
    return View(
        (Reply("told_all"),),
        changes=(TellAll(decided.survey),),
        then=Link(LIST, (decided.survey,)),
        outcome=Outcome.CHANGED,
    )


def _meant(request: Request, decided: Decided | None) -> Initiative | None:
    return None if decided is None else decided.find(request.link.argument(1))


def _gone(request: Request) -> View:
    return View((Reply("no_such_initiative"),), then=Link(LIST, (request.survey,)))


def back_to_list(link: Link) -> Link:
    """Return the way from one initiative to all of its survey."""
    return Link(LIST, link.arguments[:1])


def back_to_one(link: Link) -> Link:
    """Return the way from what is done with an initiative to it."""
    return Link(ONE, link.arguments[:2])


SCREENS: Final = (
    Screen(
        name=LIST, roles=DOING, need=DECIDED, show=show_list, command=LIST, of_survey=True,
        back=to_menu,
    ),
    Screen(
        name=ONE, roles=DOING, need=DECIDED, show=show_one, of_survey=True, back=back_to_list
    ),
    Screen(name=NOTE, roles=DOING, need=DECIDED, show=note, of_survey=True, back=back_to_one),
    Screen(name=MOVE, roles=DOING, need=DECIDED, show=move_on, of_survey=True, back=back_to_one),
    Screen(name=TELL, roles=DOING, need=DECIDED, show=tell_me, of_survey=True, back=back_to_list),
    Screen(
        name=TELL_ALL, roles=RUNNING, need=DECIDED, show=tell_all, of_survey=True,
        back=back_to_list,
    ),
)  # fmt: skip
