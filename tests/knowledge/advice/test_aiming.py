"""Goals: what a remedy allows, beside how well that is known."""

from functools import cache

import pytest

from knowledge.advice.aiming import aim_of
from knowledge.advice.remedying import leading, remedies_for
from knowledge.advice.shapes import Span
from knowledge.catalogue import Catalogue, load_catalogue


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize("code", sorted(catalogue().inefficiencies))
def test_every_inefficiency_has_a_goal_that_can_be_reached(code: str) -> None:
    aim = aim_of(Span(10, 20, 40), remedies_for(catalogue(), code))

    assert aim is not None
    assert 0 <= aim.percent.low <= aim.percent.likely <= aim.percent.high <= 90
    assert aim.percent.high > 0
    assert aim.hours is not None
    assert aim.hours.high <= 40 * 0.9
    assert aim.check_weeks > 0


def test_a_goal_is_the_remedys_share_of_those_who_take_it_up() -> None:
    remedies = remedies_for(catalogue(), "duplicate_entry")
    lead = leading(remedies)
    aim = aim_of(None, remedies)

    assert lead is not None
    assert aim is not None
    assert (aim.remedy, aim.grade) == (lead.id, lead.grade)
    assert aim.percent.low == 5 * round(lead.saves.low * 0.5 / 5)
    assert aim.hours is None


def test_without_a_remedy_there_is_no_goal() -> None:
    assert aim_of(Span(1, 2, 3), ()) is None
