"""Figures over many people, aggregated in SQL; no text ever comes back from here but `unmatched`.

Nothing of this goes to a manager directly: the privacy gate stands between.
"""

from collections.abc import Sequence

from storage.rows import Judgement, TaskLoss
from storage.statements import Cells, Statements


class Figures:
    """What many respondents said, counted."""

    def __init__(self, statements: Statements) -> None:
        self._do = statements

    def task_losses(self, survey: str) -> list[TaskLoss]:
        """Return the figures of every finished task."""
        return [loss_of(row) for row in self._do.rows("task_losses", survey=survey)]

    def began(self, survey: str) -> int:
        """Return how many people began."""
        return int(self._do.value("began", survey=survey) or 0)

    def furthest(self, survey: str, questions: Sequence[str]) -> dict[str, int]:
        """Return how many people's furthest answer is to each of *questions*, in their order.

        Under the empty name those who answered none of them.
        """
        text = f" {' '.join(questions)} "
        rows = self._do.rows("furthest_answers", survey=survey, questions=text)
        names = {0: ""} | {text.index(f" {name} ") + 1: name for name in questions}
        return {names[int(place or 0)]: int(count or 0) for place, count in rows}

    def judgements(self) -> list[Judgement]:
        """Return the rules whose findings were rejected, most often first."""
        return [Judgement(*row) for row in self._do.rows("judgements")]  # type: ignore[arg-type]  # as selected

    def unmatched(self) -> list[tuple[str, str]]:
        """Return the obstacles that matched nothing, each with its author's pseudonym."""
        return [(str(person), str(text)) for person, text in self._do.rows("unmatched")]


def loss_of(row: Cells) -> TaskLoss:
    """Return a row of figures of a finished task as what it means."""
    respondent, team, function, code, a, b, c, d, e, f, g, h, i, role = row
    return TaskLoss(
        respondent,  # type: ignore[arg-type]  # as selected
        team,  # type: ignore[arg-type]
        function,  # type: ignore[arg-type]
        code,  # type: ignore[arg-type]
        None if a is None else (a, b, c),  # type: ignore[arg-type]
        None if d is None else (d, e, f),  # type: ignore[arg-type]
        None if g is None else (g, h, i),  # type: ignore[arg-type]
        role,  # type: ignore[arg-type]
    )
