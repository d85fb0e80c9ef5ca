"""Interviews as YAML files, read and checked: all faults at once, each with its line.

Checked are kinds, hooks and scopes; options where they are needed; conditions that name a later
question or an answer that nobody can give; and dead ends: an interview that no answer can finish.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.errors import SurveyError
from bot.interview.survey import Condition, Hook, Kind, Option, Question, Scope, Survey

SHIPPED = Path(__file__).parent
MOST_CHARACTERS = 100_000
_NEEDS_OPTIONS = frozenset((Kind.CHOICE, Kind.SEVERAL, Kind.YES_NO))
_AMOUNTS = frozenset((Kind.DURATION, Kind.FREQUENCY, Kind.SHARE))
Text = Annotated[str, StringConstraints(min_length=1, strict=True)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,15}$", strict=True)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _OptionEntry(_Entry):
    code: Name
    label: dict[str, Text]
    amount: tuple[float, float, float] | None = None


class _ConditionEntry(_Entry):
    question: Name
    answers: tuple[Text, ...] = ()


class _QuestionEntry(_Entry):
    id: Name
    kind: Kind
    scope: Scope
    text: dict[str, Text]
    hook: Hook = Hook.NONE
    example: dict[str, Text] = {}
    options: tuple[_OptionEntry, ...] = ()
    when: tuple[_ConditionEntry, ...] = ()
    asked: str = Field(default="open", pattern="^(open|task|obstacle|why|idea)$")
    skippable: bool = True
    only_pain: bool = False


class _SurveyEntry(_Entry):
    id: Name
    languages: tuple[Text, ...] = ("en",)
    most_tasks: int = Field(default=5, ge=1, le=20)
    most_probes: int = Field(default=2, ge=0, le=2)
    most_criteria: int = Field(default=3, ge=0, le=5)
    questions: tuple[_QuestionEntry, ...] = Field(min_length=1)


def shipped(name: str) -> Survey:
    """Return the shipped interview *name*, `full` or `short`."""
    return parse_survey(shipped_text(name), str(SHIPPED / f"{name}.yaml"))


@cache
def shipped_text(name: str) -> str:
    """Return the file of the shipped interview *name*."""
    return (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")


def load_survey(path: Path) -> Survey:
    """Return the interview in the file *path*.

    Raises:
        SurveyError: the file cannot be read, or has faults; all of them are listed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SurveyError(str(path), [f"cannot be read ({type(error).__name__})"]) from error
    return parse_survey(text, str(path))


def parse_survey(text: str, source: str) -> Survey:
    """Return the interview that the YAML *text* describes; *source* names it in messages.

    Raises:
        SurveyError: it has faults; all of them are listed with their line.
    """
    content = _content(text, source)
    try:
        entry = _SurveyEntry.model_validate(content)
    except ValidationError as error:
        faults = [_fault(text, each["loc"], each["msg"]) for each in error.errors()]
        raise SurveyError(source, faults) from None
    faults = [_fault(text, path, problem) for path, problem in _faults(entry)]
    if faults:
        raise SurveyError(source, faults)
    return _survey(entry)


def _content(text: str, source: str) -> object:
    if len(text) > MOST_CHARACTERS:
        raise SurveyError(source, [f"is longer than {MOST_CHARACTERS} characters"])
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.CSafeLoader)):
            raise SurveyError(source, ["uses YAML aliases, write the entries out"])
        return yaml.load(text, yaml.CSafeLoader)  # the safe loader, in C
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        raise SurveyError(source, [f"line {line}: is not YAML"]) from None


def _faults(entry: _SurveyEntry) -> Iterator[tuple[Sequence[object], str]]:
    known: dict[str, _QuestionEntry] = {}
    for index, question in enumerate(entry.questions):
        path = ("questions", index)
        if question.id in known:
            yield (*path, "id"), f"{question.id!r} is used twice"
        yield from (((*path, *where), why) for where, why in _question_faults(question, entry))
        for number, condition in enumerate(question.when):
            why = _condition_fault(condition, known)
            if why is not None:
                yield (*path, "when", number), why
        known[question.id] = question
    yield from _dead_ends(entry)


def _question_faults(
    question: _QuestionEntry, entry: _SurveyEntry
) -> Iterator[tuple[Sequence[object], str]]:
    for language in entry.languages:
        if language not in question.text:
            yield ("text",), f"has no text in {language!r}"
        for number, option in enumerate(question.options):
            if language not in option.label:
                yield ("options", number, "label"), f"has no label in {language!r}"
    if question.hook is Hook.NONE and question.kind in _NEEDS_OPTIONS and len(question.options) < 2:  # noqa: PLR2004  # a choice has two sides
        yield ("options",), f"kind {question.kind.value!r} needs two options or more"
    for number, option in enumerate(question.options):
        if question.kind in _AMOUNTS and option.amount is None:
            yield ("options", number), "needs an amount: [low, likely, high]"


def _condition_fault(condition: _ConditionEntry, known: Mapping[str, _QuestionEntry]) -> str | None:
    earlier = known.get(condition.question)
    if earlier is None:
        return f"names {condition.question!r}, which is not asked before"
    codes = {option.code for option in earlier.options}
    unknown = [answer for answer in condition.answers if codes and answer not in codes]
    return f"names the answer {unknown[0]!r}, which nobody can give" if unknown else None


def _dead_ends(entry: _SurveyEntry) -> Iterator[tuple[Sequence[object], str]]:
    """Yield what no answer could lead past: nothing to ask, or a task that cannot begin."""
    scopes = [question.scope for question in entry.questions]
    order = [Scope.PERSON, Scope.TASK, Scope.END]
    if Scope.TASK not in scopes:
        yield ("questions",), "asks about no task: add a question with scope task"
    if scopes != sorted(scopes, key=order.index):
        yield ("questions",), "has scopes out of order: person, then task, then end"
    first = next((each for each in entry.questions if each.scope is Scope.TASK), None)
    if first is not None and (first.kind is not Kind.TEXT or first.when):
        yield ("questions",), f"{first.id!r} begins a task, so it must be a text without conditions"
    if entry.questions[0].hook is not Hook.CONSENT:
        yield ("questions", 0), "must be the question with the hook consent"


def _fault(text: str, path: Sequence[object], problem: str) -> str:
    node: yaml.Node | None = yaml.compose(text, yaml.CSafeLoader)
    line = 1
    for part in path:
        line, node = _step(node, part, line)
    where = ".".join(str(part) for part in path)
    return f"line {line}: {where}: {problem}"


def _step(node: yaml.Node | None, part: object, line: int) -> tuple[int, yaml.Node | None]:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line + 1, node.value[part]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line + 1, value
    return line, None


def _survey(entry: _SurveyEntry) -> Survey:
    return Survey(
        id=entry.id,
        short=entry.id[:8],
        questions=tuple(_question(each) for each in entry.questions),
        languages=entry.languages,
        most_tasks=entry.most_tasks,
        most_probes=entry.most_probes,
        most_criteria=entry.most_criteria,
    )


def _question(entry: _QuestionEntry) -> Question:
    return Question(
        id=entry.id,
        kind=entry.kind,
        scope=entry.scope,
        text=entry.text,
        hook=entry.hook,
        example=entry.example,
        options=tuple(Option(each.code, each.label, each.amount) for each in entry.options),
        when=tuple(Condition(each.question, each.answers) for each in entry.when),
        asked=entry.asked,
        skippable=entry.skippable,
        only_pain=entry.only_pain,
    )
