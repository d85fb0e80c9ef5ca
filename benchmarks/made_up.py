"""Answers of a made-up company of any size, straight into a database, as the bot would keep them.

The same number of people gives the same rows. The shares are those of real surveys in kind: two
tasks each, some problems common and most rare, teams of many sizes, a fifth of questions skipped.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from knowledge.catalogue import Catalogue

WEEK: Final = "2026-11-23"
SURVEY: Final = "large"
#: What each person answers: one thing about themselves, the rest in two tasks.
ANSWERS_EACH: Final = 20
_TASKS: Final = (1, 2)
_QUESTIONS: Final = (
    "task", "frequency", "duration", "wasted", "obstacle", "f1", "f3", "r1", "r4",
)  # fmt: skip
_SCORED: Final = frozenset({"f1", "f3", "r1", "r4"})
_WORDS: Final = (
    "Every order from the shop has to be typed into the stock list once more, line by line, "
    "and then the office asks for it again because the numbers differ"
)
_PEOPLE_OF_A_TEAM: Final = 250
_CHANCE_OF_SKIPPING: Final = 0.2
_CHANCE_OF_A_RANGE: Final = 0.5
_BATCH: Final = 1000


class Rows(NamedTuple):
    """The rows of some people, by table."""

    respondent: list[tuple[object, ...]]
    task: list[tuple[object, ...]]
    answer: list[tuple[object, ...]]
    finding: list[tuple[object, ...]]


def fill(path: Path, catalogue: Catalogue, people: int) -> None:
    """Put a survey that *people* answered into the migrated SQLite file at *path*."""
    with closing(sqlite3.connect(path)) as connection, connection:
        _open(connection, people)
        for rows in _batches(catalogue, people):
            _insert(connection, rows)


def _open(connection: sqlite3.Connection, people: int) -> None:
    connection.execute(
        "INSERT INTO survey (id, name, purpose, status, interview, threshold, quote_threshold,"
        " week, settings) VALUES (?, 'A large company', 'why', 'open', 'full', 5, 10, ?, '{}')",
        (SURVEY, WEEK),
    )
    connection.executemany(
        "INSERT INTO team (survey, code, name, head_count) VALUES (?, ?, ?, ?)",
        [(SURVEY, team, team.upper(), 2 * _PEOPLE_OF_A_TEAM + 10) for team in _teams(people)],
    )


def _teams(people: int) -> list[str]:
    return [f"team-{number}" for number in range(max(2, people // _PEOPLE_OF_A_TEAM))]


def _batches(catalogue: Catalogue, people: int) -> Iterator[Rows]:
    random = Random(people)  # noqa: S311  # made-up answers, the same each time
    teams, codes = _teams(people), sorted(catalogue.inefficiencies)
    functions = sorted(catalogue.functions)
    often = list(accumulate(1 / (place + 1) for place in range(len(codes))))
    rows = Rows([], [], [], [])
    for number in range(people):
        who = f"{number:032x}"
        rows.respondent.append((SURVEY, who, random.choice(teams), "clerk", WEEK))
        rows.answer.append(_answer(who, 0, "quote", random))
        for task in _TASKS:
            code, rule = random.choices(codes, cum_weights=often)[0], random.choice("abcd")
            rows.task.append(_task(who, task, random.choice(functions), code, random))
            rows.answer.extend(_answer(who, task, question, random) for question in _QUESTIONS)
            rows.finding.append(
                (SURVEY, who, task, "obstacle", "inefficiency", code, f"{code}.{rule}",
                 4.0, 3.0, 0, 20, None, "confirmed")
            )  # fmt: skip
        rows.answer.append(_answer(who, 0, "change", random))
        if len(rows.respondent) == _BATCH:
            yield rows
            rows = Rows([], [], [], [])
    yield rows


def _answer(who: str, task: int, question: str, random: Random) -> tuple[object, ...]:
    if random.random() < _CHANCE_OF_SKIPPING:
        return (SURVEY, who, task, question, "skipped", None, None, None, None, "", None, WEEK)
    if question in _SCORED:
        score = float(random.randint(1, 5))
        return (SURVEY, who, task, question, "answered", None, *3 * (score,), "x", None, WEEK)
    return (SURVEY, who, task, question, "answered", _WORDS, None, None, None, "", None, WEEK)


def _task(who: str, task: int, function: str, code: str, random: Random) -> tuple[object, ...]:
    return (
        SURVEY, who, task, "interview", WEEK, 1, 0, function, code,
        *_amount(random, 1, 20), *_amount(random, 1, 60),
        *(each / 20 for each in _amount(random, 2, 18)),
    )  # fmt: skip


def _amount(random: Random, least: int, most: int) -> tuple[float, float, float]:
    """Return a figure, as half of all people state one, or a range."""
    likely = float(random.randint(least, most))
    if random.random() < _CHANCE_OF_A_RANGE:
        return max(0.0, likely - random.randint(0, 2)), likely, likely + random.randint(0, 2)
    return likely, likely, likely


def _insert(connection: sqlite3.Connection, rows: Rows) -> None:
    for table, found in zip(Rows._fields, rows, strict=True):
        if found:
            marks = ", ".join("?" * len(found[0]))
            names = ", ".join(_COLUMNS[table])
            connection.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608  # our own names
                found,
            )


_COLUMNS: Final = {
    "respondent": ("survey", "id", "team", "role", "week"),
    "task": (
        "survey", "respondent", "number", "source", "week", "is_closed", "may_quote", "function",
        "code", "per_week_low", "per_week_likely", "per_week_high", "minutes_low",
        "minutes_likely", "minutes_high", "wasted_low", "wasted_likely", "wasted_high",
    ),
    "answer": (
        "survey", "respondent", "task", "question", "outcome", "text", "low", "likely", "high",
        "choices", "message", "week",
    ),
    "finding": (
        "survey", "respondent", "task", "question", "kind", "code", "rule", "score", "threshold",
        "first", "last", "runner_up", "state",
    ),
}  # fmt: skip
