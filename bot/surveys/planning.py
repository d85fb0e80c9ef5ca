"""What a survey plans besides its questions: languages, dates, reminders, money; kept as JSON.

It stands in `SurveyRow.settings`. What this Gemba does not know in it is kept as it is.
"""

from datetime import date
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

MOST_REMINDERS = 2
_HOURS = 24


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(f"{name!r} is no time zone, use one such as Europe/Vienna") from None
    return name


Hour = Annotated[int, Field(ge=0, lt=_HOURS)]


class Plan(BaseModel):
    """The settings of a survey; times of day are hours in the survey's `time_zone`.

    `quiet` is from which hour to which nobody is written to; `remind_after` are days without an
    answer before a reminder. `rates` are the cost of an hour by job, in `currency`.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    languages: tuple[str, ...] = ("en",)
    opens: date | None = None
    closes: date | None = None
    reminders: Annotated[int, Field(ge=0, le=MOST_REMINDERS)] = MOST_REMINDERS
    remind_after: Annotated[int, Field(ge=1, le=60)] = 3
    time_zone: Annotated[str, AfterValidator(_zone)] = "UTC"
    quiet: tuple[Hour, Hour] = (18, 8)
    rates: dict[str, Annotated[float, Field(gt=0)]] = {}
    currency: str | None = None
    trade: tuple[str, ...] = ()

    @classmethod
    def loads(cls, settings: str) -> Self:
        """Return the plan that the JSON *settings* holds.

        Raises:
            ValueError: it holds a value that cannot be used.
        """
        return cls.model_validate_json(settings or "{}")

    def dumps(self) -> str:
        """Return the plan as JSON, without what was never set."""
        return self.model_dump_json(exclude_unset=True, exclude_none=True)

    def with_(self, **changes: object) -> Self:
        """Return the plan with *changes*, checked.

        Raises:
            ValueError: one of them cannot be used.
        """
        kept = self.model_dump(exclude_unset=True) | changes
        return type(self).model_validate(kept)
