"""Which question comes next: the survey's order, its conditions, what findings ask for; pure."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bot.interview.context import Context
from bot.interview.records import Outcome
from bot.interview.silences import says_nothing
from bot.interview.state import Interview, Kept, Place
from bot.interview.survey import Hook, Question, Scope
from knowledge.catalogue.decision_records import Criterion
from knowledge.matching import NOTHING, Asked, Match

NONE_OF_THESE = "none"
_CLOSING = 2  # the idea, and "another task?"
_OPTIONAL = frozenset((Hook.PROBE, Hook.SUITABILITY))
YES, NO = "yes", "no"


def next_place(context: Context, state: Interview) -> Place | None:
    """Return the question after the one that waits; None at the end of the interview."""
    here = state.here
    questions = context.survey.questions
    start = 0
    if here is not None:
        start = next(index for index, each in enumerate(questions) if each.id == here.question) + 1
        if wants_more(state, here):
            return first_of_task(context, state)
    if state.is_pain and here is not None:
        return _next_of_pain(context, state, start, here.task)
    for question in questions[start:]:
        place = _place_of(question, state, here)
        if place is not None and is_asked(context, state, question, place.task):
            return place
    return None


def _next_of_pain(context: Context, state: Interview, start: int, task: int) -> Place | None:
    """Return what `/pain` still asks: which it is, and how much time it costs."""
    asked = [
        question
        for question in context.survey.questions[start:]
        if question.only_pain or question.hook is Hook.UNDERSTOOD
    ]
    fitting = (each for each in asked if is_asked(context, state, each, task))
    return next((Place(task, each.id) for each in fitting), None)


def first_of_task(context: Context, state: Interview) -> Place:
    """Return the first question of a new task."""
    first = context.survey.first_of(Scope.TASK)
    return Place(state.tasks + 1, first.id if first is not None else "task")


def _place_of(question: Question, state: Interview, here: Place | None) -> Place | None:
    if question.scope is not Scope.TASK:
        return Place(0, question.id)
    if here is not None and here.task:
        return Place(here.task, question.id)
    return None if here is None else Place(state.tasks + 1, question.id)


def wants_more(state: Interview, here: Place) -> bool:
    """Say whether the question that waits was "another task?" and the answer was yes."""
    kept = state.answer(here.task, here.question)
    return here.question == Hook.MORE.value and kept is not None and kept.choices == (YES,)


def is_asked(context: Context, state: Interview, question: Question, task: int) -> bool:
    """Say whether *question* makes sense now."""
    if question.only_pain and not state.is_pain:
        return False
    return _holds(state, question, task) and _is_wanted(context, state, question, task)


def _holds(state: Interview, question: Question, task: int) -> bool:
    for condition in question.when:
        kept = state.answer(task, condition.question) or state.answer(0, condition.question)
        if kept is None or kept.outcome is not Outcome.ANSWERED:
            return False
        if condition.answers and not set(condition.answers) & set(kept.choices):
            return False
    return True


def _is_wanted(context: Context, state: Interview, question: Question, task: int) -> bool:
    """Say whether what is known so far asks for *question*, by its hook."""
    if question.hook in _OPTIONAL and not _fits_budget(context, state, task):
        return False
    check = _WANTED.get(question.hook)
    return check is None or check(context, state, question, task)


def _fits_budget(context: Context, state: Interview, task: int) -> bool:
    """Say whether one more exchange leaves room for the closing questions of *task*."""
    asked = sum(1 for place in state.answers if place.task == task)
    also = len(confirmed(state, task)) > 1
    return asked + also + 1 + _CLOSING <= context.survey.most_exchanges


def match_of(context: Context, state: Interview, task: int, question: Question) -> Match:
    """Return what the answer to *question* of *task* mentions, read in its light."""
    kept = state.answer(task, question.id)
    text = kept.text if kept is not None and kept.text else ""
    return _read(context, question, text)


def _read(context: Context, question: Question, text: str) -> Match:
    return NOTHING if says_nothing(text) else context.read(text, asked=Asked(question.asked))


def texts_of(context: Context, state: Interview, task: int) -> Iterator[tuple[Question, str]]:
    """Yield the free answers of *task* that complaints are found in, the obstacle first."""
    free = [each for each in context.survey.questions if each.asked in {"obstacle", "why", "task"}]
    for question in sorted(free, key=lambda each: each.asked != "obstacle"):
        kept = state.answer(task, question.id)
        if kept is not None and kept.text:
            yield question, kept.text


def candidates(context: Context, state: Interview, task: int, most: int = 3) -> tuple[str, ...]:
    """Return the inefficiencies to offer for *task*, best first; from the task's own words too."""
    found: dict[str, float] = {}
    for question, text in texts_of(context, state, task):
        match = _read(context, question, text)
        passing = {finding.code for finding in match.inefficiencies}
        if question.asked == "task":
            offered = [each for each in match.candidates if each.code in passing]
        else:
            offered = list(match.candidates)
        for each in offered:
            found[each.code] = max(found.get(each.code, 0.0), each.score)
    ranked = sorted(found, key=lambda code: (-found[code], code))
    return tuple(ranked[:most])


