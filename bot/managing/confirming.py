"""What managers confirm about a function before it is handed over: seven short questions; pure.

`handing` lists the functions, `ask` one of them with what was answered, `asked` one question, and
`say` keeps an answer and goes on to the next open question. Arguments after the survey are a
function, the place of a question and the place of an option, from 0 on.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.managing.links import Link, stamp_of
from bot.managing.paging import page_of
from bot.managing.replies import Button, Reply
from bot.managing.roles import RUNNING
from bot.managing.screens import Change, Need, Outcome, Request, Screen, View, stale

HANDING, ASK, ASKED, SAY = "handing", "ask", "asked", "say"
_FUNCTION, _QUESTION, _OPTION = 1, 2, 3
_PAGE: Final = 1


class Option(NamedTuple):
    """An answer that can be chosen."""

    id: str
    label: str


class Question(NamedTuple):
    """A question about a function; `answer` is the label of what was chosen, or empty."""

    id: str
    text: str
    options: tuple[Option, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class Function:
    """A function that people named, what is asked about it, and the decision with its reason."""

    code: str
    name: str
    decision: str
    reason: str
    questions: tuple[Question, ...]

    @property
    def open(self) -> tuple[int, ...]:
        """The places of the questions that are not answered."""
        return tuple(place for place, each in enumerate(self.questions) if not each.answer)

    def question(self, place: str) -> Question | None:
        """Return the question at *place*; None if there is none."""
        at = int(place) if place.isdecimal() else len(self.questions)
        return self.questions[at] if at < len(self.questions) else None


@dataclass(frozen=True, slots=True)
class Confirming:
    """A survey's functions that may be named and are not the own trade, most people first."""

    survey: str
    name: str
    functions: tuple[Function, ...]

    def function(self, code: str) -> Function | None:
        """Return the function *code*; None if it may not be named (any more)."""
        return next((each for each in self.functions if each.code == code), None)


#: What can be confirmed of the survey that the request is about; None if there is no such survey.
CONFIRMING: Final[Need[Confirming | None]] = Need("confirming")


@dataclass(frozen=True, slots=True)
class Confirm(Change):
    """Keep what was answered to a question about a function."""

    survey: str
    function: str
    question: str
    option: str


def functions(request: Request, data: Confirming | None) -> View:
    """Return the functions, each with how much is open."""
    if data is None:
        return View((Reply("no_such_survey"),))
    page = page_of(data.functions, request.link.argument(_PAGE))
    here = Link(HANDING, (data.survey,))
    rows = tuple(
        (Button(here.to(ASK, each.code), name=f"{each.name} ({len(each.open)})"),)
        for each in page.items
    )
    return View((Reply("handing", {"data": data}, (*rows, *page.buttons(here, _PAGE))),))


def function(request: Request, data: Confirming | None) -> View:
    """Return one function with all answers, to give or change one."""
    found = None if data is None else data.function(request.link.argument(_FUNCTION))
    if found is None:
        return View(then=Link(HANDING, (request.survey,)))
    here = Link(ASK, (request.survey,))
    row = tuple(
        Button(here.to(ASKED, found.code, str(place)), name=str(place + 1))
        for place in range(len(found.questions))
    )
    return View((Reply("ask", {"function": found}, (row,)),))


def question(request: Request, data: Confirming | None) -> View:
    """Return one question with its answers as buttons."""
    code, place = request.link.argument(_FUNCTION), request.link.argument(_QUESTION)
    found = None if data is None else data.function(code)
    asked = None if found is None else found.question(place)
    if found is None or asked is None:
        return View(then=Link(HANDING, (request.survey,)))
    rows = tuple(
        (
            Button(
                Link(SAY, (request.survey, code, place, str(at)), stamp_of(asked)),
                name=option.label,
            ),
        )
        for at, option in enumerate(asked.options)
    )
    return View((Reply("asked", {"function": found, "question": asked}, rows),))


def say(request: Request, data: Confirming | None) -> View:
    """Keep an answer, and go on to the next open question, or back to the function."""
    link = request.link
    code, place, chosen = (link.argument(at) for at in (_FUNCTION, _QUESTION, _OPTION))
    found = None if data is None else data.function(code)
    asked = None if found is None else found.question(place)
    if found is None or asked is None:
        return View(then=Link(HANDING, (request.survey,)))
    here = Link(ASKED, (request.survey, code, place))
    at = int(chosen) if chosen.isdecimal() else len(asked.options)
    if link.stamp != stamp_of(asked) or at >= len(asked.options):
        return stale(here)
    change = Confirm(request.survey, code, asked.id, asked.options[at].id)
    later = [each for each in found.open if each > int(place)]
    then = here.to(ASKED, code, str(later[0])) if later else here.to(ASK, code)
    return View(changes=(change,), then=then, outcome=Outcome.CHANGED)


def _to_report(link: Link) -> Link:
    return Link("report", link.arguments[:1])


def _to_functions(link: Link) -> Link:
    return Link(HANDING, link.arguments[:1])


def _to_function(link: Link) -> Link:
    return Link(ASK, link.arguments[:2])


SCREENS: Final = (
    Screen(name=HANDING, roles=RUNNING, need=CONFIRMING, show=functions, of_survey=True,
           back=_to_report),
    Screen(name=ASK, roles=RUNNING, need=CONFIRMING, show=function, of_survey=True,
           back=_to_functions),
    Screen(name=ASKED, roles=RUNNING, need=CONFIRMING, show=question, of_survey=True,
           back=_to_function),
    Screen(name=SAY, roles=RUNNING, need=CONFIRMING, show=say, of_survey=True,
           back=_to_function),
)  # fmt: skip
