"""The list of surveys, and one of them: what was planned, and what can be done with it; pure."""

from bot.managing.fields import FIELDS, LATER
from bot.managing.links import Link
from bot.managing.needs import SURVEYS, SurveyLine
from bot.managing.paging import page_of
from bot.managing.plans import DESK, Desk, Stage, SurveyPlan
from bot.managing.replies import Button, Reply
from bot.managing.results import REPORT
from bot.managing.roles import RUNNING, Role
from bot.managing.screens import Request, Screen, View

LIST, ONE, MORE = "surveys", "survey", "settings"
#: What can be watched and done when people have answered (`watching`).
PROGRESS, RELEASE = "progress", "release"
WATCHING = RUNNING | {Role.LEAD}
#: What is changed often stands on the survey's own screen; the rest one step further.
_OFTEN = ("name", "purpose", "teams", "jobs", "interview", "closes")


def show_list(request: Request, surveys: tuple[SurveyLine, ...]) -> View:
    """Return the surveys that the person may see; one that is named is opened."""
    asked = request.link.argument(0)
    seen = [each for each in surveys if request.member.roles(each.id) & WATCHING]
    if any(each.id == asked for each in seen):
        return View(then=Link(ONE, (asked,)))
    page = page_of(seen, asked)
    rows = tuple(
        (Button(Link(ONE, (each.id,)), name=f"{_SIGNS[Stage(each.status)]} {each.name}"),)
        for each in page.items
    )
    new = ((Button(Link("new"), "new_survey"),),) if request.member.roles() & RUNNING else ()
    reply = Reply("surveys", {"count": len(seen)}, (*rows, *page.buttons(Link(LIST), 0), *new))
    return View((reply,))


_SIGNS = {Stage.DRAFT: "✎", Stage.OPEN: "●", Stage.PAUSED: "‖", Stage.CLOSED: "■"}


def show_one(request: Request, desk: Desk | None) -> View:
    """Return what was planned of a survey, and buttons for what the person may do with it."""
    if desk is None:
        return View((Reply("no_such_survey"),))
    rows = _actions(desk.plan) if request.member.roles(request.survey) & RUNNING else ()
    if desk.plan.stage is not Stage.DRAFT:
        rows = (_watching(request, desk.plan), *rows)
    return View((Reply("survey", {"plan": desk.plan, "today": desk.today}, rows),))


def _actions(plan: SurveyPlan) -> tuple[tuple[Button, ...], ...]:
    here = Link(ONE, (plan.id,))
    more = (Button(here.to(MORE), "more_settings"), Button(here.to("people"), "people"))
    if plan.stage is Stage.DRAFT:
        edits = [Button(here.to("plan", name), f"edit_{name}") for name in _OFTEN]
        pairs = tuple(tuple(edits[at : at + 2]) for at in range(0, len(edits), 2))
        return (*pairs, more, (_move(here, "open"), _move(here, "drop")))
    if plan.stage is Stage.CLOSED:
        return ((Button(here.to("people"), "people"),),)
    inviting = (Button(here.to("invite"), "invite"), Button(here.to("plan", "closes"), "extend"))
    moves = ("pause", "close") if plan.stage is Stage.OPEN else ("resume", "close")
    return (inviting, tuple(_move(here, each) for each in moves), more)


def _watching(request: Request, plan: SurveyPlan) -> tuple[Button, ...]:
    """Return what there is to see, and at the end to tell, for whom it is theirs."""
    here, runs = Link(ONE, (plan.id,)), request.member.roles(plan.id) & RUNNING
    row = (Button(here.to(PROGRESS), "going"), Button(here.to(REPORT), "results"))
    is_over = plan.stage is Stage.CLOSED
    return (*row, Button(here.to(RELEASE), "release")) if runs and is_over else row


def _move(here: Link, name: str) -> Button:
    return Button(here.to("confirm", name), name)


def show_more(request: Request, desk: Desk | None) -> View:
    """Return everything else that can be set of a survey."""
    if desk is None:
        return View((Reply("no_such_survey"),))
    is_draft = desk.plan.stage is Stage.DRAFT
    names = [name for name in FIELDS if name not in _OFTEN or not is_draft]
    allowed = [name for name in names if is_draft or name in LATER]
    here = Link(MORE, (request.survey,))
    rows = tuple((Button(here.to("plan", name), f"edit_{name}"),) for name in allowed)
    return View((Reply("settings", {"plan": desk.plan, "is_draft": is_draft}, rows),))


def back_to_list(link: Link) -> Link:  # noqa: ARG001
    """Return the way from one survey to all."""
    return Link(LIST)


def back_to_one(link: Link) -> Link:
    """Return the way from a part of a survey to the survey."""
    return Link(ONE, (link.argument(0),))


SCREENS = (
    Screen(name=LIST, roles=WATCHING, need=SURVEYS, show=show_list, command="survey"),
    Screen(name=ONE, roles=WATCHING, need=DESK, show=show_one, of_survey=True, back=back_to_list),
    Screen(name=MORE, roles=RUNNING, need=DESK, show=show_more, of_survey=True, back=back_to_one),
)
