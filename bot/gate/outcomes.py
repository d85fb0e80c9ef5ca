"""What the gate let through of two rounds: better, worse, or not to be told.

Changes are hours a week of one person, less than zero is better; nothing in here is of one person.
"""

from typing import NamedTuple

from bot.gate.published import Range


class Effect(NamedTuple):
    """How an inefficiency changed between two rounds.

    `verdict` is better, worse or cannot_tell. `why_not` says why there are no figures: open (a
    round has not closed), not_shown (of one round no figure may be shown), or too_few. `linked` are
    the same people, so many or more, otherwise groups; `percent` is the share of what it was.
    """

    code: str
    team: str
    verdict: str
    why_not: str = ""
    change: Range | None = None
    percent: Range | None = None
    before: float = 0.0
    after: float = 0.0
    people: tuple[int, int] = (0, 0)
    linked: bool = False
    cautions: tuple[str, ...] = ()
