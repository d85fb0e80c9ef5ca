"""Holds processes to a fixed share of one core each, as `cpu.max` does, but without root.

A process that has had its share is stopped (`SIGSTOP`) until it is due more; what it did not use
does not add up. Counted is the processor's time that it had, so it does not matter who else is on
the machine, as long as they leave it its share. Linux only: it reads other processes' clocks.

    python -m benchmarks.holding SHARE PID...
"""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[1]
#: The share that is no limit.
ALL_THEY_GET: Final = 1.0
_LOOK_SECONDS: Final = 0.005
#: What was not used in the last so many seconds may still be; the usual period of `cpu.max`.
_KEPT_SECONDS: Final = 0.1


@dataclass(slots=True)
class Allowance:
    """The processor's time that one process may have, *share* of the time that passes.

    Pure: the clocks come in with every call.
    """

    share: float
    at: float
    used: float
    _left: float = field(default=0.0)

    def is_due(self, now: float, used: float) -> bool:
        """Say at the time *now* whether a process that has *used* so much may go on."""
        self._left += (now - self.at) * self.share - (used - self.used)
        self._left = min(self._left, _KEPT_SECONDS * self.share)
        self.at, self.used = now, used
        return self._left > 0


def processor_clock(process: int) -> float:
    """Return the processor's time that *process* has had, to the nanosecond.

    Raises:
        OSError: there is no such process.
    """
    return time.clock_gettime(~process << 3 | 2)  # as clock_getcpuclockid(3) makes the number


@asynccontextmanager
async def held(share: float, processes: Sequence[int]) -> AsyncIterator[None]:
    """Hold each of *processes* to *share* of a core within the block."""
    if share == ALL_THEY_GET:
        yield
        return
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.holding", str(share), *map(str, processes), cwd=_ROOT
    )
    try:
        yield
    finally:
        holder.terminate()
        await holder.wait()


def main(words: Sequence[str]) -> None:
    """Hold processes until they are gone, or until we are to stop; then let them run."""
    share, processes = float(words[0]), [int(word) for word in words[1:]]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        with suppress(OSError):  # gone
            _hold(share, processes)
    finally:
        for process in processes:
            with suppress(OSError):
                os.kill(process, signal.SIGCONT)


def _hold(share: float, processes: Sequence[int]) -> None:
    now = time.monotonic()
    allowances = {each: Allowance(share, now, processor_clock(each)) for each in processes}
    stopped: set[int] = set()
    while True:
        now = time.monotonic()
        for process, allowance in allowances.items():
            is_due = allowance.is_due(now, processor_clock(process))
            if is_due == (process in stopped):
                os.kill(process, signal.SIGCONT if is_due else signal.SIGSTOP)
                stopped ^= {process}
        time.sleep(_LOOK_SECONDS)


if __name__ == "__main__":
    main(sys.argv[1:])
