"""Work that is due: what a row of the table `due` makes happen, and the tick that does it.

To add a kind: a member of `bot.lifecycle.Duty`, a function from `Job` to `Later | None`, and a row
in `duties_of`. See `docs/decisions.md`.
"""

from collections.abc import Mapping
from typing import NamedTuple

from bot.duties.dates import close, let_go, lose_order, open_at_its_date, tidy
from bot.duties.prompting import Prompting
from bot.duties.reminding import Reminding
from bot.duties.repeating import Repeating, is_rested
from bot.duties.telling import Telling
from bot.duties.ticking import Handler, Job, Later, Ticking
from bot.initiatives.pulsing import asked_by
from bot.initiatives.telling import decided_by
from bot.lifecycle import Duty
from bot.setting import Setting

__all__ = ["Handler", "House", "Job", "Later", "Ticking", "duties_of"]


class House(NamedTuple):
    """Where the bot is found, its secret, and the pseudonyms of its owners."""

    address: str = "https://t.me"
    secret: bytes = b""
    owners: frozenset[str] = frozenset()


def duties_of(setting: Setting, house: House = House()) -> Mapping[str, Handler]:  # noqa: B008  # frozen
    """Return what is done for each kind of work."""
    prompting = Prompting(setting, house.owners)
    return {
        Duty.OPEN: open_at_its_date,
        Duty.CLOSE: close,
        Duty.REMIND: Reminding(setting),
        Duty.RELEASE: Telling(setting),
        Duty.LOSE_ORDER: lose_order,
        Duty.LET_GO: let_go,
        Duty.TIDY: tidy,
        Duty.DECIDED: Telling(setting, decided_by),
        Duty.ASK: Telling(setting, asked_by, is_rested),
        Duty.PULSE: Repeating(house.secret, house.address),
        Duty.NUDGE: prompting.nudge,
        Duty.PROGRESS: prompting.progress,
    }
