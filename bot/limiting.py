"""How much one person may write: far more than anybody does, far less than a machine can.

Rule 1: beyond the limit a chat is told so once in its window; what else comes is acknowledged and
left alone, so that a flood costs nobody else their turn.
Rule 2: what comes again, because the database was away, counts once.
Rule 3: kept in memory, by chat and minute, and forgotten with it: no record of who writes when.
"""

from dataclasses import dataclass, field
from typing import Final

from bot.incoming import Arrival, Departed, Elsewhere, Hasty, Incoming, Unreadable

#: A quick person presses a button a second; a phone that was offline delivers some dozens at once.
MOST_A_MINUTE: Final = 60
_WINDOW_SECONDS: Final = 60


@dataclass(slots=True)
class Limiter:
    """Counts what each chat sends in the current minute."""

    most: int = MOST_A_MINUTE
    _window: int = 0
    _counts: dict[tuple[str, str], int] = field(default_factory=dict)
    _places: dict[tuple[str, str], int] = field(default_factory=dict)

    def admit(self, arrival: Arrival, now: int) -> Arrival | None:
        """Return *arrival*; for the first that is too many what says so, for all after it None."""
        if isinstance(arrival, Departed | Unreadable):
            return arrival
        if now // _WINDOW_SECONDS != self._window:
            self._window = now // _WINDOW_SECONDS
            self._counts.clear()
            self._places.clear()
        place = self._place(arrival)
        if place <= self.most:
            return arrival
        if place > self.most + 1 or not isinstance(arrival, Incoming):
            return None
        return Hasty(arrival.channel, arrival.update, arrival.chat, arrival.language)

    def _place(self, arrival: Incoming | Elsewhere | Hasty) -> int:
        """Return which of its chat in this minute *arrival* is, however often it comes."""
        update, chat = (arrival.channel, arrival.update), (arrival.channel, arrival.chat)
        if update not in self._places:
            self._places[update] = self._counts[chat] = self._counts.get(chat, 0) + 1
        return self._places[update]
