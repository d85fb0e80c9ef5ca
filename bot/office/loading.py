"""Brings what screens need, one loader for each `Need`; figures only through the gate."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar, cast

from bot.managing.needs import SURVEYS, SurveyLine
from bot.managing.screens import NOTHING, Need, Nothing, Request
from bot.office.case import Case

D = TypeVar("D")
Loader = Callable[[Case, Request], D]


def _nothing(case: Case, request: Request) -> Nothing:  # noqa: ARG001  # loaders share one shape
    return Nothing()


def surveys(case: Case, request: Request) -> tuple[SurveyLine, ...]:  # noqa: ARG001
    """Return all surveys, newest first; the always-on one exists from the start."""
    case.setting.survey_of(case.work, None)
    rows = reversed(case.work.surveys.all())
    return tuple(SurveyLine(row.id, row.name, row.status) for row in rows)


def _entry(need: Need[D], loader: Loader[D]) -> tuple[str, Loader[object]]:
    """Return an entry of the table; the types of need and loader are held together here."""
    return need.name, loader


LOADERS: Final = dict((_entry(NOTHING, _nothing), _entry(SURVEYS, surveys)))


@dataclass(frozen=True, slots=True)
class Loading:
    """Loads for one turn."""

    case: Case

    def __call__(self, need: Need[D], request: Request) -> D:
        """Return what *need* asks for."""
        return cast("D", LOADERS[need.name](self.case, request))
