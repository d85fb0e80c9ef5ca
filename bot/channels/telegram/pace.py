"""How fast messages may leave; pure, the clock comes in with every call.

Telegram publishes no exact limits. The common advice, which the library's constants repeat, is
about 30 messages a second over all chats and one a second in one chat, short bursts allowed. What
Telegram really wants comes back as `retry_after`, and that is obeyed to the second, for the chat
it concerns only.
"""

from collections import deque
from dataclasses import dataclass, field

OVERALL_PER_SECOND = 30.0
CHAT_PER_SECOND = 1.0
CHAT_BURST = 5.0


@dataclass(slots=True)
class _Bucket:
    """Tokens that flow back at *rate* a second, up to *size*; below zero means: wait."""

    rate: float
    size: float
    tokens: float
    at: float

    def take(self, now: float) -> float:
        """Take one token and return how many seconds to wait for it."""
        self.tokens = min(self.size, self.tokens + max(0.0, now - self.at) * self.rate) - 1
        self.at = max(self.at, now)
        return max(0.0, -self.tokens / self.rate)

    def is_full(self, now: float) -> bool:
        return self.tokens + max(0.0, now - self.at) * self.rate >= self.size


@dataclass(slots=True)
class Pace:
    """Says how long a message waits: first for its chat, then, at that moment, for all chats."""

    overall_rate: float = OVERALL_PER_SECOND
    _next_of_many: float = float("-inf")
    _left: deque[float] = field(default_factory=deque)
    _chats: dict[str, _Bucket] = field(default_factory=dict)
    _most_chats: int = 1000

    def delay_in_chat(self, chat: str, now: float) -> float:
        """Return in how many seconds a message to *chat* may leave, and count it as sent then."""
        if not self.overall_rate:  # a Bot API server of one's own, or a test's
            return 0.0
        if len(self._chats) >= self._most_chats:
            self._forget_idle(now)
        bucket = self._chats.setdefault(chat, _Bucket(CHAT_PER_SECOND, CHAT_BURST, CHAT_BURST, now))
        return bucket.take(now)

    def delay_in_broadcast(self, now: float) -> float:
        """Return in how many seconds the next of many may leave: evenly, never in a heap.

        So a kill finds one or two in flight, and answers find a gap.
        """
        if not self.overall_rate:
            return 0.0
        moment = max(now, self._next_of_many)
        self._next_of_many = moment + 1 / self.overall_rate
        return moment - now

    def delay_overall(self, now: float) -> float:
        """Return in how many seconds one more may leave, and count it as sent then.

        At most as many as the rate leave in any second, wherever that begins.
        """
        if not self.overall_rate:
            return 0.0
        most = max(1, int(self.overall_rate))
        while len(self._left) > most:
            self._left.popleft()
        moment = max(now, self._left[0] + 1) if len(self._left) == most else now
        self._left.append(moment)
        return moment - now

    def _forget_idle(self, now: float) -> None:
        """Drop the chats whose allowance is whole again, so that memory does not grow."""
        self._chats = {chat: one for chat, one in self._chats.items() if not one.is_full(now)}
        self._most_chats = max(1000, 2 * len(self._chats))
