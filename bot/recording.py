"""From the records of an interview to calls of storage; one row for each kind of record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.interview import records
from bot.interview.amounts import Amount
from knowledge.matching import Finding
from storage import AnswerRow, FindingRow, JudgedRow, TaskRow, Triple, Work


@dataclass(frozen=True, slots=True)
class Author:
    """Whose records these are: the survey, the two pseudonyms, and this week."""

    survey: str
    respondent: str
    person: str
    week: str
    source: str = "interview"


class Recorder:
    """Writes the records of one person within one transaction."""

    def __init__(self, work: Work, author: Author) -> None:
        self._answers, self._surveys, self._author = work.answers, work.surveys, author

    def record(self, record: records.Record) -> None:
        """Keep *record*."""
        _WRITERS[type(record)](self, record)

    def consented(self, record: records.Consented) -> None:  # noqa: ARG002  # writers share one shape
        """Keep that somebody answers and takes part."""
        author = self._author
        self._answers.add_respondent(author.survey, author.respondent, author.week)
        self._surveys.participate(author.survey, author.person, "started", author.week)

    def placed(self, record: records.Placed) -> None:
        """Keep where they work."""
        self._answers.place(self._author.survey, self._author.respondent, record.team, record.role)

    def task_opened(self, record: records.TaskOpened) -> None:
        """Keep that a task was begun."""
        author = self._author
        self._answers.open_task(
            author.survey,
            author.respondent,
            record.task,
            source=author.source,
            week=author.week,
        )

    def answered(self, record: records.Answered) -> None:
        """Keep an answer."""
        author = self._author
        low, likely, high = record.amount or (None, None, None)
        self._answers.save(
            AnswerRow(
                author.survey,
                author.respondent,
                record.task,
                record.question,
                record.outcome.value,
                record.text,
                low,
                likely,
                high,
                ",".join(record.choices),
                record.message,
                author.week,
            )
        )

    def heard(self, record: records.Heard) -> None:
        """Keep what an answer was matched to."""
        author = self._author
        rows = [
            *(_finding("inefficiency", each) for each in record.inefficiencies),
            *(_finding("function", each) for each in record.functions),
        ]
        self._answers.save_findings(
            author.survey, author.respondent, record.task, record.question, rows
        )

    def judged(self, record: records.Judged) -> None:
        """Keep what the person says of a match."""
        author = self._author
        if record.verdict != "added":
            row = JudgedRow(
                author.survey,
                author.respondent,
                record.task,
                record.kind,
                record.code,
                record.verdict,
            )
            self._answers.judge(row)
            return
        added = FindingRow(record.kind, record.code, "person.added", 0, 0, 0, 0, None, "added")
        self._answers.add_finding(
            author.survey, author.respondent, record.task, record.question, added
        )

    def task_closed(self, record: records.TaskClosed) -> None:
        """Keep the figures of a task."""
        author = self._author
        self._answers.close_task(
            TaskRow(
                author.survey,
                author.respondent,
                record.task,
                record.function,
                record.code,
                _triple(record.per_week),
                _triple(record.minutes),
                _triple(record.wasted),
            )
        )

    def task_dropped(self, record: records.TaskDropped) -> None:
        """Delete a task."""
        self._answers.forget(self._author.survey, self._author.respondent, record.task)

    def quote_allowed(self, record: records.QuoteAllowed) -> None:
        """Keep whether words may be quoted."""
        self._answers.allow_quotes(
            self._author.survey, self._author.respondent, allowed=record.allowed
        )

    def finished(self, record: records.Finished) -> None:  # noqa: ARG002
        """Keep that they came to the end."""
        author = self._author
        self._surveys.participate(author.survey, author.person, "finished", author.week)

    def forgotten(self, record: records.Forgotten) -> None:
        """Delete one task, or everything."""
        author = self._author
        self._answers.forget(author.survey, author.respondent, record.task)
        if record.task is None:
            self._surveys.leave(author.survey, author.person)

    def answer_forgotten(self, record: records.AnswerForgotten) -> None:
        """Delete one answer, and what was concluded from it."""
        author = self._author
        self._answers.forget_answer(author.survey, author.respondent, record.task, record.question)


def _finding(kind: str, finding: Finding) -> FindingRow:
    return FindingRow(
        kind,
        finding.code,
        finding.rule,
        finding.score,
        finding.threshold,
        finding.start,
        finding.end,
        finding.runner_up,
    )


def _triple(amount: Amount | None) -> Triple | None:
    return None if amount is None else Triple(*amount)


#: Each kind of record and what writes it; a test holds it complete.
_WRITERS: Final[Mapping[type[records.Record], Callable[..., None]]] = {
    records.Consented: Recorder.consented,
    records.Placed: Recorder.placed,
    records.TaskOpened: Recorder.task_opened,
    records.Answered: Recorder.answered,
    records.Heard: Recorder.heard,
    records.Judged: Recorder.judged,
    records.TaskClosed: Recorder.task_closed,
    records.TaskDropped: Recorder.task_dropped,
    records.QuoteAllowed: Recorder.quote_allowed,
    records.Finished: Recorder.finished,
    records.Forgotten: Recorder.forgotten,
    records.AnswerForgotten: Recorder.answer_forgotten,
}
