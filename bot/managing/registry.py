"""All screens there are. To add one: `docs/decisions.md`, "How to add a screen"."""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.managing import (
    confirming,
    editing,
    initiatives,
    inviting,
    moving,
    own_interview,
    people,
    repeating,
    results,
    surveys,
    taking_on,
    watching,
)
from bot.managing.menu import menu_screen
from bot.managing.roles import Member
from bot.managing.screens import AnyScreen

ALL: Final[tuple[AnyScreen, ...]] = (
    *surveys.SCREENS,
    *editing.SCREENS,
    *own_interview.SCREENS,
    *moving.SCREENS,
    *inviting.SCREENS,
    *results.SCREENS,
    *confirming.SCREENS,
    *initiatives.SCREENS,
    *taking_on.SCREENS,
    *watching.SCREENS,
    *repeating.SCREENS,
    *people.SCREENS,
)
SCREENS: Final[Mapping[str, AnyScreen]] = {each.name: each for each in (menu_screen(ALL), *ALL)}
COMMANDS: Final[Mapping[str, AnyScreen]] = {
    each.command: each for each in SCREENS.values() if each.command
}


def commands_for(member: Member, screens: Iterable[AnyScreen] = ()) -> tuple[str, ...]:
    """Return the commands of the screens that *member* may use, in the order of the menu."""
    listed = tuple(screens) or tuple(SCREENS.values())
    return tuple(each.command for each in listed if each.command and each.roles & member.roles())
