"""How initiatives stand: their row, the notes, the weekly figures, and before and after.

Everything of people comes from `bot.gate.comparing`; the figures of the indicator are the owner's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.gate.comparing import Subject, compare
from bot.gate.outcomes import Effect
from bot.initiatives.baseline import hours_in, is_intact, sights_in
from bot.initiatives.course import State
from bot.linking import earlier_of
from knowledge.advice.charting import Chart, chart_of
from knowledge.advice.seeing import Sight
from knowledge.catalogue import Catalogue
from storage import InitiativeRow, NoteRow, SurveyRow, Work


@dataclass(frozen=True, slots=True)
class Standing:
    """An initiative, its notes, and what can be said of it.

    `effect` is None as long as no later round was begun, and where the baseline was changed:
    then nothing is compared. `round_name` is the later round.
    """

    row: InitiativeRow
    notes: tuple[NoteRow, ...]
    effect: Effect | None
    round_name: str
    is_intact: bool
    sights: tuple[Sight, ...]
    chart: Chart | None

    @property
    def reached(self) -> bool | None:
        """Whether the drop is as large as the goal; None where that cannot be told."""
        effect = self.effect
        if effect is None or effect.verdict != "better" or effect.percent is None:
            return None
        whole = 100.0 if self.row.unit == "percent" else hours_in(self.row.baseline)
        return -effect.percent.likely / 100 * whole >= self.row.goal_likely


def later_rounds(work: Work, survey: str) -> list[SurveyRow]:
    """Return the rounds that repeat *survey*, oldest first."""
    return [row for row in work.surveys.all() if earlier_of(row) == survey]


def standing_of(work: Work, row: InitiativeRow, catalogue: Catalogue) -> Standing:
    """Return how an initiative stands, against the latest round that has closed, or the latest."""
    notes = tuple(work.initiatives.notes(row.id))
    rounds = later_rounds(work, row.survey)
    closed = [each for each in rounds if each.status == "closed"]
    after = next(reversed(closed or rounds), None)
    fine = is_intact(work, row)
    effect = None if after is None or not fine else _effect(work, row, after, catalogue)
    return Standing(
        row,
        notes,
        effect,
        "" if after is None else after.name,
        fine,
        sights_in(row.baseline) if fine else (),
        _chart(row, notes),
    )


def _effect(work: Work, row: InitiativeRow, after: SurveyRow, catalogue: Catalogue) -> Effect:
    before = work.surveys.get(row.survey)
    assert before is not None  # noqa: S101  # initiatives go with their survey
    wanted = [
        Subject(each.code, each.team)
        for each in work.initiatives.of(row.survey)
        if each.state != State.DROPPED or each.id == row.id
    ]
    subjects = tuple(dict.fromkeys(wanted))
    return compare(work, before, after, catalogue, subjects)[Subject(row.code, row.team)]


def _chart(row: InitiativeRow, notes: Sequence[NoteRow]) -> Chart | None:
    """Return the indicator's limits from before the initiative was due, and what broke them since.

    The figures are the owner's, one a week or so.
    """
    due = datetime.fromisoformat(row.due_on).replace(tzinfo=UTC).timestamp()
    given = [(note.at, note.value) for note in notes if note.value is not None]
    before = [value for at, value in given if at < due]
    return chart_of(before, [value for at, value in given if at >= due])
