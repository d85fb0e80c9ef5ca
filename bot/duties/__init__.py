"""Work that is due: what a row of the table `due` makes happen, and the tick that does it.

To add a kind: a member of `bot.lifecycle.Duty`, a function from `Job` to `Later | None`, and a row
in `duties_of`. See `docs/decisions.md`.
"""

from collections.abc import Mapping

from bot.duties.dates import close, let_go, open_at_its_date, tidy
from bot.duties.prompting import Prompting
from bot.duties.reminding import Reminding
from bot.duties.telling import Telling
from bot.duties.ticking import Handler, Job, Later, Ticking
from bot.initiatives.telling import decided_by
from bot.lifecycle import Duty
from bot.setting import Setting

__all__ = ["Handler", "Job", "Later", "Ticking", "duties_of"]


def duties_of(setting: Setting, owners: frozenset[str] = frozenset()) -> Mapping[str, Handler]:
    """Return what is done for each kind of work; *owners* are pseudonyms of those who manage."""
    prompting = Prompting(setting, owners)
    return {
        Duty.OPEN: open_at_its_date,
        Duty.CLOSE: close,
        Duty.REMIND: Reminding(setting),
        Duty.RELEASE: Telling(setting),
        Duty.LET_GO: let_go,
        Duty.TIDY: tidy,
        Duty.DECIDED: Telling(setting, decided_by),
        Duty.NUDGE: prompting.nudge,
        Duty.PROGRESS: prompting.progress,
    }
