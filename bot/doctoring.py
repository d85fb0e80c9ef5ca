"""What may be wrong with an installation, checked one by one; nothing is changed.

Each check gives a line: fine, worth a look, or broken, and what to do. No line holds what anybody
said, or a secret.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from bot.errors import BotError
from bot.settings import Settings
from storage import Store, open_store
from storage.errors import StorageError
from storage.migrations import migrations

_SQLITE: Final = "sqlite:///"
_LEAST_FREE: Final = 200 * 2**20
_OLD_SECONDS: Final = 600
#: File systems that are fresh after each start of the machine or container.
_FLEETING: Final = frozenset(("tmpfs", "ramfs", "overlay", "aufs"))


class State(StrEnum):
    """How a check ended."""

    FINE = "ok"
    LOOK = "look"
    BROKEN = "broken"


class Line(NamedTuple):
    """One check: its state, what was looked at, and what was found."""

    state: State
    subject: str
    found: str


def examine(settings: Settings, clock: Callable[[], float] = time.time) -> Iterator[Line]:
    """Yield what there is to say about an installation without asking Telegram."""
    yield _configuration(settings)
    path = None
    if settings.database_url.startswith(_SQLITE):
        path = Path(settings.database_url.removeprefix(_SQLITE)).absolute()
        yield from _file(path)
    yield from _secret(settings)
    if path is None or path.exists() or not path.parent.is_dir():  # looking makes no file
        yield from _database(settings, clock)


def _configuration(settings: Settings) -> Line:
    try:
        settings.needed_token()
    except BotError as error:
        return Line(State.BROKEN, "configuration", str(error))
    if not settings.owners:
        return Line(
            State.LOOK,
            "configuration",
            "GEMBA_OWNERS is not set: owners come by gemba invite --role owner only",
        )
    return Line(State.FINE, "configuration", "the token looks like one, owners are set")


def _file(path: Path) -> Iterator[Line]:
    if not path.exists():
        yield Line(State.LOOK, "file", f"{path} is not there yet: gemba migrate makes it")
        return
    mode = path.stat().st_mode & 0o777
    state = State.FINE if mode & 0o077 == 0 else State.BROKEN
    yield Line(state, "file", f"{path} has mode {mode:o}" + _advice(state, f"chmod 600 {path}"))
    free = shutil.disk_usage(path.parent).free
    state = State.FINE if free >= _LEAST_FREE else State.LOOK
    yield Line(state, "disk", f"{free >> 20} MB free" + _advice(state, "make room"))
    warning = fleeting(path)
    yield Line(State.LOOK if warning else State.FINE, "disk", warning or "lasts over a restart")


def _advice(state: State, text: str) -> str:
    return "" if state is State.FINE else f": {text}"


def fleeting(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """Return a warning if the disk under *path* does not last over a restart, else nothing."""
    kind = _file_system(path.absolute(), mounts)
    if kind not in _FLEETING:
        return ""
    return (
        f"the database lies on {kind}, which is fresh after each start: everything would be lost. "
        "Mount a volume there, or use PostgreSQL"
    )


def _file_system(path: Path, mounts: Path) -> str:
    """Return the kind of the file system that *path* lies on; nothing where that is not known."""
    try:
        lines = [line.split() for line in mounts.read_text(encoding="utf-8").splitlines()]
    except OSError:  # no such list on this system
        return ""
    found = [(place, kind) for _, place, kind, *_ in lines if path.is_relative_to(place)]
    return max(found, key=lambda each: len(each[0]), default=("", ""))[1]


def _secret(settings: Settings) -> Iterator[Line]:
    path = settings.secret_path()
    if settings.secret is not None:
        yield Line(State.FINE, "secret", "GEMBA_SECRET is set")
    elif path is None:
        yield Line(State.BROKEN, "secret", "GEMBA_SECRET is not set; PostgreSQL needs it")
    elif not path.exists():
        yield Line(State.FINE, "secret", "will be made at the first start")
    else:
        mode = path.stat().st_mode & 0o777
        state = State.FINE if mode & 0o077 == 0 else State.BROKEN
        yield Line(state, "secret", f"mode {mode:o}" + _advice(state, f"chmod 600 {path}"))


def _database(settings: Settings, clock: Callable[[], float]) -> Iterator[Line]:
    try:
        store = open_store(settings.database_url)
    except StorageError as error:
        yield Line(State.BROKEN, "database", str(error))
        return
    try:
        yield from _schema(store)
        if store.version() == migrations()[-1].number:
            yield from _waiting(store, clock())
    except StorageError as error:
        yield Line(State.BROKEN, "database", str(error))
    finally:
        store.close()


def _schema(store: Store) -> Iterator[Line]:
    found, known = store.version(), migrations()[-1].number
    if found > known:
        yield Line(
            State.BROKEN, "schema", f"{found} is newer than {known}: install the newer Gemba"
        )
    elif found < known:
        yield Line(State.LOOK, "schema", f"{found} of {known}: gemba migrate")
    else:
        yield Line(State.FINE, "schema", f"{found}, as known")


def _waiting(store: Store, now: float) -> Iterator[Line]:
    with store.transaction() as work:
        size, oldest = work.outbox.size(), work.outbox.oldest()
        asides = work.intake.asides()
        newest = work.intake.newest()
    age = 0 if oldest is None else max(0, int(now) - oldest)
    state = State.LOOK if age > _OLD_SECONDS else State.FINE
    advice = _advice(state, "is the bot running, is Telegram reachable?")
    yield Line(state, "outbox", f"{size} messages wait, the oldest for {age} s{advice}")
    for each in asides:
        yield Line(State.LOOK, "set aside", f"{each.channel} {each.number}: {each.error}")
    if newest is not None and newest > now + _OLD_SECONDS:
        seconds = int(newest - now)
        yield Line(State.LOOK, "clock", f"the clock is {seconds} s behind what was noted before")
    else:
        yield Line(State.FINE, "clock", "not behind what was noted before")
