"""Figures as they were shown, and the counts that the next ones are made from.

Only the privacy gate works with these: what it has shown stays as it is until it may change.
"""

from collections.abc import Iterable

from storage.figures import loss_of
from storage.rows import CellCount, Counted, ReleasedCell, ScoreSum, TaskLoss
from storage.statements import Statements, Value


class Releases:
    """What was shown of a survey, and who is counted in it."""

    def __init__(self, statements: Statements) -> None:
        self._do = statements

    def waiting(self, survey: str) -> int:
        """Return how many people answered whom no release has counted yet."""
        return int(self._do.value("waiting_people", survey=survey) or 0)

    def people(self, survey: str) -> int:
        """Return how many people the releases so far have counted and still hold."""
        return int(self._do.value("released_people", survey=survey) or 0)

    def counted(self, survey: str, release: int) -> Counted:
        """Return how many people releases up to *release* counted, as far as they are there."""
        row = self._do.rows("counted_until", survey=survey, release=release)[0]
        return Counted(*row)  # type: ignore[arg-type]  # as selected

    def since(self, survey: str) -> dict[str, int]:
        """Return which release first counted each person."""
        rows = self._do.rows("counted_since", survey=survey)
        return {str(who): int(release or 0) for who, release in rows}

    def last(self, survey: str) -> int:
        """Return the number of the latest release; 0 if there was none."""
        return int(self._do.value("last_release", survey=survey) or 0)

    def include_waiting(self, survey: str, release: int) -> None:
        """Count everybody who answered and waits, from *release* on."""
        self._do.run("include_waiting", survey=survey, release=release)

    def add(self, survey: str, cell: ReleasedCell) -> bool:
        """Keep *cell* as it was shown; one that is known is never changed, and False returned."""
        return bool(self._do.run("add_released_cell", **_values_of(survey, cell)))

    def add_all(self, survey: str, cells: Iterable[ReleasedCell]) -> None:
        """Keep *cells* as they were shown; those that are known are never changed."""
        self._do.run_many("add_released_cells", [_values_of(survey, each) for each in cells])

    def cells(self, survey: str) -> list[ReleasedCell]:
        """Return everything that was ever shown of a survey, oldest first."""
        rows = self._do.rows("released_cells", survey=survey)
        return [
            ReleasedCell(kind, code, team, release, people, bool(is_exact), content)  # type: ignore[arg-type]  # as selected
            for kind, code, team, release, people, is_exact, content in rows
        ]

    def counts(self, survey: str) -> list[CellCount]:
        """Return how many people stand behind each figure, by team and first release."""
        return [CellCount(*row) for row in self._do.rows("released_counts", survey=survey)]  # type: ignore[arg-type]  # as selected

    def losses(self, survey: str) -> list[TaskLoss]:
        """Return the figures of every finished task of the people who are counted."""
        return [loss_of(row) for row in self._do.rows("released_losses", survey=survey)]

    def quotable(self, survey: str, code: str, release: int) -> list[tuple[str, str]]:
        """Return who agreed, counted up to *release*, each with the words that named *code*."""
        rows = self._do.rows("quotable", survey=survey, code=code, release=release)
        return [(str(author), str(text)) for author, text in rows]

    def linked(self, before: str, after: str) -> list[tuple[str, str]]:
        """Return who of the round *before* is who in the round *after*, where they agreed."""
        rows = self._do.rows("linked_people", before=before, after=after)
        return [(str(one), str(other)) for one, other in rows]

    def scores(self, survey: str) -> list[ScoreSum]:
        """Return the scores on handing over of the people who are counted, summed."""
        return [ScoreSum(*row) for row in self._do.rows("released_scores", survey=survey)]  # type: ignore[arg-type]  # as selected


def _values_of(survey: str, cell: ReleasedCell) -> dict[str, Value]:
    return {"survey": survey, **cell._asdict(), "is_exact": int(cell.is_exact)}
