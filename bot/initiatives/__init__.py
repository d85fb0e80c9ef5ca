"""What is decided on a recommendation, and what becomes of it: from acceptance to "done".

`accepting` locks what was known, `course` moves it on, `following` compares with later rounds,
`pulsing` makes those, `telling` tells the people who were asked. No screen and no wording here.
"""

from bot.initiatives.accepting import Offer, Wish, accept, aim_for
from bot.initiatives.baseline import is_intact
from bot.initiatives.course import State, add_note, move
from bot.initiatives.following import Standing, standing_of

__all__ = [
    "Offer",
    "Standing",
    "State",
    "Wish",
    "accept",
    "add_note",
    "aim_for",
    "is_intact",
    "move",
    "standing_of",
]
