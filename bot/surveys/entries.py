"""The form of an interview's file: what may stand in it, and of which kind."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.interview.survey import Hook, Kind, Scope

Text = Annotated[str, StringConstraints(min_length=1, strict=True)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,15}$", strict=True)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OptionEntry(_Entry):
    """One answer that can be chosen."""

    code: Name
    label: dict[str, Text]
    amount: tuple[float, float, float] | None = None


class ConditionEntry(_Entry):
    """When a question is asked."""

    question: Name
    answers: tuple[Text, ...] = ()


class QuestionEntry(_Entry):
    """One question."""

    id: Name
    kind: Kind
    scope: Scope
    text: dict[str, Text]
    hook: Hook = Hook.NONE
    example: dict[str, Text] = {}
    options: tuple[OptionEntry, ...] = ()
    when: tuple[ConditionEntry, ...] = ()
    asked: str = Field(default="open", pattern="^(open|task|obstacle|why|idea)$")
    skippable: bool = True
    only_pain: bool = False


class SurveyEntry(_Entry):
    """The whole file."""

    id: Name
    languages: tuple[Text, ...] = ("en",)
    most_tasks: int = Field(default=5, ge=1, le=20)
    most_probes: int = Field(default=2, ge=0, le=2)
    most_criteria: int = Field(default=3, ge=0, le=5)
    questions: tuple[QuestionEntry, ...] = Field(min_length=1)
