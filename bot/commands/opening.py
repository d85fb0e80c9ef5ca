"""Opening what commands share: settings, catalogue, matcher, store.

One place, so that a missing token or a broken catalogue reads the same in every command.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from bot.settings import Settings, keep_secret, read_settings
from bot.starting import loading
from knowledge.catalogue import Catalogue, load_catalogue
from storage import AuditRow, Store, new_id, open_store

if TYPE_CHECKING:  # what an interview needs takes a sixth of a second, which a report need not wait
    from bot.turn import Turns
    from knowledge.matching import Matcher

#: Who works on the command line; whoever can do that has the database.
COMMAND_LINE: Final = "command line"


def open_settings() -> Settings:
    """Return what the environment says now.

    Raises:
        SettingsError: a variable cannot be used.
    """
    return read_settings(os.environ)


def open_catalogue(settings: Settings | None = None) -> Catalogue:
    """Return the shipped catalogue with the company's own files laid over it.

    Raises:
        CatalogueError: a file has faults; all are listed with their lines.
        SettingsError: a variable cannot be used.
    """
    return load_catalogue(*(settings or open_settings()).catalogue)


def open_matcher() -> "Matcher":
    """Return a matcher for the catalogue; raises what `open_catalogue` raises."""
    with loading():
        from knowledge.matching import Matcher  # noqa: PLC0415  # see above

        return Matcher(open_catalogue())


@contextmanager
def opened_store(settings: Settings) -> Iterator[Store]:
    """Open the database of *settings*, bring it to today's schema, and close it at the end.

    The command that asks is noted in the audit log, so that no command can forget to.

    Raises:
        StorageError: the database cannot be used; the message says why and what to do.
    """
    store = open_store(settings.database_url)
    try:
        store.migrate()
        note_use(store)
        yield store
    finally:
        store.close()


def note_use(store: Store) -> None:
    """Note in the audit log which command is used, and on which survey."""
    context = click.get_current_context(silent=True)
    if context is None:  # not from the command line
        return
    survey = str(context.params.get("survey") or "")
    entry = AuditRow(
        new_id(), int(time.time()), COMMAND_LINE, context.command_path, survey, "", "used"
    )
    with store.transaction() as work:
        work.audit.note(entry)


def open_turns(settings: Settings, store: Store, link: str = "https://t.me") -> "Turns":
    """Return the turns on *store*, with the catalogue and the secret of *settings*.

    Raises:
        CatalogueError: a file of the catalogue has faults.
        SettingsError: the secret cannot be kept.
    """
    from bot.setting import Setting  # noqa: PLC0415  # see above
    from bot.turn import Turns  # noqa: PLC0415

    with loading():
        setting = Setting(open_catalogue(settings))
    owners = frozenset(f"telegram:{person}" for person in settings.owners)
    return Turns(store, setting, keep_secret(settings), link, owners=owners)
