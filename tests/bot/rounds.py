"""Two rounds of a made-up company, straight in the database, for tests of what became of it."""

from collections.abc import Sequence
from functools import cache

from bot.gate.publishing import publish
from bot.initiatives.accepting import Offer, Wish, accept
from knowledge.catalogue import Catalogue, load_catalogue
from storage import FindingRow, InitiativeRow, SurveyRow, TaskRow, TeamRow, Triple, Work

WEEK = "2026-11-23"
NOW = 1_795_000_000
BEFORE = SurveyRow("spring", "Spring", "see", "closed", "", 5, 10, WEEK)
AFTER = BEFORE._replace(id="autumn", name="Autumn", settings='{"follows": "spring"}')


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def answered(work: Work, survey: str, who: str, hours: float, code: str | None = "rework") -> None:
    """Let somebody of the day shift lose *hours* a week to *code*; None: to nothing."""
    work.answers.add_respondent(survey, who, WEEK)
    work.answers.place(survey, who, "day", None)
    work.answers.open_task(survey, who, 1, source="interview", week=WEEK)
    if code is not None:
        found = FindingRow("inefficiency", code, f"{code}.cue.x_y", 4, 3, 0, 4, None)
        work.answers.save_findings(survey, who, 1, "obstacle", [found])
    once, minutes = Triple(1, 1, 1), Triple(*(hours * 60,) * 3)
    work.answers.close_task(TaskRow(survey, who, 1, None, code, once, minutes, once))


def company(
    work: Work, before: Sequence[float], after: Sequence[float], *, linked: bool, others: int = 8
) -> None:
    """Let the same people lose *before*, then *after*; *others* lose as much as ever to waiting."""
    for survey, hours in ((BEFORE, before), (AFTER, after)):
        work.surveys.add(survey, "ab" * 32)
        work.surveys.add_team(survey.id, TeamRow("day", "Day shift", 60))
        lost = [(each, "rework" if each else None) for each in hours]
        lost += [(2 + number / 4, "approval_bottleneck") for number in range(others)]
        lost += [(0.0, None)] * others
        for number, (each, code) in enumerate(lost):
            answered(work, survey.id, f"{survey.id} {number}", each, code)
            if linked:
                token = f"token {number}"
                work.links.replace(survey.id, f"{survey.id} {number}", "spring", token)


def taken_on(work: Work, code: str = "rework", **wish: object) -> InitiativeRow:
    """Accept the recommendation for *code* of the first round."""
    survey = work.surveys.get("spring")
    assert survey is not None
    offer = Offer(survey, publish(work, survey, catalogue(), WEEK), catalogue())
    wished = Wish(**{"owner": "Ann", **wish})  # type: ignore[arg-type]  # as the test has it
    return accept(work, offer, code, wished, NOW)
