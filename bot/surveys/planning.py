"""What a survey plans besides its questions: languages, dates, reminders, money; kept as JSON.

It stands in `SurveyRow.settings`; how the bot writes on its own, `bot.manners`
reads from there. What this Gemba does not know in it is kept as it is.
"""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from bot.manners import MOST_REMINDERS

Days = Annotated[int, Field(ge=1, le=60)]


class Plan(BaseModel):
    """The settings of a survey.

    `reminders` are the days without an answer before each, `zone` and `quiet` when nobody is
    written to; `rates` are the cost of an hour by kind of job, in `currency`; `trade` are the
    functions that are the company's own trade; `confirmed` is what managers said about others, by
    function and question. `questions` is how many the interview has, consent not counted. `note`
    is what a manager adds to the results that participants are told. `is_due` says that it opens by
    itself at `opens`.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    languages: tuple[str, ...] = ("en",)
    opens: date | None = None
    closes: date | None = None
    is_due: bool = False
    reminders: Annotated[tuple[Days, ...], Field(max_length=MOST_REMINDERS)] = (3, 4)
    zone: str = "UTC"
    quiet: str = "20-8"
    rates: dict[str, Annotated[float, Field(gt=0)]] = {}
    currency: str | None = None
    trade: tuple[str, ...] = ()
    confirmed: dict[str, dict[str, str]] = {}
    note: str = ""
    questions: int | None = None

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

    def changed(self, **changes: object) -> Self:
        """Return the plan with *changes*, checked.

        Raises:
            ValueError: one of them cannot be used.
        """
        return type(self).model_validate(self.model_dump(exclude_unset=True) | changes)
