"""What was decided and what becomes of it. Of an initiative only its course can change."""

from storage.initiative_rows import InitiativeRow, NoteRow, PulseRow, SubscriptionRow
from storage.statements import Statements


class Initiatives:
    """Initiatives, notes on them, repeated rounds, and who wants to be told by schedule."""

    def __init__(self, statements: Statements) -> None:
        self._do = statements

    def add(self, row: InitiativeRow) -> bool:
        """Keep an initiative; one of this id is never changed, and False returned."""
        return self._do.run("add_initiative", **row._asdict()) == 1

    def get(self, initiative: str) -> InitiativeRow | None:
        """Return an initiative; None if there is none of this id."""
        row = self._do.row("initiative", id=initiative)
        return None if row is None else InitiativeRow(*row)  # type: ignore[arg-type]  # as selected

    def of(self, survey: str) -> list[InitiativeRow]:
        """Return the initiatives from the results of *survey*, oldest first."""
        rows = self._do.rows("initiatives_of", survey=survey)
        return [InitiativeRow(*row) for row in rows]  # type: ignore[arg-type]  # as selected

    def move(self, initiative: str, before: str, state: str, reason: str) -> bool:
        """Keep a new state and why; False if the state is not *before* any more."""
        values = {"id": initiative, "before": before, "state": state, "reason": reason}
        return self._do.run("move_initiative", **values) == 1

    def hand_over(self, row: InitiativeRow) -> None:
        """Keep another owner, as *row* has it."""
        self._do.run(
            "hand_over_initiative",
            id=row.id,
            owner=row.owner,
            person=row.person,
            channel=row.channel,
            chat=row.chat,
        )

    def note(self, row: NoteRow) -> None:
        """Keep a note on an initiative."""
        self._do.run("add_progress_note", **row._asdict())

    def notes(self, initiative: str) -> list[NoteRow]:
        """Return the notes on an initiative, oldest first."""
        rows = self._do.rows("progress_notes", initiative=initiative)
        return [NoteRow(*row) for row in rows]  # type: ignore[arg-type]  # as selected

    def repeat(self, row: PulseRow) -> None:
        """Let a survey be asked again by schedule, in place of any other schedule."""
        self._do.run("repeat_survey", **row._asdict())

    def pulse(self, survey: str) -> PulseRow | None:
        """Return by what schedule a survey is asked again; None if it is not."""
        row = self._do.row("pulse", survey=survey)
        return None if row is None else PulseRow(*row)  # type: ignore[arg-type]  # as selected

    def stop_pulse(self, survey: str) -> bool:
        """Let a survey not be asked again by schedule; say whether it was to be."""
        return self._do.run("stop_pulse", survey=survey) == 1

    def subscribe(self, row: SubscriptionRow) -> None:
        """Let somebody be told by schedule, in place of any other schedule."""
        self._do.run("subscribe", **row._asdict())

    def subscription(self, survey: str, person: str) -> SubscriptionRow | None:
        """Return how somebody wants to be told about a survey; None: not by schedule."""
        row = self._do.row("subscription", survey=survey, person=person)
        return None if row is None else SubscriptionRow(*row)  # type: ignore[arg-type]  # as selected

    def unsubscribe(self, survey: str, person: str) -> bool:
        """Let somebody not be told by schedule any more; say whether they were."""
        return self._do.run("unsubscribe", survey=survey, person=person) == 1
