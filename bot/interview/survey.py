"""A survey as data: its questions, their kinds, when each is asked, and what it leads to; pure.

Questions are asked in the order of the list. Those with the scope `task` repeat for every task.
A condition that does not hold leaves its question out. Nothing here knows any wording but the
questions' own texts, by language.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    """What an answer to a question looks like."""

    TEXT = "text"
    CHOICE = "choice"
    SEVERAL = "several"
    SCALE = "scale"
    DURATION = "duration"
    FREQUENCY = "frequency"
    SHARE = "share"
    NUMBER = "number"
    YES_NO = "yes_no"


class Hook(StrEnum):
    """What a question is made from, beyond its own text; findings steer these."""

    NONE = "none"
    CONSENT = "consent"
    TEAM = "team"
    ROLE = "role"
    FUNCTION = "function"
    UNDERSTOOD = "understood"
    PROBE = "probe"
    SUITABILITY = "suitability"
    QUOTE = "quote"
    MORE = "more"
    SUMMARY = "summary"


class Scope(StrEnum):
    """How often a question is asked: once a person, once a task, or once at the end."""

    PERSON = "person"
    TASK = "task"
    END = "end"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen: its code, its label by language, its amount if it has one."""

    code: str
    label: Mapping[str, str]
    amount: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A question is asked only if *question* was answered with one of *answers* (empty: at all)."""

    question: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: what it asks, how, when, and what it does with findings."""

    id: str
    kind: Kind
    scope: Scope
    text: Mapping[str, str]
    hook: Hook = Hook.NONE
    example: Mapping[str, str]
    options: tuple[Option, ...] = ()
    when: tuple[Condition, ...] = ()
    asked: str = "open"
    skippable: bool = True
    only_pain: bool = False

    def option(self, code: str) -> Option | None:
        """Return the option *code*; None if there is none."""
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """An interview: its questions in order, and how much it may ask."""

    id: str
    short: str
    questions: tuple[Question, ...]
    languages: tuple[str, ...] = ("en",)
    most_tasks: int = 5
    most_probes: int = 2
    most_criteria: int = 3
    most_exchanges: int = 12
    seconds_a_question: int = 20

    def spoken_in(self, languages: Collection[str]) -> Self:
        """Return the interview with its texts in *languages* only."""

        def only(texts: Mapping[str, str]) -> Mapping[str, str]:
            return {language: text for language, text in texts.items() if language in languages}

        questions = tuple(
            replace(
                each,
                text=only(each.text),
                example=only(each.example),
                options=tuple(replace(one, label=only(one.label)) for one in each.options),
            )
            for each in self.questions
        )
        kept = tuple(each for each in self.languages if each in languages)
        return replace(self, questions=questions, languages=kept)

    def question(self, name: str) -> Question | None:
        """Return the question *name*; None if the survey has none of this name."""
        return next((each for each in self.questions if each.id == name), None)

    def first_of(self, scope: Scope) -> Question | None:
        """Return the first question of *scope*; None if there is none."""
        return next((each for each in self.questions if each.scope is scope), None)
