"""`make bench`: all measurements, or those that are named: `python -m benchmarks matching`."""

import sys
from collections.abc import Callable, Sequence

from benchmarks import (
    attacker,
    bursts,
    comparing,
    coverage,
    faults,
    load,
    matching,
    reminder,
    rendering,
    size,
    starting,
    turns,
    workers,
)

ALL: dict[str, Callable[[Sequence[str]], None]] = {
    "matching": matching.main,
    "coverage": coverage.main,
    "comparing": comparing.main,
    "attacker": attacker.main,
    "faults": faults.main,
    "bursts": bursts.main,
    "reminder": reminder.main,
    "load": load.main,
    "turns": turns.main,
    "workers": workers.main,
    "starting": starting.main,
    "rendering": rendering.main,
    "size": size.main,
}


def main(words: Sequence[str]) -> int:
    """Run the measurement that is named first with the words after it, or all of them."""
    if not words:
        for measure in ALL.values():
            measure(())
        return 0
    if words[0] not in ALL:
        print(f"benchmarks: there is no {words[0]!r}, only {', '.join(ALL)}", file=sys.stderr)
        return 2
    ALL[words[0]](words[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
