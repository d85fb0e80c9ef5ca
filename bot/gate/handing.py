"""What handing a function over may be worth, and what is easily forgotten: in sentences; pure.

Figures are the catalogue's, with their grades; none of them is the company's own (DOMAIN.md 2.3).
"""

from typing import Final

from bot.gate.describing import grade_words
from knowledge.catalogue.records import Function

#: Decisions that lead to a provider, now or later.
HANDED_OVER: Final = ("outsource_now", "improve_then_outsource")


def worth_of(function: Function, verdict: str) -> tuple[str, ...]:
    """Return what to expect of handing *function* over; nothing unless *verdict* leads there."""
    if verdict not in HANDED_OVER or function.saving is None:
        return ()
    low, likely, high = function.saving.low, function.saving.likely, function.saving.high
    least = f"{-low:g} % more" if low < 0 else f"{low:g} % less" if low else "as much"
    cost = (
        f"After two years it may cost from {least} to {high:g} % less than today in full, most "
        f"likely {likely:g} % less ({grade_words(function.saving.grade)})."
    )
    months = function.transition_months
    takes = "" if months is None else f", {months.low:g} to {months.high:g} months of transition"
    net = (
        f"That is after what is easily forgotten: the search for a provider{takes}, and 5 to 15 % "
        f"of the contract a year to manage it ({grade_words('D')})."
    )
    return (cost, net)
