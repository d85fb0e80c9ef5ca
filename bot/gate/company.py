"""What the company says about itself: what an hour costs by role, and what its own trade is.

It stands in the survey's settings, as JSON. Money is shown only where every role has a rate.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

#: The setting of a survey that says that answers from elsewhere are in it.
IMPORTED: Final = "imported"
Answers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Company:
    """Hourly cost by role and its currency, the own trade, and what managers confirmed.

    `answers` gives for a function and a question to managers the option that was chosen,
    `has_imported` says that some answers were collected elsewhere.
    """

    rates: Mapping[str, float] = field(default_factory=dict)
    currency: str | None = None
    trade: frozenset[str] = frozenset()
    answers: Answers = field(default_factory=dict)
    has_imported: bool = False

    def rate_of(self, roles: Mapping[str, int | None]) -> float | None:
        """Return what an hour of anybody costs, by *roles* and their head counts; None: not known.

        One rate for all: with one for each role, whoever sets them reads off whose hours they were.
        """
        others = self.rates.get("")
        rates = [self.rates.get(role, others) for role in roles] or [*self.rates.values()]
        known = [rate for rate in rates if rate is not None]
        heads = [count for count in roles.values() if count]
        if not known or len(known) < len(rates):
            return None
        if len(heads) < len(known):
            return sum(known) / len(known)
        paid = sum(rate * count for rate, count in zip(known, heads, strict=True))
        return paid / sum(heads)


def company_of(settings: str) -> Company:
    """Return what *settings*, the JSON of a survey, say."""
    said = json.loads(settings or "{}")
    rates = {str(role): float(rate) for role, rate in said.get("rates", {}).items()}
    trade = frozenset(str(code) for code in said.get("trade", ()))
    currency = said.get("currency") if rates else None
    return Company(rates, currency, trade, said.get("confirmed", {}), bool(said.get(IMPORTED)))