def found(context: Context, state: Interview, task: int) -> frozenset[str]:
    """Return the inefficiencies of *task* that passed their threshold."""
    return frozenset(
        finding.code
        for question, text in texts_of(context, state, task)
        for finding in _read(context, question, text).inefficiencies
    )


def function_candidates(
    context: Context, state: Interview, task: int, most: int = 3
) -> tuple[str, ...]:
    """Return the functions to offer for *task*, best first."""
    found = [
        code
        for question, _ in texts_of(context, state, task)
        if question.asked == "task"
        for code in (each.code for each in match_of(context, state, task, question).functions)
    ]
    return tuple(found[:most])


def confirmed(state: Interview, task: int) -> tuple[str, ...]:
    """Return the inefficiencies that the person confirmed for *task*."""
    kept = state.answer(task, Hook.UNDERSTOOD.value)
    return _picked(kept)


def function_of(context: Context, state: Interview, task: int) -> str | None:
    """Return the function of *task*: the person's word, else a clear match, else None."""
    kept = state.answer(task, Hook.FUNCTION.value)
    if kept is not None and kept.outcome is Outcome.ANSWERED:
        return next(iter(_picked(kept)), None)
    for question, _ in texts_of(context, state, task):
        functions = match_of(context, state, task, question).functions
        if question.asked == "task" and functions and functions[0].score >= functions[0].threshold:
            return functions[0].code
    return None


def primary_of(context: Context, state: Interview, task: int) -> str | None:
    """Return the one inefficiency that the hours of *task* count for; None if there is none."""
    kept = state.answer(task, Hook.UNDERSTOOD.value)
    if kept is not None and kept.outcome is Outcome.ANSWERED:
        return next(iter(_picked(kept)), None)
    for question, text in texts_of(context, state, task):
        match = _read(context, question, text)
        if match.inefficiencies:
            return match.inefficiencies[0].code
    return None


def _picked(kept: Kept | None) -> tuple[str, ...]:
    if kept is None:
        return ()
    return tuple(code for code in kept.choices if code != NONE_OF_THESE)


def probe_for(context: Context, state: Interview, question: Question, task: int) -> str | None:
    """Return the code that the probe *question* asks about: one probe a code, up to a limit."""
    probes = [each for each in context.survey.questions if each.hook is Hook.PROBE]
    number = probes.index(question)
    codes = [code for code in confirmed(state, task) if code in context.catalogue.inefficiencies]
    if number >= min(len(codes), context.survey.most_probes):
        return None
    return codes[number]


def criterion_for(
    context: Context, state: Interview, question: Question, task: int
) -> Criterion | None:
    """Return the suitability criterion that *question* asks: only where handing over is a thought.

    Criteria rotate over people and tasks, so that each is answered by several and nobody gets all.
    """
    function = context.catalogue.functions.get(function_of(context, state, task) or "")
    if function is None or function.is_core:
        return None
    asked = [each for each in context.survey.questions if each.hook is Hook.SUITABILITY]
    number = asked.index(question)
    if number >= context.survey.most_criteria:
        return None
    open_ones = [
        each for each in context.catalogue.criteria.values() if each.answered_by == "employee"
    ]
    if not open_ones:
        return None
    first = context.rotation * context.survey.most_criteria + (task - 1)
    return open_ones[(first + number) % len(open_ones)]


_Check = Callable[[Context, Interview, Question, int], bool]
#: What asks for the question of each hook; those of other hooks are always wanted.
_WANTED: Final[Mapping[Hook | None, _Check]] = {
    Hook.CONSENT: lambda _, state, __, ___: not state.has_consented,
    Hook.TEAM: lambda context, state, _, __: bool(context.teams) and state.team is None,
    Hook.ROLE: lambda context, state, _, __: bool(context.roles) and state.role is None,
    Hook.FUNCTION: lambda context, state, _, task: bool(function_candidates(context, state, task)),
    Hook.UNDERSTOOD: lambda context, state, _, task: bool(candidates(context, state, task)),
    Hook.PROBE: lambda *asked: probe_for(*asked) is not None,
    Hook.SUITABILITY: lambda *asked: criterion_for(*asked) is not None,
    Hook.MORE: lambda context, state, _, __: state.tasks < context.survey.most_tasks,
    Hook.QUOTE: lambda _, state, __, ___: state.tasks > 0,
    Hook.SUMMARY: lambda _, state, __, ___: state.tasks > 0,
}
