"""Which survey? Asked before a screen about a survey, where the person has not said; pure."""

from bot.managing.links import Link
from bot.managing.needs import SURVEYS
from bot.managing.paging import page_of
from bot.managing.replies import Button, Reply
from bot.managing.screens import AnyScreen, Loads, Request, View

_PAGE = 1


def pick_survey(screen: AnyScreen, request: Request, loads: Loads) -> View:
    """Return the surveys for which the person may use *screen*; the only one is opened at once."""
    member = request.member
    allowed = [each for each in loads(SURVEYS, request) if screen.roles & member.roles(each.id)]
    if len(allowed) == 1:
        return View(then=Link(screen.name, (allowed[0].id, *request.link.arguments[1:])))
    if not allowed:
        return View((Reply("no_survey_yet"),))
    page = page_of(allowed, request.link.argument(_PAGE))
    rows = tuple((Button(Link(screen.name, (each.id,)), name=each.name),) for each in page.items)
    turning = page.buttons(Link(screen.name, ("",)), _PAGE)
    return View((Reply("which_survey", {}, (*rows, *turning)),))
