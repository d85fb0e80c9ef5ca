"""Surveys as they were set up, their keys, and who took part."""

from storage.rows import SurveyRow, TeamRow
from storage.statements import Statements


class Surveys:
    """Surveys, the keys of their pseudonyms, their teams, and how far people came."""

    def __init__(self, statements: Statements) -> None:
        self._do = statements

    def add(self, row: SurveyRow, secret: str) -> None:
        """Keep a survey and the *secret* (hexadecimal) of its pseudonyms; known: nothing."""
        if self._do.run("add_survey", **row._asdict()):
            self._do.run("add_survey_key", survey=row.id, secret=secret)

    def get(self, survey: str) -> SurveyRow | None:
        """Return one survey; None if there is none of this id."""
        row = self._do.row("survey", id=survey)
        return None if row is None else SurveyRow(*row)  # type: ignore[arg-type]  # as selected

    def all(self) -> list[SurveyRow]:
        """Return all surveys, oldest first."""
        return [SurveyRow(*row) for row in self._do.rows("surveys")]  # type: ignore[arg-type]  # as selected

    def set_status(self, survey: str, status: str) -> None:
        """Open, pause or close a survey."""
        self._do.run("set_survey_status", id=survey, status=status)

    def key(self, survey: str) -> bytes | None:
        """Return the key of a survey's pseudonyms; None once it is destroyed."""
        secret = self._do.value("survey_key", survey=survey)
        return None if secret is None else bytes.fromhex(str(secret))

    def destroy_key(self, survey: str) -> None:
        """Destroy the key, so that nobody can link people and pseudonyms any more."""
        self._do.run("destroy_survey_key", survey=survey)

    def add_team(self, survey: str, team: TeamRow) -> None:
        """Keep a team; if it is there, its name and head count are brought up to date."""
        self._do.run("add_team", survey=survey, **team._asdict())

    def teams(self, survey: str) -> list[TeamRow]:
        """Return the teams of a survey, by name."""
        return [TeamRow(*row) for row in self._do.rows("teams", survey=survey)]  # type: ignore[arg-type]  # as selected

    def participate(self, survey: str, person: str, state: str, week: str) -> None:
        """Keep how far a person came: started or finished."""
        self._do.run("participate", survey=survey, person=person, state=state, week=week)

    def leave(self, survey: str, person: str) -> None:
        """Forget that a person took part."""
        self._do.run("leave", survey=survey, person=person)

    def participation(self, survey: str) -> dict[str, int]:
        """Return how many people came how far, by state."""
        rows = self._do.rows("participation_counts", survey=survey)
        return {str(state): int(count or 0) for state, count in rows}
