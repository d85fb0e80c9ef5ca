"""Work that is due at a time: planned, done once, tried again."""

from storage.rows import DueRow
from storage.statements import Statements


class Due:
    """Planned work. Whoever does a piece finishes or moves it in the same transaction."""

    def __init__(self, statements: Statements) -> None:
        self._do = statements

    def plan(self, row: DueRow) -> None:
        """Plan a piece of work; planned already: it moves to the new time."""
        self._do.run("plan_due", kind=row.kind, subject=row.subject, at=row.at, state=row.state)

    def plan_no_later(self, row: DueRow) -> None:
        """Plan a piece of work; planned for an earlier time already: it stays there."""
        self._do.run(
            "plan_due_no_later", kind=row.kind, subject=row.subject, at=row.at, state=row.state
        )

    def planned(self, kind: str, subject: str) -> DueRow | None:
        """Return a piece of work as it is planned; None if it is not."""
        row = self._do.row("planned_due", kind=kind, subject=subject)
        return None if row is None else DueRow(*row)  # type: ignore[arg-type]  # as selected

    def planned_of(self, subject: str) -> list[DueRow]:
        """Return all that is planned for *subject*, soonest first."""
        return [DueRow(*row) for row in self._do.rows("planned_of", subject=subject)]  # type: ignore[arg-type]  # as selected

    def oldest(self, now: int) -> DueRow | None:
        """Return what is due longest at *now*, kept from other processes until the commit."""
        row = self._do.row("oldest_work", now=now)
        return None if row is None else DueRow(*row)  # type: ignore[arg-type]  # as selected

    def postpone(self, row: DueRow, at: int) -> None:
        """Try a piece of work again at a later time, because it failed."""
        self._do.run("postpone_due", kind=row.kind, subject=row.subject, at=at)

    def finish(self, kind: str, subject: str) -> bool:
        """Forget a piece of work: done, or not wanted any more; say whether it was planned."""
        return self._do.run("finish_due", kind=kind, subject=subject) > 0
