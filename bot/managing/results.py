"""What a survey found, in the chat: five lines and a picture, and every "why" a press away; pure.

`/report` is the short answer, `/recommend` the whole list. From both a person comes to one
recommendation, and from that to its reasons, its evidence, what others said and what to do. A lead
gets the same screens with the figures of the own teams: what each sees was decided by the gate.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.managing.confirming import HANDING
from bot.managing.decided import DOING, TAKE
from bot.managing.links import Link
from bot.managing.paging import page_of
from bot.managing.replies import Button, Drawing, File, Reply
from bot.managing.roles import READING, RUNNING, Role
from bot.managing.screens import Need, Request, Screen, View, to_menu

REPORT, RECOMMEND, ONE = "report", "recommend", "rec"
WHY, RULES, WORDS, REMEDIES, TEAMS, TEAM, METHOD, EXPORT = (
    "why", "rules", "words", "remedies", "teams", "team", "method", "export",
)  # fmt: skip
EXPORTING: Final = READING - {Role.LEAD}
FIRST: Final = 5
_PER_PAGE: Final = 6
_CODE, _PAGE = 1, 1


class Remedy(NamedTuple):
    """One thing to do: its kind of step, title, what to do, effort, and what it usually saves."""

    step: str
    title: str
    description: str
    effort: str
    saves: str
    risks: str


class Rule(NamedTuple):
    """A rule that matched: the catalogue's own example of it, and how many people."""

    rule: str
    example: str
    people: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One recommendation in words that can be read out; empty where something is not known."""

    rank: int
    code: str
    name: str
    definition: str
    where: str
    people: str
    answered: int
    hours: str
    freed: str
    money: str
    title: str
    reason: str
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    flip: str
    lead: str
    first_step: str
    measure: str
    check_weeks: int
    confidence: str
    equal_to: tuple[int, ...]
    remedies: tuple[Remedy, ...]
    rules: tuple[Rule, ...]
    quotes: tuple[str, ...]


class InTeam(NamedTuple):
    """A problem in a team: how many people named it, and its hours a week in words."""

    name: str
    people: int
    hours: str


class Team(NamedTuple):
    """A team: how many answered in words, and its problems, the most people first."""

    code: str
    name: str
    response: str
    problems: tuple[InTeam, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Everything of a survey that this person may see; `file` is what the office draws from."""

    survey: str
    name: str
    week: str
    verdict: str
    threshold: int
    hidden: str
    items: tuple[Item, ...]
    equal: str
    teams: tuple[Team, ...]
    method: tuple[str, ...]
    limits: tuple[str, ...]
    file: object

    def item(self, code: str) -> Item | None:
        """Return the recommendation about *code*; None if none may be shown (any more)."""
        return next((each for each in self.items if each.code == code), None)


#: The results of the survey that the request is about; None if there is no such survey.
RESULTS: Final[Need[Results | None]] = Need("results")
_GONE: Final = View((Reply("no_such_survey"),))


def report(request: Request, results: Results | None) -> View:
    """Return the short answer: five lines, a picture, and where to look further."""
    if results is None:
        return _GONE
    here = Link(REPORT, (results.survey,))
    if not results.items:
        return View((Reply("report_empty", {"results": results}, ((_to(here, METHOD),),)),))
    rows = [tuple(Button(here.to(ONE, each.code), name=f"{each.rank}") for each in _first(results))]
    rows.append((_to(here, RECOMMEND), _to(here, TEAMS)))
    rows.append((_to(here, METHOD),))
    if request.member.roles(results.survey) & RUNNING:
        rows.insert(-1, (_to(here, HANDING),))
    if request.member.roles(results.survey) & EXPORTING:
        rows[-1] = (*rows[-1], _to(here, EXPORT))
    is_timed = any(each.hours for each in results.items)
    drawing = Drawing("pareto", results.file) if is_timed else None
    values = {"results": results, "items": _first(results)}
    return View((Reply("report", values, tuple(rows), drawing=drawing),))


def _first(results: Results) -> tuple[Item, ...]:
    return results.items[:FIRST]


def _to(here: Link, screen: str) -> Button:
    return Button(here.to(screen), screen)


def recommend(request: Request, results: Results | None) -> View:
    """Return all recommendations, first things first, in pages."""
    if results is None:
        return _GONE
    if not results.items:
        return View((Reply("report_empty", {"results": results}),))
    page = page_of(results.items, request.link.argument(_PAGE), _PER_PAGE)
    here = Link(RECOMMEND, (results.survey,))
    chosen = tuple(Button(here.to(ONE, each.code), name=f"{each.rank}") for each in page.items)
    values = {"results": results, "items": page.items}
    return View((Reply("recommend", values, (chosen, *page.buttons(here, _PAGE))),))


