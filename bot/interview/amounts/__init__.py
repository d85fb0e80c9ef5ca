"""Amounts as people write them: how long, how often, how much of it."""

from bot.interview.amounts.durations import minutes_of
from bot.interview.amounts.frequencies import per_week_of
from bot.interview.amounts.plain import Amount, number_of
from bot.interview.amounts.shares import share_of

__all__ = ["Amount", "minutes_of", "number_of", "per_week_of", "share_of"]
