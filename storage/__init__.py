"""What was said, kept: one interface, SQL in files, typed rows. Knows neither bot nor knowledge."""

from pathlib import Path

from storage.errors import DatabaseUnavailableError
from storage.identifiers import new_id
from storage.initiative_rows import InitiativeRow, NoteRow, PulseRow, SubscriptionRow
from storage.intake import Hand
from storage.member_rows import AuditRow, AwaitedRow, InvitationRow, MembershipRow
from storage.rows import (
    AnswerRow,
    AsideRow,
    ConversationRow,
    DueRow,
    FindingRow,
    JudgedRow,
    MyData,
    OutboxRow,
    ReachableRow,
    SurveyRow,
    TaskRow,
    TeamRow,
    Triple,
    WishesRow,
)
from storage.sqlite import SqliteStore
from storage.store import Store, Work

__all__ = [
    "AnswerRow",
    "AsideRow",
    "AuditRow",
    "AwaitedRow",
    "ConversationRow",
    "DueRow",
    "FindingRow",
    "Hand",
    "InitiativeRow",
    "InvitationRow",
    "JudgedRow",
    "MembershipRow",
    "MyData",
    "NoteRow",
    "OutboxRow",
    "PulseRow",
    "ReachableRow",
    "Store",
    "SubscriptionRow",
    "SurveyRow",
    "TaskRow",
    "TeamRow",
    "Triple",
    "WishesRow",
    "Work",
    "new_id",
    "open_store",
]
_SQLITE = "sqlite:///"
_POSTGRES = ("postgresql://", "postgres://")


def open_store(url: str) -> Store:
    """Return the store at *url*, a `DATABASE_URL`; it is not migrated yet.

    Raises:
        StorageError: it cannot be opened; the message says why and what to do.
    """
    if url.startswith(_SQLITE):
        return SqliteStore(Path(url.removeprefix(_SQLITE)))
    if url.startswith(_POSTGRES):
        return _postgres(url)
    place = url.partition("://")[0] + "://"
    raise DatabaseUnavailableError(place, "is unknown: use sqlite:///gemba.db or postgresql://")


def _postgres(url: str) -> Store:
    """Return the store on PostgreSQL; its driver is loaded only where it is used."""
    try:
        from storage.postgres import PostgresStore  # noqa: PLC0415
    except ImportError:
        raise DatabaseUnavailableError(
            "postgresql://", "needs its driver: pip install 'gemba[postgres]'"
        ) from None
    return PostgresStore(url)
