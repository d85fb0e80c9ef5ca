"""The one interface of storage: a store gives transactions, a transaction gives `Work`."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from storage.answers import Answers
from storage.contacts import Contacts, Links
from storage.copying import Tables
from storage.due import Due
from storage.figures import Figures
from storage.initiatives import Initiatives
from storage.intake import Intake, Outbox
from storage.members import Audit, Members
from storage.releases import Releases
from storage.statements import Statements
from storage.surveys import Surveys

Savepoint = Callable[[], AbstractContextManager[None]]
Lock = Callable[[Iterable[str]], None]


class Work:
    """What can be done inside one transaction, by subject."""

    def __init__(self, statements: Statements, savepoint: Savepoint, lock: Lock) -> None:
        self.intake = Intake(statements)
        self.outbox = Outbox(statements)
        self.due = Due(statements)
        self.contacts = Contacts(statements)
        self.links = Links(statements)
        self.surveys = Surveys(statements)
        self.answers = Answers(statements)
        self.figures = Figures(statements)
        self.releases = Releases(statements)
        self.initiatives = Initiatives(statements)
        self.members = Members(statements)
        self.audit = Audit(statements)
        self.lock_chats = lock
        self._savepoint, self._statements = savepoint, statements

    def let_disk_forget(self) -> None:
        """See to it, once this is committed, that what was deleted is gone from the disk."""
        self._statements.has_erased = True

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Begin a part of the transaction: it alone is undone if the block raises."""
        held = self.outbox.held
        try:
            with self._savepoint():
                yield
        except BaseException:
            self.outbox.held = held
            self.surveys.forget_read()
            raise


class Store(Protocol):
    """A database; implementations share their statements and their tests."""

    @property
    def is_shared(self) -> bool:
        """Say whether several processes may work on it at once."""

    def migrate(self) -> int:
        """Bring the database to today's schema and return its version."""

    def version(self) -> int:
        """Return the version of the schema; 0 if there is none yet."""

    def transaction(self) -> AbstractContextManager[Work]:
        """Begin a transaction: committed at the end of the block, undone if it raises."""

    def is_leader(self) -> bool:
        """Say whether this process does what only one of several may do."""

    def workers(self) -> int:
        """Return how many processes run a bot on the database, from now on with this one."""

    def backup(self, path: str) -> None:
        """Copy the database to the SQLite file *path* while it is in use, and check the copy."""

    def tables(self) -> AbstractContextManager[Tables]:
        """Give access to whole tables, in one transaction, for copying."""

    def close(self) -> None:
        """Close the database."""
