"""An interview of the company's own: a file to start from, and the file that comes back; pure.

The arguments of `own` are the survey, `g` if the plan's next question follows, and the name of a
file that is asked for. A file changes drafts only, and a file with faults changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bot.managing.editing import EDIT, OWN, following
from bot.managing.links import Link
from bot.managing.plans import Alter, Stage, SurveyPlan
from bot.managing.receiving import Received, Trouble
from bot.managing.replies import Button, File, Reply
from bot.managing.roles import RUNNING
from bot.managing.screens import Need, Outcome, Request, Screen, View
from bot.managing.surveys import back_to_one

#: More than any interview has; what is larger is not even fetched.
MOST_BYTES: Final = 200_000
FULL, SHORT, PRESENT = "full", "short", "own"
_MOST_SHOWN, _LONGEST_SHOWN, _MOST_IN_FILE = 8, 200, 2000


class Checked(NamedTuple):
    """What was found in a file: questions without consent, languages; or what is wrong with it."""

    questions: int = 0
    languages: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A survey's plan, the interviews that there are as files, and what was sent, checked."""

    plan: SurveyPlan
    files: Mapping[str, str] = field(repr=False)
    checked: Checked | None = None


#: The interviews of the survey that the request is about; None if there is no such survey.
OWNED: Final[Need[Own | None]] = Need("own")


def own(request: Request, own: Own | None) -> View:
    """Take the file that was sent, give one to start from, or say what can be done here."""
    if own is None:
        return View((Reply("no_such_survey"),))
    if own.plan.stage is not Stage.DRAFT:
        return View((Reply("frozen", {"plan": own.plan}),), outcome=Outcome.REFUSED)
    asked = request.link.argument(2)
    if request.file is not None:
        return _taken(request, own, request.file)
    if request.text is not None:
        return _said(request, own, request.text.strip().lower())
    if asked in own.files:
        file = File("text", f"{asked}.yaml", own.files[asked])
        return _waiting(request, Reply("own_file", {}, (), None, file))
    return _waiting(request, Reply("own_interview", {"plan": own.plan}, _buttons(request, own)))


def _buttons(request: Request, own: Own) -> tuple[tuple[Button, ...], ...]:
    guided = request.link.argument(1)
    files = tuple(
        (Button(Link(OWN, (own.plan.id, guided, name)), f"file_{name}"),) for name in own.files
    )
    back = Link(EDIT, (own.plan.id, "interview", guided, FULL), own.plan.stamp)
    return (*files, (Button(back, "back_to_full"),)) if PRESENT in own.files else files


def _waiting(request: Request, *replies: Reply) -> View:
    """Return a view that waits for a file, or for another one."""
    here = Link(OWN, (request.survey, request.link.argument(1)))
    return View(replies, awaits=here)


def _taken(request: Request, own: Own, file: Received) -> View:
    if file.trouble is not Trouble.NONE:
        return _waiting(request, Reply(_TROUBLES[file.trouble], {"most": MOST_BYTES // 1000}))
    checked = own.checked or Checked()
    if checked.faults:
        return _waiting(request, _faults(checked.faults))
    values = {"questions": checked.questions, "languages": checked.languages}
    return View(
        (Reply("own_taken", values),),
        changes=(Alter(own.plan.id, "interview", file.text),),
        then=following(own.plan.id, "interview", request.link.argument(1)),
        outcome=Outcome.CHANGED,
    )


_TROUBLES: Final = {
    Trouble.TOO_LARGE: "own_too_large",
    Trouble.NO_TEXT: "own_no_text",
    Trouble.UNREACHABLE: "own_unreachable",
}


def _faults(faults: tuple[str, ...]) -> Reply:
    """Return what is wrong with a file: the first faults as they are, all as a file if many."""
    shown = [each[:_LONGEST_SHOWN] for each in faults[:_MOST_SHOWN]]
    values = {"count": len(faults), "shown": shown}
    if len(faults) <= _MOST_SHOWN:
        return Reply("own_faults", values)
    return Reply(
        "own_faults",
        values,
        (),
        None,
        File("text", "faults.txt", "\n".join(faults[:_MOST_IN_FILE])),
    )


def _said(request: Request, own: Own, said: str) -> View:
    """Take the name of a shipped interview, where a file was awaited."""
    if said not in (FULL, SHORT):
        return _waiting(request, Reply("fault_interview"))
    here = (own.plan.id, "interview", request.link.argument(1), said)
    return View(then=Link(EDIT, here, own.plan.stamp))


SCREENS: Final = (
    Screen(
        name=OWN,
        roles=RUNNING,
        need=OWNED,
        show=own,
        of_survey=True,
        back=back_to_one,
        takes_file=MOST_BYTES,
    ),
)
