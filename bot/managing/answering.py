"""Picks the screen that a link names, checks the right to it, and answers; pure and total.

Whatever is pressed or typed, there is an answer: a screen that is not there or not this person's
gets a plain word, and changes nothing.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.managing.links import Link
from bot.managing.picking import pick_survey
from bot.managing.registry import SCREENS
from bot.managing.replies import Button, Reply
from bot.managing.screens import MENU, AnyScreen, Loads, Outcome, Request, View

BACK, TO_MENU = "back", "to_menu"


def answer(request: Request, loads: Loads, screens: Mapping[str, AnyScreen] = SCREENS) -> View:
    """Return what follows from *request*: its screen, if this person may use it."""
    screen = screens.get(request.link.screen)
    if screen is None:
        return refusal("no_such_screen")
    if not may_use(screen, request):
        return refusal("not_yours")
    if screen.of_survey and not request.survey:
        return with_way_back(screen, request.link, pick_survey(screen, request, loads))
    return with_way_back(screen, request.link, screen.answer(request, loads))


def may_use(screen: AnyScreen, request: Request) -> bool:
    """Say whether the person may use *screen*, for the survey that it is about, if it is known."""
    about = (request.survey or None) if screen.of_survey else None
    return bool(screen.roles & request.member.roles(about))


def refusal(message: str) -> View:
    """Return the plain word that somebody gets who may not."""
    return View((Reply(message, {}, ((Button(Link(MENU), TO_MENU),),)),), outcome=Outcome.REFUSED)


def with_way_back(screen: AnyScreen, link: Link, view: View) -> View:
    """Return *view* with the way back, unless another screen follows or it is the menu."""
    if view.then is not None or screen.name == MENU:
        return view
    back = screen.back(link)
    word = TO_MENU if back.screen == MENU else BACK
    return replace(view.with_button(Button(back, word)))
