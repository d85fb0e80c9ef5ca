"""What is wrong with an interview that has the right form: what would never work, or never end.

Checked are options where they are needed, hooks at their place, conditions that nobody can meet,
questions that are never asked, and dead ends: an interview that no answer can finish.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

from bot.interview.survey import Hook, Kind, Scope
from bot.surveys.entries import ConditionEntry, QuestionEntry, SurveyEntry

_NEEDS_OPTIONS = frozenset((Kind.CHOICE, Kind.SEVERAL, Kind.YES_NO, Kind.SCALE))
_AMOUNTS = frozenset((Kind.DURATION, Kind.FREQUENCY, Kind.SHARE))
_ONE_ANSWER = frozenset((Kind.CHOICE, Kind.YES_NO, Kind.SCALE))
#: The engine finds these questions by their names.
_NAMED = frozenset((Hook.CONSENT, Hook.FUNCTION, Hook.UNDERSTOOD, Hook.MORE))
_SCOPES = {
    Hook.CONSENT: Scope.PERSON,
    Hook.TEAM: Scope.PERSON,
    Hook.ROLE: Scope.PERSON,
    Hook.FUNCTION: Scope.TASK,
    Hook.UNDERSTOOD: Scope.TASK,
    Hook.PROBE: Scope.TASK,
    Hook.SUITABILITY: Scope.TASK,
    Hook.MORE: Scope.TASK,
    Hook.QUOTE: Scope.END,
    Hook.SUMMARY: Scope.END,
}


def faults_of(entry: SurveyEntry) -> Iterator[tuple[Sequence[object], str]]:
    """Yield what is wrong with *entry*: where, and why."""
    known: dict[str, QuestionEntry] = {}
    for index, question in enumerate(entry.questions):
        path = ("questions", index)
        if question.id in known:
            yield (*path, "id"), f"{question.id!r} is used twice"
        yield from (((*path, *where), why) for where, why in _question_faults(question, entry))
        for number, condition in enumerate(question.when):
            why = _condition_fault(condition, known)
            if why is not None:
                yield (*path, "when", number), why
        yield from (((*path, "when"), why) for why in _never(question, known))
        known[question.id] = question
    yield from _dead_ends(entry)


def _question_faults(
    question: QuestionEntry, entry: SurveyEntry
) -> Iterator[tuple[Sequence[object], str]]:
    for language in entry.languages:
        yield from _untold(question, language)
    if question.hook is Hook.NONE and question.kind in _NEEDS_OPTIONS and len(question.options) < 2:  # noqa: PLR2004  # a choice has two sides
        yield ("options",), f"kind {question.kind.value!r} needs two options or more"
    yield from _hook_faults(question)
    for number, option in enumerate(question.options):
        if question.kind in _AMOUNTS and option.amount is None:
            yield ("options", number), "needs an amount: [low, likely, high]"
        if option.amount is not None and not 0 <= option.amount[0] <= _rising(option.amount):
            yield (
                ("options", number, "amount"),
                "must rise from low to high, and start at 0 or more",
            )


def _untold(question: QuestionEntry, language: str) -> Iterator[tuple[Sequence[object], str]]:
    """Yield what *question* does not say in *language*."""
    if language not in question.text:
        yield ("text",), f"has no text in {language!r}"
    if question.example and language not in question.example:
        yield ("example",), f"has no example in {language!r}"
    for number, option in enumerate(question.options):
        if language not in option.label:
            yield ("options", number, "label"), f"has no label in {language!r}"


def _rising(amount: tuple[float, float, float]) -> float:
    """Return the highest of *amount* if it rises to it; else less than any amount."""
    low, likely, high = amount
    return high if low <= likely <= high < math.inf else -math.inf


def _condition_fault(condition: ConditionEntry, known: Mapping[str, QuestionEntry]) -> str | None:
    earlier = known.get(condition.question)
    if earlier is None:
        return f"names {condition.question!r}, which is not asked before"
    if condition.answers and not earlier.options and earlier.hook is Hook.NONE:
        return f"wants an answer of {condition.question!r}, which has none to choose from"
    codes = {option.code for option in earlier.options}
    unknown = [answer for answer in condition.answers if codes and answer not in codes]
    return f"names the answer {unknown[0]!r}, which nobody can give" if unknown else None


def _never(question: QuestionEntry, known: Mapping[str, QuestionEntry]) -> Iterator[str]:
    """Yield why *question* would never be asked, although each of its conditions could hold."""
    wanted: dict[str, set[str]] = {}
    for condition in question.when:
        if condition.answers:
            before = wanted.setdefault(condition.question, set(condition.answers))
            before &= set(condition.answers)
            is_one = condition.question in known and known[condition.question].kind in _ONE_ANSWER
            if is_one and not before:
                yield f"wants two answers of {condition.question!r} at once: it is never asked"
        earlier = known.get(condition.question)
        if question.scope is Scope.END and earlier is not None and earlier.scope is Scope.TASK:
            yield f"is asked at the end, where no task's {condition.question!r} is known any more"


def _hook_faults(question: QuestionEntry) -> Iterator[tuple[Sequence[object], str]]:
    """Yield what keeps a hook from working: it has a name and a place of its own."""
    name = question.hook.value
    if question.hook in _NAMED and question.id != name:
        yield ("id",), f"must be {name!r}, because its hook is {name}"
    scope = _SCOPES.get(question.hook, question.scope)
    if question.scope is not scope:
        yield ("scope",), f"must be {scope.value}, because its hook is {name}"


def _dead_ends(entry: SurveyEntry) -> Iterator[tuple[Sequence[object], str]]:
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
