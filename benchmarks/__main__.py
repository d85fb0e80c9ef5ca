"""`make bench`: all measurements, or those that are named: `python -m benchmarks matching`."""

import sys
import time
import traceback
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
        return 1 if _failed() else 0
    if words[0] not in ALL:
        print(f"benchmarks: there is no {words[0]!r}, only {', '.join(ALL)}", file=sys.stderr)
        return 2
    ALL[words[0]](words[1:])
    return 0


def _failed() -> list[str]:
    """Run all measurements, the next one also where one fails, and return those that failed."""
    failed = []
    for name, measure in ALL.items():
        print(f"== {name}", flush=True)
        began = time.monotonic()
        try:
            measure(())
        except Exception:  # noqa: BLE001  # whatever it is, the others are measured
            traceback.print_exc()
            failed.append(name)
        print(f"== {name}: {time.monotonic() - began:.0f} s", flush=True)
    if failed:
        print(f"benchmarks: failed: {', '.join(failed)}", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
