"""What becomes of an accepted answer: the records to keep, and what it was matched to; pure."""

from collections.abc import Iterator

from bot.interview.amounts import Amount
from bot.interview.context import Context
from bot.interview.path import (
    NONE_OF_THESE,
    YES,
    function_of,
    match_of,
    primary_of,
    texts_of,
)
from bot.interview.records import (
    Answered,
    Heard,
    Judged,
    Outcome,
    Placed,
    QuoteAllowed,
    Record,
    TaskClosed,
    TaskOpened,
)
from bot.interview.state import Interview, Kept, Place
from bot.interview.step import Step
from bot.interview.survey import Hook, Question, Scope

_FIGURES_FROM = frozenset(
    ("obstacle", "understood", "often", "takes", "wasted", "weekly", "function")
)


def accept(
    context: Context, step: Step, place: Place, kept: Kept, message: int | None = None
) -> Step:
    """Return *step* with the answer *kept* to the question at *place*, recorded and matched."""
    question = context.survey.question(place.question)
    if question is None:
        return step
    is_new = question.scope is Scope.TASK and place.task > step.state.tasks
    if is_new:
        step = step.noting(TaskOpened(place.task)).to(tasks=place.task)
    state = step.state.keeping(place, kept, message)
    step = Step(state.changed(misses=0), step.records, step.replies)
    step = _with_place(step, question, kept)
    return step.noting(*_records(context, step.state, question, place, message))


def _with_place(step: Step, question: Question, kept: Kept) -> Step:
    """Return *step* knowing the team or role that was chosen."""
    code = kept.choices[0] if kept.choices and kept.choices[0] != NONE_OF_THESE else None
    if question.hook is Hook.TEAM:
        return step.to(team=code or "").noting(Placed(team=code))
    if question.hook is Hook.ROLE:
        return step.to(role=code or "").noting(Placed(role=code))
    return step


def _records(
    context: Context, state: Interview, question: Question, place: Place, message: int | None
) -> Iterator[Record]:
    kept = state.answers[place]
    if question.hook not in (Hook.TEAM, Hook.ROLE, Hook.CONSENT, Hook.MORE):
        yield _answered(state, question, place, message)
    if kept.text and question.asked != "open":
        match = match_of(context, state, place.task, question)
        yield Heard(place.task, place.question, match.inefficiencies, match.functions[:1])
    if question.hook is Hook.QUOTE:
        yield QuoteAllowed(kept.choices == (YES,))
    if question.hook in (Hook.UNDERSTOOD, Hook.FUNCTION) and kept.outcome is Outcome.ANSWERED:
        yield from _judged(context, state, question, place)
    if question.scope is Scope.TASK and place.question in _FIGURES_FROM:
        yield closed(context, state, place.task)


def _answered(state: Interview, question: Question, place: Place, message: int | None) -> Answered:
    kept = state.answers[place]
    name, amount = place.question, kept.amount
    if question.hook is Hook.SUITABILITY and kept.choices:
        name, _, score = kept.choices[0].partition(".")
        amount = Amount(float(score), float(score), float(score))
    return Answered(place.task, name, kept.outcome, kept.text, amount, kept.choices, message)


def _judged(
    context: Context, state: Interview, question: Question, place: Place
) -> Iterator[Judged]:
    """Yield the person's word on everything that was found, and on what they added."""
    kind = "function" if question.hook is Hook.FUNCTION else "inefficiency"
    picked = [code for code in state.answers[place].choices if code != NONE_OF_THESE]
    found: dict[str, str] = {}
    for asked, _ in texts_of(context, state, place.task):
        match = match_of(context, state, place.task, asked)
        findings = match.inefficiencies if kind == "inefficiency" else match.functions[:1]
        for finding in findings:
            found.setdefault(finding.code, asked.id)
    for code, source in found.items():
        yield Judged(place.task, source, kind, code, "confirmed" if code in picked else "rejected")
    for code in picked:
        if code not in found:
            yield Judged(place.task, place.question, kind, code, "added")


def closed(context: Context, state: Interview, task: int) -> TaskClosed:
    """Return the figures of *task* as far as they are known."""
    weekly = _amount(state, task, "weekly")
    if weekly is not None:
        once = Amount(1.0, 1.0, 1.0)
        function, code = function_of(context, state, task), primary_of(context, state, task)
        return TaskClosed(task, function, code, once, weekly, once)
    return TaskClosed(
        task,
        function_of(context, state, task),
        primary_of(context, state, task),
        _amount(state, task, "often"),
        _amount(state, task, "takes"),
        _amount(state, task, "wasted"),
    )


def _amount(state: Interview, task: int, question: str) -> Amount | None:
    kept = state.answer(task, question)
    return None if kept is None else kept.amount
