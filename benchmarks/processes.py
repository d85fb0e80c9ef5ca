"""What processes cost: memory, and the processor's time, which others on the machine change little.

Read from `/proc`, so on Linux only.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Self


def memory_of(process: int) -> float:
    """Return the most memory that *process* ever held, in megabytes."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def processor_seconds(processes: Iterable[int]) -> float:
    """Return the processor's time that *processes* have taken so far."""
    ticks = sum(sum(map(int, _stat(process)[11:13])) for process in processes)
    return ticks / os.sysconf("SC_CLK_TCK")


def children_of(parent: int) -> list[int]:
    """Return the processes that *parent* started and that still run."""
    running = (int(each.name) for each in Path("/proc").iterdir() if each.name.isdecimal())
    return [process for process in running if int(_stat(process)[1]) == parent]


def _stat(process: int) -> list[str]:
    """Return the fields after the name, from the state on; zeros if the process has ended."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return ["0"] * 20
    return text.rpartition(")")[2].split()


class Machine(NamedTuple):
    """Time that all processors of the machine have spent so far: all of it, and idle."""

    ticks: int
    idle: int

    @classmethod
    def now(cls) -> Self:
        """Return the times up to now."""
        first = Path("/proc/stat").read_text(encoding="utf-8").splitlines()[0]
        ticks = [int(each) for each in first.split()[1:9]]
        return cls(sum(ticks), ticks[3] + ticks[4])

    def busy_since(self, before: Self) -> float:
        """Return which share of the processors' time since *before* was not idle."""
        return 1 - (self.idle - before.idle) / max(1, self.ticks - before.ticks)
