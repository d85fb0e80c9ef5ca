"""What is held to a share of a core gets that share, whatever it would take."""

import pytest

from benchmarks.holding import Allowance


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5])
def test_a_greedy_process_gets_its_share(share: float) -> None:
    allowance, used = Allowance(share, at=0.0, used=0.0), 0.0
    for step in range(1, 1001):
        if allowance.is_due(step * 0.01, used):
            used += 0.01

    assert used == pytest.approx(10 * share, abs=0.02)


def test_what_was_not_used_does_not_add_up() -> None:
    allowance = Allowance(0.5, at=0.0, used=0.0)
    for step in range(1, 101):
        allowance.is_due(step * 0.01, used=0.0)

    assert not allowance.is_due(1.01, used=0.1)
