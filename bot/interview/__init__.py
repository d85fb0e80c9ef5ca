"""The interview: a pure function from state and event to state, records and replies.

`table` says what may happen when, `survey` what a survey is, `advancing` is the function itself.
Imports `knowledge`, no channel, no database, no clock, no wording.
"""

from bot.interview.advancing import advance, opening
from bot.interview.context import Context, Rule, Team
from bot.interview.state import Interview
from bot.interview.step import Step

__all__ = ["Context", "Interview", "Rule", "Step", "Team", "advance", "opening"]
