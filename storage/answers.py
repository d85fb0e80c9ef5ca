"""What respondents answered, and what that was matched to."""

from collections.abc import Iterable

from storage.rows import (
    AnswerRow,
    FindingRow,
    Forgotten,
    JudgedRow,
    KeptAnswer,
    MyData,
    TaskRow,
    Triple,
)
from storage.statements import Statements, Value


class Answers:
    """Respondents, their tasks, answers and findings; one's own data can be seen and deleted."""

    def __init__(self, statements: Statements) -> None:
        self._do = statements

    def add_respondent(self, survey: str, respondent: str, week: str) -> None:
        """Keep that somebody answers; there already: nothing changes."""
        self._do.run("add_respondent", survey=survey, id=respondent, week=week)

    def place(self, survey: str, respondent: str, team: str | None, role: str | None) -> None:
        """Keep where a respondent works; None leaves it as it is."""
        self._do.run("place_respondent", survey=survey, id=respondent, team=team, role=role)

    def open_task(
        self, survey: str, respondent: str, number: int, *, source: str, week: str
    ) -> None:
        """Begin a task; there already: nothing changes."""
        self._do.run(
            "open_task",
            survey=survey,
            respondent=respondent,
            number=number,
            source=source,
            week=week,
        )

    def close_task(self, task: TaskRow) -> None:
        """Keep the figures of a finished task; later figures replace earlier ones."""
        self._do.run(
            "close_task",
            survey=task.survey,
            respondent=task.respondent,
            number=task.number,
            function=task.function,
            code=task.code,
            **_spread("per_week", task.per_week),
            **_spread("minutes", task.minutes),
            **_spread("wasted", task.wasted),
        )

    def save(self, answer: AnswerRow) -> None:
        """Keep an answer; a later one to the same question replaces it."""
        self._do.run("save_answer", **answer._asdict())

    def save_findings(  # an answer's key is four values
        self, survey: str, respondent: str, task: int, question: str, rows: Iterable[FindingRow]
    ) -> None:
        """Keep what an answer was matched to, in place of what it was matched to before."""
        where: dict[str, Value] = {
            "survey": survey,
            "respondent": respondent,
            "task": task,
            "question": question,
        }
        self._do.run("clear_findings", **where)
        for row in rows:
            self.add_finding(survey, respondent, task, question, row)

    def add_finding(  # an answer's key is four values
        self, survey: str, respondent: str, task: int, question: str, row: FindingRow
    ) -> None:
        """Keep one more thing that an answer was matched to, or that its author added."""
        values = row._asdict()
        first, last = values.pop("start"), values.pop("end")
        where: dict[str, Value] = {
            "survey": survey,
            "respondent": respondent,
            "task": task,
            "question": question,
        }
        self._do.run("add_finding", **where, **values, first=first, last=last)

    def judge(self, judgement: JudgedRow) -> int:
        """Keep what the employee says of a finding; return how many rows it concerned."""
        return self._do.run("judge_finding", **judgement._asdict())

    def allow_quotes(self, survey: str, respondent: str, *, allowed: bool) -> None:
        """Keep whether a respondent's words may be quoted."""
        self._do.run("allow_quotes", survey=survey, respondent=respondent, allowed=int(allowed))

    def my_data(self, survey: str, respondent: str) -> MyData | None:
        """Return everything that is kept of a respondent; None if nothing is."""
        where = {"survey": survey, "respondent": respondent}
        place = self._do.row("my_place", **where)
        if place is None:
            return None
        team, role = place
        answers = tuple(KeptAnswer(*row) for row in self._do.rows("my_answers", **where))  # type: ignore[arg-type]  # as selected
        findings = tuple(tuple(row) for row in self._do.rows("my_findings", **where))
        return MyData(team, role, answers, findings)  # type: ignore[arg-type]  # as selected

    def forget(self, survey: str, respondent: str, number: int | None = None) -> Forgotten:
        """Delete one task, or everything, of a respondent; return how much that was."""
        self._do.has_erased = True
        counts = self._do.row("my_counts", survey=survey, respondent=respondent) or (0, 0)
        if number is None:
            self._do.run("forget_respondent", survey=survey, respondent=respondent)
            return Forgotten(int(counts[0] or 0), int(counts[1] or 0))
        where: dict[str, Value] = {"survey": survey, "respondent": respondent, "task": number}
        self._do.run("drop_findings", **where)
        answers = self._do.run("drop_answers", **where)
        return Forgotten(self._do.run("drop_task", **where), answers)

    def forget_answer(self, survey: str, respondent: str, task: int, question: str) -> bool:
        """Delete one answer and what was concluded from it; say whether there was one.

        The figures of its task are what the remaining answers still say.
        """
        self._do.has_erased = True
        where: dict[str, Value] = {"survey": survey, "respondent": respondent, "task": task}
        self._do.run("clear_findings", **where, question=question)
        was_there = self._do.run("drop_answer", **where, question=question) == 1
        self._do.run("reduce_task", **where, question=question)
        if question == "quote":
            self.allow_quotes(survey, respondent, allowed=False)
        return was_there

    def import_done(self, digest: str) -> bool:
        """Say whether the rows of this digest were imported before."""
        return bool(self._do.value("import_done", digest=digest))

    def note_import(self, digest: str, survey: str, rows: int, week: str) -> None:
        """Keep that the rows of this digest were imported."""
        self._do.run("note_import", digest=digest, survey=survey, rows=rows, week=week)


def _spread(name: str, amount: Triple | None) -> dict[str, float | None]:
    low, likely, high = amount or (None, None, None)
    return {f"{name}_low": low, f"{name}_likely": likely, f"{name}_high": high}
