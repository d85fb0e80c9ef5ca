"""Interviews as YAML files, read and checked: all faults at once, each with its line."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import ValidationError

from bot.errors import SurveyError
from bot.interview.survey import Condition, Option, Question, Survey
from bot.surveys.checking import faults_of
from bot.surveys.entries import QuestionEntry, SurveyEntry
from knowledge.plain_yaml import RefusedYamlError, read_yaml

SHIPPED = Path(__file__).parent
MOST_CHARACTERS = 100_000


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
    return parse_survey(interview_text(path), str(path))


def interview_text(path: Path) -> str:
    """Return what stands in the file *path*.

    Raises:
        SurveyError: it cannot be read as a text.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SurveyError(str(path), [f"cannot be read ({type(error).__name__})"]) from error


def parse_survey(text: str, source: str) -> Survey:
    """Return the interview that the YAML *text* describes; *source* names it in messages.

    Raises:
        SurveyError: it has faults; all of them are listed with their line.
    """
    content = _content(text, source)
    try:
        entry = SurveyEntry.model_validate(content)
    except ValidationError as error:
        found = error.errors()
        told = [each for each in found if each["type"] != "too_short" or len(found) == 1]
        faults = [(each["loc"], _plainly(each["type"], each["msg"])) for each in told]
        raise SurveyError(source, _placed(text, faults)) from None
    wrong = _placed(text, list(faults_of(entry)))
    if wrong:
        raise SurveyError(source, wrong)
    return _survey(entry)


def _plainly(kind: str, message: str) -> str:
    """Return what is wrong, without the words of programmers where there are others."""
    return _PLAINLY.get(kind, message)


#: What pydantic calls a fault, and what somebody who writes an interview can do with.
_PLAINLY: Final = {
    "missing": "is missing",
    "extra_forbidden": "is no key that an interview has; look for a misspelling",
    "model_type": "must be keys with values, each as `key: value`",
    "dict_type": 'must be texts by language, such as {en: "How often?"}',
    "tuple_type": "must be a list",
    "string_type": "must be a text; put it in quotes",
    "string_too_short": "is empty",
    "too_short": "is empty",
}


def _content(text: str, source: str) -> object:
    if len(text) > MOST_CHARACTERS:
        raise SurveyError(source, [f"is longer than {MOST_CHARACTERS} characters"])
    try:
        return read_yaml(text)
    except RefusedYamlError as error:
        raise SurveyError(source, [f"line {error.line}: {error.problem}"]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        raise SurveyError(source, [f"line {line}: is not YAML"]) from None


def _placed(text: str, found: Sequence[tuple[Sequence[object], str]]) -> list[str]:
    """Return each of what was *found* with the line of its place in *text*, which is read once."""
    whole: yaml.Node | None = yaml.compose(text, yaml.CSafeLoader) if found else None
    faults = []
    for path, problem in found:
        line, node = 1, whole
        for part in path:
            line, node = _step(node, part, line)
        where = ".".join(str(part) for part in path) or "the file"
        faults.append(f"line {line}: {where}: {problem}")
    return faults


def _step(node: yaml.Node | None, part: object, line: int) -> tuple[int, yaml.Node | None]:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line + 1, node.value[part]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line + 1, value
    return line, None


def _survey(entry: SurveyEntry) -> Survey:
    return Survey(
        id=entry.id,
        short=entry.id[:8],
        questions=tuple(_question(each) for each in entry.questions),
        languages=entry.languages,
        most_tasks=entry.most_tasks,
        most_probes=entry.most_probes,
        most_criteria=entry.most_criteria,
    )


def _question(entry: QuestionEntry) -> Question:
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
