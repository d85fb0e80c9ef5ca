"""Where somebody is: in which survey, how far, and under which pseudonyms.

Rule 1: whoever comes without a link is a newcomer, and so is whoever was in a survey that closed.
Rule 2: who has been in several surveys sees and deletes what they said in all of them, as far as
their keys still exist; of those that were closed they are told that this is over.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bot.incoming import Incoming
from bot.interview import Interview
from bot.lifecycle import Status
from bot.pseudonyms import participant_of, respondent_of
from bot.recording import Author
from bot.setting import Setting
from bot.weeks import week_of
from storage import SurveyRow, Work


class Seat(NamedTuple):
    """The survey that a chat is in, and where its interview stands."""

    survey: SurveyRow
    state: Interview


def seat_of(work: Work, setting: Setting, incoming: Incoming) -> Seat:
    """Return where the chat of *incoming* is."""
    row = work.intake.conversation(incoming.channel, incoming.chat)
    if row is None:
        return Seat(setting.survey_of_newcomer(work), Interview())
    survey = setting.survey_of(work, row.survey)
    if survey.status == Status.CLOSED:
        return Seat(setting.survey_of_newcomer(work), Interview())
    return Seat(survey, Interview.loads(row.state))


def author_of(work: Work, secret: bytes, survey: str, incoming: Incoming) -> Author:
    """Return the pseudonyms of *incoming*'s person in *survey*."""
    who = f"{incoming.channel}:{incoming.person}"
    key = work.surveys.key(survey) or secret
    return Author(
        survey,
        respondent_of(key, survey, who),
        participant_of(secret, survey, who),
        week_of(incoming.event.at),
    )


def elsewhere_of(
    work: Work, secret: bytes, here: SurveyRow, incoming: Incoming
) -> Iterator[tuple[SurveyRow, Author]]:
    """Yield all other surveys whose key exists, with the person's pseudonyms in each."""
    for survey in work.surveys.all():
        if survey.id != here.id and work.surveys.key(survey.id) is not None:
            yield survey, author_of(work, secret, survey.id, incoming)


def closed_of(work: Work, secret: bytes, incoming: Incoming) -> Iterator[tuple[SurveyRow, str]]:
    """Yield the closed surveys in which the person took part, with the pseudonym of that."""
    for survey in work.surveys.all():
        if survey.status == Status.CLOSED:
            person = author_of(work, secret, survey.id, incoming).person
            if work.surveys.took_part(survey.id, person):
                yield survey, person
