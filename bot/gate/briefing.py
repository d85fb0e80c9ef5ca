"""What a request for information needs: a function's published figures, and what is known of it.

Made from a published report, so it holds nothing that the report does not show, and no word of an
employee. Only for a function whose decision is "outsource now"; otherwise it says why not.
"""

from typing import Final

from bot.errors import NoBriefError
from bot.gate.briefs import Brief, BriefLevel
from bot.gate.published import FunctionLine, Published
from knowledge.catalogue import Catalogue

READY: Final = "outsource_now"
#: What kind of data a provider would see, by the catalogue's figure for it: as in the criterion
#: “data that may be shared”, 1 is secret and 5 is public.
_DATA: Final = {
    1: "especially protected data, such as health, or data under professional secrecy",
    2: "personal data, some of it confidential, such as pay or bank details",
    3: "business data, and names and addresses of customers or business partners",
    4: "internal business data, hardly any of it about persons",
    5: "data that is public already",
}


def brief_of(published: Published, catalogue: Catalogue, function: str) -> Brief:
    """Return what to ask providers about *function*.

    Raises:
        NoBriefError: the catalogue does not know it, too few people named it, or its decision is
            another one.
    """
    record = catalogue.functions.get(function)
    if record is None:
        raise NoBriefError(
            f"there is no function {function!r}; there are {', '.join(sorted(catalogue.functions))}"
        )
    line = next((each for each in published.functions if each.code == function), None)
    if line is None:
        raise NoBriefError(
            f"no brief for {record.name}: fewer than {published.threshold} people named it; "
            "ask more people first"
        )
    if line.decision.verdict != READY:
        raise NoBriefError(_not_ready(line))
    months = record.transition_months
    return Brief(
        survey=published.survey,
        week=published.week,
        function=record.name,
        covers=record.covers,
        volume=line.volume,
        scope=record.provider_scope,
        retained=record.retained,
        levels=tuple(BriefLevel(each.metric, each.target) for each in record.service_levels),
        data=_DATA[record.data_sensitivity],
        openness=record.data_sensitivity,
        months=None if months is None else (int(months.low), int(months.high)),
        risks=record.risks,
    )


def _not_ready(line: FunctionLine) -> str:
    said = f"no brief for {line.name}: the decision is “{line.decision.title}”"
    parts = (said, line.decision.reason, line.decision.flip)
    return ". ".join(part.removesuffix(".") for part in parts if part)
