"""How initiatives stand: their row, the notes, the weekly figures, and before and after.

Everything of people comes from `bot.gate.comparing`; the figures of the indicator are the owner's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from bot.gate.comparing import Subject, compare
from bot.gate.outcomes import Effect
from bot.initiatives.baseline import hours_in, is_intact, sights_in
from bot.lifecycle import Status, earlier_of
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
    """Return the rounds that repeat *survey*, and what repeats those, oldest first."""
    rows, found, last = work.surveys.all(), list[SurveyRow](), {survey}
    while last:
        later = [row for row in rows if earlier_of(row) in last and row not in found]
        found += later
        last = {row.id for row in later}
    return found


class Comparison(NamedTuple):
    """What is known of a later round: its name, and how everything changed that was taken on."""

    round_name: str = ""
    effects: Mapping[Subject, Effect] = {}


def comparison_of(work: Work, survey: SurveyRow, catalogue: Catalogue) -> Comparison:
    """Return how things changed until the latest round that has closed, or else the latest.

    What was dropped counts as well: who drops the others makes no verdict surer.
    """
    rounds = later_rounds(work, survey.id)
    closed = [each for each in rounds if each.status == Status.CLOSED]
    after = next(reversed(closed or rounds), None)
    if after is None:
        return Comparison()
    taken = work.initiatives.of(survey.id)
    subjects = tuple(dict.fromkeys(Subject(each.code, each.team) for each in taken))
    return Comparison(after.name, compare(work, survey, after, catalogue, subjects))


def standing_of(work: Work, row: InitiativeRow, comparison: Comparison) -> Standing:
    """Return how an initiative stands; *comparison* is that of its survey."""
    notes = tuple(work.initiatives.notes(row.id))
    fine = is_intact(work, row)
    return Standing(
        row,
        notes,
        comparison.effects.get(Subject(row.code, row.team)) if fine else None,
        comparison.round_name,
        fine,
        sights_in(row.baseline) if fine else (),
        _chart(row, notes),
    )


def _chart(row: InitiativeRow, notes: Sequence[NoteRow]) -> Chart | None:
    """Return the indicator's limits from before the initiative was due, and what broke them since.

    The figures are the owner's, one a week or so.
    """
    due = datetime.fromisoformat(row.due_on).replace(tzinfo=UTC).timestamp()
    given = [(note.at, note.value) for note in notes if note.value is not None]
    before = [value for at, value in given if at < due]
    return chart_of(before, [value for at, value in given if at >= due])
