"""From one database to another, table by table: resumable, and verified by counts and checksums.

Rule 1: tables go in the order in which they refer to each other.
Rule 2: rows are committed a batch at a time, and a row that is there already is left alone, so a
copy that was broken off, or killed, goes on.
Rule 3: at the end each table is read from both sides and must have the same rows.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from typing import Final, NamedTuple, Protocol

from storage.errors import CopyDiffersError, NotEmptyError
from storage.initiative_rows import InitiativeRow, NoteRow, PulseRow, SubscriptionRow
from storage.statements import Cells

BATCH: Final = 1000
Progress = Callable[[str, int], None]


class Table(NamedTuple):
    """A table: its name, its columns, those that make its key, and which of these are numbers."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    numbers: tuple[str, ...] = ()


class Tables(Protocol):
    """Whole tables of one database."""

    def rows(self, table: Table) -> Iterator[Cells]:
        """Yield all rows of *table* in the order of its key, texts compared byte by byte."""

    def add(self, table: Table, rows: Iterable[Cells]) -> None:
        """Write *rows*; those whose key is there are left as they are."""

    def count(self, table: Table) -> int:
        """Return how many rows *table* has."""


class Copyable(Protocol):
    """A store whose tables can be read and written whole."""

    def tables(self) -> AbstractContextManager[Tables]:
        """Give access to whole tables, in one transaction."""


class Copied(NamedTuple):
    """What was copied of one table: how many rows, and their checksum."""

    table: str
    rows: int
    checksum: str


def copy_store(
    source: Copyable, target: Copyable, progress: Progress | None = None
) -> tuple[Copied, ...]:
    """Copy everything of *source* into *target* and return what was verified, by table.

    Args:
        source: a migrated store; it is only read.
        target: a migrated store that is empty or holds a part of *source*.
        progress: is told the table and the rows copied since.

    Raises:
        NotEmptyError: *target* holds rows that *source* does not have.
        CopyDiffersError: after copying, a table is not the same on both sides.
    """
    done = []
    with source.tables() as before:
        for table in TABLES:
            with target.tables() as after:
                if after.count(table) > before.count(table):
                    raise NotEmptyError(table.name)
            for batch in _batches(before.rows(table)):
                with target.tables() as after:
                    after.add(table, batch)
                if progress is not None:
                    progress(table.name, len(batch))
            done.append(_verified(table, before, target))
    return tuple(done)


def size_of(source: Copyable) -> int:
    """Return how many rows *source* has in all tables."""
    with source.tables() as tables:
        return sum(map(tables.count, TABLES))


def _verified(table: Table, before: Tables, target: Copyable) -> Copied:
    there = _checksum(before.rows(table))
    with target.tables() as after:
        here = _checksum(after.rows(table))
    if here != there:
        raise CopyDiffersError(table.name, there[0], here[0])
    return Copied(table.name, *here)


def _checksum(rows: Iterable[Cells]) -> tuple[int, str]:
    """Return how many *rows* there are, and a digest of them in their order."""
    digest, number = hashlib.sha256(), 0
    for row in rows:
        digest.update(repr(tuple(map(_plain, row))).encode())
        number += 1
    return number, digest.hexdigest()[:16]


def _plain(value: object) -> object:
    """Return *value* so that both databases write it alike: 3.0 and 3 are the same figure."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _batches(rows: Iterator[Cells]) -> Iterator[list[Cells]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


TABLES: Final = (
    Table(
        "survey",
        ("id", "name", "purpose", "status", "interview", "threshold", "quote_threshold", "week",
         "settings"),
        ("id",),
    ),
    Table("survey_key", ("survey", "secret"), ("survey",)),
    Table("team", ("survey", "code", "name", "head_count"), ("survey", "code")),
    Table("survey_role", ("survey", "code", "name", "head_count"), ("survey", "code")),
    Table("participation", ("survey", "person", "state", "week"), ("survey", "person")),
    Table("respondent", ("survey", "id", "team", "role", "week"), ("survey", "id")),
    Table(
        "task",
        ("survey", "respondent", "number", "source", "week", "is_closed", "may_quote", "function",
         "code", "per_week_low", "per_week_likely", "per_week_high", "minutes_low",
         "minutes_likely", "minutes_high", "wasted_low", "wasted_likely", "wasted_high"),
        ("survey", "respondent", "number"),
        ("number",),
    ),
    Table(
        "answer",
        ("survey", "respondent", "task", "question", "outcome", "text", "low", "likely", "high",
         "choices", "message", "week"),
        ("survey", "respondent", "task", "question"),
        ("task",),
    ),
    Table(
        "finding",
        ("survey", "respondent", "task", "question", "kind", "code", "rule", "score", "threshold",
         "first", "last", "runner_up", "state"),
        ("survey", "respondent", "task", "question", "kind", "code"),
        ("task",),
    ),
    Table(
        "released_person",
        ("survey", "respondent", "release"),
        ("survey", "respondent"),
    ),
    Table(
        "released_cell",
        ("survey", "kind", "code", "team", "release", "people", "is_exact", "content"),
        ("survey", "kind", "code", "team", "release"),
        ("release",),
    ),
    Table(
        "conversation",
        ("channel", "chat", "survey", "language", "state", "changed"),
        ("channel", "chat"),
    ),
    Table("intake", ("channel", "number", "at"), ("channel", "number")),
    Table("aside", ("channel", "number", "error", "at"), ("channel", "number")),
    Table(
        "outbox",
        ("id", "channel", "chat", "place", "kind", "payload", "not_before", "attempts",
         "leased_until", "worker"),
        ("id",),
    ),
    Table("due", ("kind", "subject", "at", "state", "attempts"), ("kind", "subject")),
    Table(
        "contact",
        ("channel", "chat", "zone", "quiet_from", "quiet_until", "is_silent"),
        ("channel", "chat"),
    ),
    Table(
        "reachable",
        ("survey", "channel", "chat", "language", "is_finished", "reminders", "next_at"),
        ("survey", "channel", "chat"),
    ),
    Table(
        "link",
        ("survey", "respondent", "origin", "token"),
        ("survey", "origin", "token"),
    ),
    Table("initiative", InitiativeRow._fields, ("id",)),
    Table("progress_note", NoteRow._fields, ("id",)),
    Table("pulse", PulseRow._fields, ("survey",)),
    Table("subscription", SubscriptionRow._fields, ("survey", "person")),
    Table("import_batch", ("digest", "survey", "rows", "week"), ("digest",)),
    Table(
        "membership",
        ("person", "role", "survey", "team", "label", "week"),
        ("person", "role", "survey", "team"),
    ),
    Table(
        "invitation",
        ("id", "digest", "survey", "team", "job", "role", "label", "is_shared", "made", "expires",
         "is_revoked", "uses"),
        ("id",),
    ),
    Table("attempt", ("person", "hour", "tries"), ("person", "hour"), ("hour",)),
    Table("awaited", ("channel", "chat", "link", "at"), ("channel", "chat")),
    Table("audit", ("id", "at", "person", "code", "survey", "about", "outcome"), ("id",)),
)  # fmt: skip
