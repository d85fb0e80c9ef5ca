"""Intervals hold the truth nine times in ten, also where few answered and one in twenty loses most.

The same simulation as `python -m benchmarks coverage`, smaller and with the same draws each time.
"""

import pytest

from benchmarks.coverage import GROUPS, covered

EVEN, LUMPY = GROUPS[0], GROUPS[4]


@pytest.mark.parametrize("answered", [8, 12])
def test_few_answers_of_a_lumpy_group_hold_the_truth(answered: int) -> None:
    found = covered(LUMPY, 2000, answered, runs=1000)

    assert found is not None
    assert 0.85 <= found.share <= 0.95


def test_few_answers_of_an_even_group_promise_not_too_little() -> None:
    found = covered(EVEN, 50, 5, runs=1000)

    assert found is not None
    assert 0.85 <= found.share <= 0.95


def test_what_too_few_people_lose_is_not_simulated() -> None:
    assert covered(GROUPS[3], 2000, 5, runs=1) is None
