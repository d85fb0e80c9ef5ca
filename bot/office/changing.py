"""Makes the changes that screens ask for, one function for each kind, in the turn's transaction."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.managing.screens import Change
from bot.office.case import Case

#: Each kind of change and what makes it; a test holds it complete.
CHANGERS: Final[Mapping[type[Change], Callable[..., None]]] = {}


def make(case: Case, change: Change) -> None:
    """Make *change*."""
    CHANGERS[type(change)](case, change)
