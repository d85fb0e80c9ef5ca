"""From the rows of an import to tasks: matched like answers in a chat, stored together."""

import hashlib
import json
from collections.abc import Iterable, Sequence

from bot.gate.company import IMPORTED
from bot.importing.rows import ImportRow, digest_of
from bot.interview.amounts import Amount
from bot.interview.records import Answered, Heard, Outcome, Placed, TaskClosed, TaskOpened
from bot.managing.naming import code_of
from bot.recording import Author, Recorder
from knowledge.matching import Match, Matcher
from storage import TeamRow, Work

SOURCE = "import"


def store_rows(
    work: Work, survey: str, rows: Sequence[ImportRow], matcher: Matcher, week: str
) -> Iterable[ImportRow]:
    """Store *rows* as tasks of *survey*, yielding each when it is done; done before: nothing."""
    digest = digest_of(rows)
    if work.answers.import_done(digest):
        return
    codes = _teams(work, survey, rows)
    numbers: dict[str, int] = {}
    for row in rows:
        respondent = _pseudonym(digest, row.respondent)
        numbers[respondent] = number = numbers.get(respondent, 0) + 1
        author = Author(survey, respondent, respondent, week, SOURCE)
        placed = row._replace(team=codes.get(row.team or ""))
        _store_row(work, author, placed, number, matcher)
        yield row
    _note_origin(work, survey)
    work.answers.note_import(digest, survey, len(rows), week)


def _note_origin(work: Work, survey: str) -> None:
    """Keep with the survey that not all of it was said in a chat: reports tell."""
    row = work.surveys.get(survey)
    if row is not None:
        settings = json.loads(row.settings or "{}") | {IMPORTED: True}
        work.surveys.change(row._replace(settings=json.dumps(settings, ensure_ascii=False)))


def _teams(work: Work, survey: str, rows: Sequence[ImportRow]) -> dict[str, str]:
    """Return the codes of the teams that *rows* name; those that are not there yet are added.

    A team is known by its code or its name. A code is short and plain: it stands in buttons.
    """
    known = {team.code for team in work.surveys.teams(survey)}
    codes = {team.name: team.code for team in work.surveys.teams(survey)} | {
        code: code for code in known
    }
    for name in sorted({row.team for row in rows if row.team} - set(codes)):
        codes[name] = code_of(name, known)
        known.add(codes[name])
        work.surveys.add_team(survey, TeamRow(codes[name], name, None))
    return codes


def _store_row(work: Work, author: Author, row: ImportRow, number: int, matcher: Matcher) -> None:
    match = matcher.match(row.text)
    work.answers.add_respondent(author.survey, author.respondent, author.week)
    recorder = Recorder(work, author)
    for record in (
        Placed(row.team, row.role),
        TaskOpened(number),
        Answered(number, "obstacle", Outcome.ANSWERED, row.text),
        Heard(number, "obstacle", match.inefficiencies, match.functions[:1]),
        _closed(row, number, match),
    ):
        recorder.record(record)


def _closed(row: ImportRow, number: int, match: Match) -> TaskClosed:
    functions = [each for each in match.functions if each.score >= each.threshold]
    return TaskClosed(
        number,
        functions[0].code if functions else None,
        match.inefficiencies[0].code if match.inefficiencies else None,
        _amount(row.per_week),
        _amount(row.minutes),
        None,
    )


def _amount(value: float | None) -> Amount | None:
    return None if value is None else Amount(value, value, value)


def _pseudonym(digest: str, respondent: str) -> str:
    """Return a pseudonym: the same for all rows of a person in this import, and only there."""
    return hashlib.sha256(f"{digest}/{respondent}".encode()).hexdigest()[:32]
