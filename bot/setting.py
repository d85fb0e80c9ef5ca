"""The setting of an interview: which survey, its questions, its teams, its rule.

Interviews are kept between turns by what stands in them, because a draft's may be another next
time; teams are read in the turn's own transaction.
"""

import json
import re
from dataclasses import dataclass, field
from functools import cache

from bot.interview import Context, Rule, Team
from bot.interview.survey import Survey
from bot.lifecycle import ALWAYS_ON, add_round, settings_after
from bot.pseudonyms import fresh_key
from bot.starting import loading
from bot.surveys import parse_survey, shipped
from bot.weeks import week_of
from knowledge.catalogue import Catalogue
from knowledge.matching import Matcher
from storage import SurveyRow, TeamRow, Work

THRESHOLD, QUOTE_THRESHOLD = 5, 10
PURPOSE = "find out what costs time, so that it can be improved"


@dataclass(slots=True)
class Setting:
    """Knows the surveys and makes the context of an interview."""

    catalogue: Catalogue
    made: Matcher | None = None
    default: str = ALWAYS_ON
    _interviews: dict[tuple[str, tuple[str, ...]], Survey] = field(default_factory=dict)

    @property
    def matcher(self) -> Matcher:
        """The catalogue's matcher, made when first needed: it takes a third of a second."""
        if self.made is None:
            with loading():
                self.made = Matcher(self.catalogue)
        return self.made

    def survey_of(self, work: Work, survey: str | None) -> SurveyRow:
        """Return the survey *survey*, or the always-on one, made when first needed."""
        found = work.surveys.get(survey) if survey else None
        return found or self._always_on(work)

    def _always_on(self, work: Work) -> SurveyRow:
        """Return the survey that always takes answers; one that was closed is followed by another.

        So `/pain` and `/task` work on the first day and on every other. What follows asks the same
        of the same teams, as a later round: so one period can be compared with the next.
        """
        name, number, before = self.default, 1, None
        while (found := work.surveys.get(name)) is None or found.status == "closed":
            if found is None and before is None:
                add_survey(work, name, "Always on", PURPOSE)
            elif found is None and before is not None:
                _add_period(work, before, name, number)
            else:
                before, number = found, number + 1
                name = f"{self.default}-{number}"
        return found

    def survey_of_newcomer(self, work: Work) -> SurveyRow:
        """Return where somebody without a link comes in: the one survey that is open, if it is one.

        Otherwise the always-on survey: nobody is put into one of several by chance.
        """
        rows = [row for row in work.surveys.all() if not self._is_always_on(row)]
        open_ones = [row for row in rows if row.status == "open"]
        return open_ones[0] if len(open_ones) == 1 else self._always_on(work)

    def _is_always_on(self, survey: SurveyRow) -> bool:
        return re.fullmatch(rf"{re.escape(self.default)}(-\d+)?", survey.id) is not None

    def context_of(self, work: Work, survey: SurveyRow, *, rotation: int) -> Context:
        """Return the context of an interview in *survey*, for the person of number *rotation*.

        It reads each text once, however often it is asked: a turn asks the same of it up to sixteen
        times. What was read goes with the context, at the end of the turn.
        """
        return Context(
            survey=self._interview_of(survey),
            purpose=survey.purpose,
            name=survey.name,
            rule=Rule(survey.threshold, survey.quote_threshold),
            catalogue=self.catalogue,
            read=cache(self.matcher.match),
            teams=tuple(Team(team.code, team.name) for team in work.surveys.teams(survey.id)),
            roles=tuple(Team(role.code, role.name) for role in work.surveys.roles(survey.id)),
            rotation=rotation,
            is_open=survey.status == "open",
            is_always_on=self._is_always_on(survey),
        )

    def _interview_of(self, survey: SurveyRow) -> Survey:
        text = survey.interview
        languages = _languages_of(survey) if text else ()
        known = self._interviews.get((text, languages))
        if known is None:
            known = parse_survey(text, survey.name) if text else shipped("full")
            known = known.spoken_in(languages) if languages else known
            self._interviews[text, languages] = known
        return known


def _add_period(work: Work, before: SurveyRow, survey: str, number: int) -> None:
    """Set up and open what follows the period *before*, with its teams, jobs and settings."""
    name = f"{re.sub(r' [(][0-9]+[)]$', '', before.name)} ({number})"
    settings = settings_after(before)
    row = before._replace(id=survey, name=name, status="open", settings=settings)
    add_round(work, before, row, fresh_key())


def _languages_of(survey: SurveyRow) -> tuple[str, ...]:
    """Return which of its interview's languages *survey* uses; none: all of them."""
    found = json.loads(survey.settings or "{}").get("languages")
    return tuple(str(each) for each in found) if isinstance(found, list) else ()


def add_survey(work: Work, survey: str, name: str, purpose: str, at: float = 0) -> None:
    """Set up an open survey with the shipped interview and the default thresholds."""
    row = SurveyRow(survey, name, purpose, "open", "", THRESHOLD, QUOTE_THRESHOLD, week_of(at))
    work.surveys.add(row, fresh_key())


def add_teams(work: Work, survey: str, teams: list[TeamRow]) -> None:
    """Keep the teams of a survey."""
    for team in teams:
        work.surveys.add_team(survey, team)
