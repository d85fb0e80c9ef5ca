"""Surveys as they were set up, their keys, and who took part."""

from typing import Final

from storage.rows import SurveyRow, TeamRow
from storage.statements import Statements, Value

#: Tables whose rows were written side by side, by whose rows they are: their order would tell which
#: belong together.
_TABLES_OF: Final = {
    "respondent": ("respondent", "task", "answer", "finding", "released_person", "link"),
    "participation": ("participation",),
    "reachable": ("reachable",),
}
TRACED: Final = tuple(table for tables in _TABLES_OF.values() for table in tables)
#: Of how many a part is: a respondent has some 20 rows, the others have one.
_MOST_OF: Final = {"respondent": 200, "participation": 2000, "reachable": 2000}


class Surveys:
    """Surveys, the keys of their pseudonyms, their teams, and how far people came.

    What every turn needs (survey, key, teams) is read once in a transaction, until it is changed.
    """

    def __init__(self, statements: Statements) -> None:
        self._do = statements
        self._surveys: dict[str, SurveyRow | None] = {}
        self._keys: dict[str, bytes | None] = {}
        self._teams: dict[str, list[TeamRow]] = {}
        self._roles: dict[str, list[TeamRow]] = {}

    def forget_read(self) -> None:
        """Read anew what was read before: something was changed, or undone."""
        for read in (self._surveys, self._keys, self._teams, self._roles):
            read.clear()

    def _change(self, name: str, /, **values: Value) -> int:
        """Run a statement that changes something; the only way to do so here."""
        self.forget_read()
        return self._do.run(name, **values)

    def add(self, row: SurveyRow, secret: str) -> None:
        """Keep a survey and the *secret* (hexadecimal) of its pseudonyms; known: nothing."""
        if self._change("add_survey", **row._asdict()):
            self._change("add_survey_key", survey=row.id, secret=secret)

    def get(self, survey: str) -> SurveyRow | None:
        """Return one survey; None if there is none of this id."""
        if survey not in self._surveys:
            row = self._do.row("survey", id=survey)
            self._surveys[survey] = None if row is None else SurveyRow(*row)  # type: ignore[arg-type]  # as selected
        return self._surveys[survey]

    def all(self) -> list[SurveyRow]:
        """Return all surveys, oldest first."""
        return [SurveyRow(*row) for row in self._do.rows("surveys")]  # type: ignore[arg-type]  # as selected

    def set_status(self, survey: str, status: str) -> None:
        """Open, pause or close a survey."""
        self._change("set_survey_status", id=survey, status=status)

    def key(self, survey: str) -> bytes | None:
        """Return the key of a survey's pseudonyms; None once it is destroyed."""
        if survey not in self._keys:
            secret = self._do.value("survey_key", survey=survey)
            self._keys[survey] = None if secret is None else bytes.fromhex(str(secret))
        return self._keys[survey]

    def lose_traces(self, survey: str) -> str:
        """Destroy the key, and all else by which people and pseudonyms could be linked.

        The chats' places in the interview go at once, the numbers of chat messages and the order in
        which rows were written part by part: this is the first. Returns what `lose_order` goes on
        from, nothing if all is done, as it is for up to 199 people.
        """
        self._change("destroy_survey_key", survey=survey)
        self._change("end_conversations", survey=survey)
        return self.lose_order(survey)

    def lose_order(self, survey: str, mark: str = "") -> str:
        """Do one more part of what `lose_traces` began, from *mark* on; return the next mark.

        Doing a part twice does no harm. After the last one nothing is returned.
        """
        first, _, after = mark.partition(" ")
        kinds = list(_TABLES_OF)
        self._do.has_erased = True
        for kind in kinds[kinds.index(first) if first else 0 :]:
            until = self._rewrite(kind, survey, after)
            if until is not None:
                return f"{kind} {until}"
            after = ""
        self._do.has_closed = True
        return ""

    def _rewrite(self, kind: str, survey: str, after: str) -> str | None:
        """Write the rows of some people anew; return the last of them, None if nobody follows."""
        most = _MOST_OF[kind]
        part = self._do.row(f"part_of_{kind}", survey=survey, after=after, most=most)
        until, found = part or (None, 0)
        if found:
            for table in _TABLES_OF[kind]:
                self._change(f"rewrite_{table}", survey=survey, after=after, until=until)
        return str(until) if found == most else None

    def add_team(self, survey: str, team: TeamRow) -> None:
        """Keep a team; if it is there, its name and head count are brought up to date."""
        self._change("add_team", survey=survey, **team._asdict())

    def teams(self, survey: str) -> list[TeamRow]:
        """Return the teams of a survey, by name."""
        if survey not in self._teams:
            rows = self._do.rows("teams", survey=survey)
            self._teams[survey] = [TeamRow(*row) for row in rows]  # type: ignore[arg-type]  # as selected
        return self._teams[survey]

    def add_role(self, survey: str, role: TeamRow) -> None:
        """Keep a kind of job; if it is there, its name and head count are brought up to date."""
        self._change("add_survey_role", survey=survey, **role._asdict())

    def roles(self, survey: str) -> list[TeamRow]:
        """Return the kinds of jobs of a survey, by name."""
        if survey not in self._roles:
            rows = self._do.rows("survey_roles", survey=survey)
            self._roles[survey] = [TeamRow(*row) for row in rows]  # type: ignore[arg-type]  # as selected
        return self._roles[survey]

    def change(self, row: SurveyRow) -> None:
        """Keep another name, purpose, interview, thresholds or settings of a survey."""
        values = row._asdict()
        del values["status"], values["week"]
        self._change("change_survey", **values)

    def drop_team(self, survey: str, code: str) -> None:
        """Forget a team of a survey that nobody has answered yet."""
        self._change("drop_team", survey=survey, code=code)

    def drop_role(self, survey: str, code: str) -> None:
        """Forget a kind of job of a survey that nobody has answered yet."""
        self._change("drop_survey_role", survey=survey, code=code)

    def drop(self, survey: str) -> None:
        """Forget a survey that was never opened, with everything in it."""
        self._change("drop_survey", id=survey)

    def participate(self, survey: str, person: str, state: str, week: str) -> None:
        """Keep how far a person came: started or finished."""
        self._change("participate", survey=survey, person=person, state=state, week=week)

    def leave(self, survey: str, person: str) -> None:
        """Forget that a person took part."""
        self._change("leave", survey=survey, person=person)

    def took_part(self, survey: str, person: str) -> bool:
        """Say whether it is kept that a person took part."""
        return bool(self._do.value("took_part", survey=survey, person=person))

    def state_of(self, survey: str, person: str) -> str | None:
        """Return how far a person came; None if they do not take part."""
        found = self._do.value("participation_state", survey=survey, person=person)
        return None if found is None else str(found)

    def participation(self, survey: str) -> dict[str, int]:
        """Return how many people came how far, by state."""
        rows = self._do.rows("participation_counts", survey=survey)
        return {str(state): int(count or 0) for state, count in rows}
