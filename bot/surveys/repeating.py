"""A round of an interview asked again: three to five of its questions, word for word.

Rule 1: kept are the same ids, texts and options, so that answers of two rounds can be compared:
what begins a task, what got in the way, how often, how long, how much of it felt wasted.
Rule 2: what serves those (consent, team, what was understood, another task, the summary) stays
uncounted; probes, criteria, ideas and quotes are not asked again.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import yaml

from bot.errors import SurveyError
from bot.interview.survey import Hook, Kind, Question, Scope, Survey
from bot.surveys.loading import parse_survey, shipped_text

FEWEST, MOST = 3, 5
_SERVING: Final = frozenset((Hook.CONSENT, Hook.TEAM, Hook.UNDERSTOOD, Hook.MORE, Hook.SUMMARY))
_MEASURING: Final = (Kind.FREQUENCY, Kind.DURATION, Kind.SHARE)


def questions_again(interview: Survey) -> tuple[str, ...]:
    """Return the ids of the questions that are asked again, in their order.

    Raises:
        SurveyError: there are not enough: hours could not be compared.
    """
    chosen = tuple(dict.fromkeys(each.id for each in _chosen(interview.questions)))
    if not FEWEST <= len(chosen) <= MOST:
        problem = f"has {len(chosen)} questions that can be asked again, {FEWEST} are needed"
        raise SurveyError(interview.id, [problem])
    return tuple(each.id for each in interview.questions if each.id in chosen)


def _chosen(questions: Sequence[Question]) -> Iterator[Question]:
    plain = [
        each
        for each in questions
        if each.scope is Scope.TASK and each.hook is Hook.NONE and not each.only_pain
    ]
    texts = [each for each in plain if each.kind is Kind.TEXT]
    yield from texts[:1]
    yield from [each for each in texts if each.asked == "obstacle"][:1]
    for kind in _MEASURING:
        yield from [each for each in plain if each.kind is kind][:1]


def interview_again(text: str, name: str) -> str:
    """Return the YAML of the round that repeats the interview *text*; empty is the shipped one.

    Raises:
        SurveyError: not enough of it can be asked again, or one question hangs on another.
    """
    text = text or shipped_text("full")
    interview = parse_survey(text, name)
    wanted = {*questions_again(interview)}
    wanted |= {each.id for each in interview.questions if each.hook in _SERVING}
    content: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)  # checked above; the safe loader
    kept: list[Mapping[str, object]] = [
        each for each in content["questions"] if each["id"] in wanted
    ]
    content |= {"questions": kept, "most_probes": 0, "most_criteria": 0}
    again = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
    parse_survey(again, name)
    return again
