"""People who answer, for the tests of storage."""

from storage import AnswerRow, FindingRow, InitiativeRow, SurveyRow, TaskRow, Triple, Work

SURVEY = SurveyRow("s", "A survey", "why", "open", "", 5, 10, "2026-11-23")
WEEK = "2026-11-23"
INITIATIVE = InitiativeRow(
    "i1", "s", "rework", "", "night", "Check at the source", "Ann", "ann", "telegram", "7",
    "percent", 10, 20, 40, "2027-01-31", "2027-02-28", "errors", '{"people": 12}', "d1", 100,
)  # fmt: skip


def answer(respondent: str = "r", question: str = "obstacle", text: str = "slow") -> AnswerRow:
    return AnswerRow("s", respondent, 1, question, "answered", text, None, None, None, "", 3, WEEK)


def finding(code: str = "rework", rule: str = "rework.x") -> FindingRow:
    return FindingRow("inefficiency", code, rule, 4, 3, 0, 4, None)


def person(work: Work, respondent: str, code: str = "rework", team: str | None = None) -> None:
    """Let somebody answer one task with one finding."""
    work.answers.add_respondent("s", respondent, WEEK)
    work.answers.place("s", respondent, team, None)
    work.answers.open_task("s", respondent, 1, source="interview", week=WEEK)
    work.answers.save(answer(respondent))
    work.answers.save_findings("s", respondent, 1, "obstacle", [finding(code)])
    hours = Triple(5, 5, 5)
    work.answers.close_task(TaskRow("s", respondent, 1, "payroll", code, hours, hours, None))
