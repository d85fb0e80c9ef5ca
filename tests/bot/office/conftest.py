"""An owner's chat when enough people have answered."""

import pytest

from storage import TeamRow
from tests.bot.office.answering import SURVEY, answered
from tests.bot.office.playing import Play

TEAMS = {"day": 12, "night": 10}


@pytest.fixture
def told(owner: Play) -> Play:
    """Return the owner's chat after 44 people have answered."""
    owner.say("/survey")  # the always-on survey exists from now on
    with owner.store.transaction() as work:
        for team, heads in TEAMS.items():
            work.surveys.add_team(SURVEY, TeamRow(team, team.title(), 3 * heads))
            answered(work, team, "rework", heads)
            answered(work, team, "waiting", 6)
            answered(work, team, None, 5)
    return owner
