"""Beginning a survey and changing its plan: one question at a time, with buttons; pure.

The arguments of `plan` are the survey, the field, `g` if the next field follows (a new survey is
asked for all of `GUIDED`), and the value of a button. A text that is typed is a value, too.
"""

from bot.managing.fields import FIELDS, GUIDED, LATER, LONGEST_NAME, Fault, Field
from bot.managing.links import Link
from bot.managing.naming import code_of
from bot.managing.needs import SURVEYS, SurveyLine
from bot.managing.plans import DESK, Alter, Begin, Desk, Group, Stage
from bot.managing.replies import Button, Reply
from bot.managing.roles import RUNNING, Role
from bot.managing.screens import Outcome, Request, Screen, View, stale
from bot.managing.surveys import ONE, back_to_list, back_to_one

NEW, EDIT = "new", "plan"
#: Where a file can be sent instead of an answer (`own_interview`).
OWN = "own"
_GUIDED, _KEEP = "g", "keep"


def begin(request: Request, surveys: tuple[SurveyLine, ...]) -> View:
    """Ask for the name of a new survey; with a name, begin it and ask on."""
    if request.text is None:
        return View((Reply("new_survey"),), awaits=Link(NEW))
    name = " ".join(request.text.split())
    if not 0 < len(name) <= LONGEST_NAME:
        return View((Reply("fault_length", {"value": LONGEST_NAME}),), awaits=Link(NEW))
    survey = code_of(name, {each.id for each in surveys})
    owns = Role.OWNER in request.member.roles()
    return View(
        changes=(Begin(survey, name, "" if owns else request.member.person),),
        then=Link(EDIT, (survey, GUIDED[1], _GUIDED)),
        outcome=Outcome.CHANGED,
    )


def edit(request: Request, desk: Desk | None) -> View:
    """Ask for a field of the plan; with an answer, change it and go on."""
    field = FIELDS.get(request.link.argument(1))
    if desk is None or field is None:
        return View((Reply("no_such_survey"),))
    is_frozen = desk.plan.stage is not Stage.DRAFT and field.name not in LATER
    if is_frozen or desk.plan.stage is Stage.CLOSED:
        return View((Reply("frozen", {"plan": desk.plan}),), outcome=Outcome.REFUSED)
    said = request.text if request.text is not None else request.link.argument(3)
    if not said:
        return _ask(request, desk, field)
    if request.link.stamp != desk.plan.stamp:
        return stale(back_to_one(request.link))
    if request.text is None and said == _KEEP:
        return View(then=_next(request.link))
    return _take(request, desk, field, said)


def _take(request: Request, desk: Desk, field: Field, said: str) -> View:
    value = field.parse(said, desk)
    if not isinstance(value, Fault) and field.name == "teams" and _loses_a_team(desk, value):
        value = Fault("fault_team_gone")
    if isinstance(value, Fault):
        asked = _ask(request, desk, field)
        return View(
            (Reply(value.code, {"value": value.value}), *asked.replies), awaits=asked.awaits
        )
    return View(
        changes=(Alter(desk.plan.id, field.name, value),),
        then=_next(request.link),
        outcome=Outcome.CHANGED,
    )


def _loses_a_team(desk: Desk, value: object) -> bool:
    """Say whether people may have answered for a team that is not in the new list."""
    assert isinstance(value, tuple)  # noqa: S101  # groups
    codes = {group.code for group in value if isinstance(group, Group)}
    gone = {team.code for team in desk.plan.teams} - codes
    return desk.plan.stage is not Stage.DRAFT and bool(gone)


def _ask(request: Request, desk: Desk, field: Field) -> View:
    """Return the question for *field*, with what buttons offer; a text is awaited as well."""
    guided = request.link.argument(2)
    here = Link(EDIT, (desk.plan.id, field.name, guided), desk.plan.stamp)
    rows = tuple(
        (Button(here._replace(arguments=(*here.arguments, each)), f"{field.name}_{each}"),)
        for each in field.offers
    )
    keep = ((Button(here._replace(arguments=(*here.arguments, _KEEP)), _KEEP),),)
    own = Link(OWN, (desk.plan.id, guided))
    is_file = field.name == "interview"
    rows = (*rows, (Button(own, "interview_own"),)) if is_file else rows
    step = {"number": GUIDED.index(field.name) + 1, "of": len(GUIDED)} if guided else None
    functions = tuple(desk.functions.values())
    known = {"functions": functions, "languages": desk.languages}
    values = {"plan": desk.plan, "step": step, **known}
    return View(
        (Reply(f"ask_{field.name}", values, (*rows, *keep)),),
        awaits=own if is_file else here,
    )


def following(survey: str, name: str, guided: str) -> Link:
    """Return the field after *name*, if all are asked for, or the survey's own screen."""
    if guided == _GUIDED and name in GUIDED[:-1]:
        return Link(EDIT, (survey, GUIDED[GUIDED.index(name) + 1], _GUIDED))
    return Link(ONE, (survey,))


def _next(link: Link) -> Link:
    return following(*(link.argument(place) for place in range(3)))


SCREENS = (
    Screen(name=NEW, roles=RUNNING, need=SURVEYS, show=begin, back=back_to_list),
    Screen(name=EDIT, roles=RUNNING, need=DESK, show=edit, of_survey=True, back=back_to_one),
)
