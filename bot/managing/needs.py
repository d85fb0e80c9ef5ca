"""What several screens need to know, as plain values; pure."""

from typing import Final, NamedTuple

from bot.managing.screens import Need


class SurveyLine(NamedTuple):
    """A survey in a list: its id, name and status (draft, open, paused, closed)."""

    id: str
    name: str
    status: str


#: All surveys, newest first; a screen lists those that its person may see.
SURVEYS: Final[Need[tuple[SurveyLine, ...]]] = Need("surveys")