def one(request: Request, results: Results | None) -> View:
    """Return one recommendation: the problem in numbers, the decision, and what to do first."""

    def rows(item: Item) -> tuple[tuple[Button, ...], ...]:
        here = Link(ONE, (request.survey,))
        further = [
            Button(here.to(WHY, item.code), WHY),
            Button(here.to(REMEDIES, item.code), REMEDIES),
        ]
        proof = [Button(here.to(RULES, item.code), RULES)] if item.rules else []
        said = [Button(here.to(WORDS, item.code), WORDS)] if item.quotes else []
        may_decide = request.member.roles(request.survey) & DOING
        take = [Button(here.to(TAKE, item.code), "take_on")] if may_decide else []
        return tuple(row for row in (tuple(further), (*proof, *said), tuple(take)) if row)

    return _about_one(request, results, "recommendation", rows)


def _about_one(
    request: Request,
    results: Results | None,
    message: str,
    rows: Callable[[Item], tuple[tuple[Button, ...], ...]] = lambda _: (),
) -> View:
    """Return *message* about the recommendation that is asked for."""
    if results is None:
        return _GONE
    item = results.item(request.link.argument(_CODE))
    if item is None:
        return View((Reply("no_such_recommendation"),), then=Link(RECOMMEND, (results.survey,)))
    return View((Reply(message, {"item": item, "results": results}, rows(item)),))


def why(request: Request, results: Results | None) -> View:
    """Return why this decision, and what would change it."""
    return _about_one(request, results, "why")


def rules(request: Request, results: Results | None) -> View:
    """Return the evidence: the rules that matched, never what a person said."""
    return _about_one(request, results, "evidence")


def words(request: Request, results: Results | None) -> View:
    """Return what people said who agreed to be quoted, as the gate lets it through."""
    return _about_one(request, results, "quotes")


def remedies(request: Request, results: Results | None) -> View:
    """Return the remedies in their order."""
    return _about_one(request, results, "remedies")


def teams(request: Request, results: Results | None) -> View:
    """Return the teams, to look at one."""
    if results is None:
        return _GONE
    page = page_of(results.teams, request.link.argument(_PAGE), _PER_PAGE)
    here = Link(TEAMS, (results.survey,))
    rows = tuple((Button(here.to(TEAM, each.code), name=each.name),) for each in page.items)
    return View((Reply("teams", {"results": results}, (*rows, *page.buttons(here, _PAGE))),))


def team(request: Request, results: Results | None) -> View:
    """Return one team: how many answered, and what they named."""
    if results is None:
        return _GONE
    asked = request.link.argument(_CODE)
    found = next((each for each in results.teams if each.code == asked), None)
    if found is None:
        return View(then=Link(TEAMS, (results.survey,)))
    return View((Reply("team", {"team": found, "results": results}),))


def method(_: Request, results: Results | None) -> View:
    """Return how sure all this is: method, limits, and what is not shown."""
    return _GONE if results is None else View((Reply("method", {"results": results}),))


def export(request: Request, results: Results | None) -> View:
    """Return the report as a file of the kind that is asked for; otherwise ask which."""
    if results is None:
        return _GONE
    kind = request.link.argument(1)
    here = Link(EXPORT, (results.survey,))
    if kind not in KINDS:
        rows = tuple((Button(here.to(EXPORT, each), f"export_{each}"),) for each in KINDS)
        return View((Reply("export", {}, rows),))
    file = File(kind, f"gemba-{results.week}.{kind}", results.file)
    return View((Reply("exported", {"results": results}, file=file),))


#: What a report can be had as, in the chat; the kinds that `bot.office.painting` writes.
KINDS: Final = ("html", "xlsx", "csv", "md")


def back_to(screen: str, places: int = 1) -> Callable[[Link], Link]:
    """Return the way back to *screen*, with the first arguments as they are."""

    def back(link: Link) -> Link:
        return Link(screen, link.arguments[:places])

    return back


def _screen(
    name: str, show: Callable[[Request, Results | None], View], back: Callable[[Link], Link]
) -> Screen[Results | None]:
    roles = EXPORTING if name == EXPORT else READING
    command = name if name in (REPORT, RECOMMEND) else ""
    return Screen(
        name=name, roles=roles, need=RESULTS, show=show, command=command, of_survey=True, back=back
    )


SCREENS: Final = (
    _screen(REPORT, report, to_menu),
    _screen(RECOMMEND, recommend, back_to(REPORT)),
    _screen(ONE, one, back_to(RECOMMEND)),
    _screen(WHY, why, back_to(ONE, 2)),
    _screen(RULES, rules, back_to(ONE, 2)),
    _screen(WORDS, words, back_to(ONE, 2)),
    _screen(REMEDIES, remedies, back_to(ONE, 2)),
    _screen(TEAMS, teams, back_to(REPORT)),
    _screen(TEAM, team, back_to(TEAMS)),
    _screen(METHOD, method, back_to(REPORT)),
    _screen(EXPORT, export, back_to(REPORT)),
)
