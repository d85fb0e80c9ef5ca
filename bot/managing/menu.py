"""The menu: the screens that this person may use, and nothing of the others; pure."""

from collections.abc import Sequence

from bot.managing.links import Link
from bot.managing.replies import Button, Reply
from bot.managing.roles import EVERYBODY
from bot.managing.screens import MENU, NOTHING, AnyScreen, Nothing, Request, Screen, View


def menu_screen(screens: Sequence[AnyScreen]) -> Screen[Nothing]:
    """Return the menu of *screens*: one button for each that has a command."""

    def show(request: Request, _: Nothing) -> View:
        if not request.member.is_more_than_employee:
            return View((Reply("menu_of_employee"),))
        rows = tuple(
            (Button(Link(each.name), word=f"menu_{each.name}"),)
            for each in screens
            if each.command and each.roles & request.member.roles()
        )
        return View((Reply("menu", {}, rows),))

    return Screen(name=MENU, roles=EVERYBODY, need=NOTHING, show=show, command=MENU)
