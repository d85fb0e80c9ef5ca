"""People who have answered the always-on survey, straight into the database."""

from storage import AnswerRow, FindingRow, TaskRow, Triple, Work

WEEK = "2026-11-23"
SURVEY = "always-on"
SECRET_WORDS = "what somebody said about Mrs Smith"


def answered(work: Work, team: str, code: str | None, count: int) -> None:
    """Let *count* people of *team* answer, and name *code*."""
    for number in range(count):
        name = f"{team}-{code}-{number}"
        work.answers.add_respondent(SURVEY, name, WEEK)
        work.answers.place(SURVEY, name, team, None)
        work.answers.open_task(SURVEY, name, 1, source="interview", week=WEEK)
        work.answers.save(
            AnswerRow(
                SURVEY, name, 1, "obstacle", "answered", SECRET_WORDS, None, None, None, "", 1, WEEK
            )
        )
        if code is not None:
            found = FindingRow("inefficiency", code, f"{code}.cue.a_b", 4, 3, 0, 4, None)
            work.answers.save_findings(SURVEY, name, 1, "obstacle", [found])
        each = Triple(5, 5, 5)
        work.answers.close_task(
            TaskRow(SURVEY, name, 1, "logistics", code, each, Triple(20, 20, 20), None)
        )
