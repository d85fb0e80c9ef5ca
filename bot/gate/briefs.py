"""What a brief for providers holds: made from a published report, so nothing that it does not show.

Imports nothing of ours but the values of a report.
"""

from dataclasses import dataclass
from typing import NamedTuple

from bot.gate.published import Range


class BriefLevel(NamedTuple):
    """A service level to ask a provider for: what is measured, and the usual target."""

    metric: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What providers are asked about one function: a request for information.

    `volume` is all of its hours a week, `months` from contract to steady state. `openness` is 1 for
    secret data and 5 for public data. What is for the
    company alone, such as what it hopes to save, is not in here: the brief is sent to providers.
    """

    survey: str
    week: str
    function: str
    covers: str
    volume: Range | None
    scope: tuple[str, ...]
    retained: tuple[str, ...]
    levels: tuple[BriefLevel, ...]
    data: str
    openness: int
    months: tuple[int, int] | None
    risks: tuple[str, ...]
