"""What speaks against handing a function over, whatever its scores, and what a manager is asked.

A hard veto keeps the function inside. A soft one turns "outsource now" into a closer look until a
manager says that it is settled. Some are raised by answers, some belong to a function by nature,
some only a manager can confirm (DOMAIN.md 2.2; conditions are data in `decision.yaml`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.catalogue import Catalogue
from knowledge.catalogue.decision_records import Confirmation, Veto


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a manager said about a function: vetoes raised and settled, criteria scored."""

    raised: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    scores: Mapping[str, float] | None = None


class Raised(NamedTuple):
    """The vetoes that hold, hard and soft, in the catalogue's order."""

    hard: tuple[Veto, ...]
    soft: tuple[Veto, ...]


def confirmed(catalogue: Catalogue, answers: Mapping[str, str]) -> Confirmed:
    """Return what *answers* say: option by question; unknown ones are left out."""
    raised, settled, scores = set[str](), set[str](), dict[str, float]()
    for each in catalogue.confirmations.values():
        option = next((one for one in each.options if one.id == answers.get(each.id)), None)
        if option is None:
            continue
        raised.update(filter(None, (option.raises,)))
        settled.update(filter(None, (option.settles,)))
        if each.criterion is not None and option.score is not None:
            scores[each.criterion] = float(option.score)
    return Confirmed(frozenset(raised), frozenset(settled), scores)


def raised_vetoes(
    catalogue: Catalogue, function: str, means: Mapping[str, float], hours: float, said: Confirmed
) -> Raised:
    """Return the vetoes that hold for *function*, from answers, its nature, and what was *said*."""
    record = catalogue.functions[function]
    holding = [
        veto
        for veto in catalogue.vetoes.values()
        if veto.id in said.raised
        or (
            veto.id not in said.settled
            and (veto.id in record.vetoes or _is_raised(veto, means, hours))
        )
    ]
    return Raised(
        tuple(each for each in holding if each.kind == "hard"),
        tuple(each for each in holding if each.kind == "soft"),
    )


def _is_raised(veto: Veto, means: Mapping[str, float], hours: float) -> bool:
    when = veto.when
    if when is None:
        return False
    if when.hours_below is not None and hours < when.hours_below:
        return True
    score = None if when.criterion is None else means.get(when.criterion)
    return score is not None and score <= when.at_most


def open_questions(
    catalogue: Catalogue, function: str, answers: Mapping[str, str]
) -> tuple[Confirmation, ...]:
    """Return what a manager has not yet said about *function*; nothing about an own trade."""
    if catalogue.functions[function].is_core:
        return ()
    return tuple(each for each in catalogue.confirmations.values() if each.id not in answers)
