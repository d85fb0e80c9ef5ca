"""Changing an earlier answer: what can be changed is listed, one is picked, asked, and back."""

from collections.abc import Sequence

from bot.interview.asking import ask
from bot.interview.context import Context
from bot.interview.events import Chosen, Event, Said
from bot.interview.records import AnswerForgotten
from bot.interview.replies import Button, Label, Message, Reply
from bot.interview.state import Interview, Kept, Phase, Place
from bot.interview.step import Step, button, is_fresh
from bot.interview.survey import Hook

_FIXED = frozenset((Hook.CONSENT, Hook.SUMMARY, Hook.MORE, Hook.PROBE, Hook.SUITABILITY))
_MOST_OFFERED = 30


def offer_change(context: Context, step: Step, event: Event | None = None) -> Step:  # noqa: ARG001
    """Return *step* with a list of the answers that can be changed."""
    places = changeable(context, step.state)
    if not places:
        step = step.saying(Reply(Message.NOTHING_TO_CHANGE))
        return step if step.state.here is None else ask(context, step, step.state.here)
    step = step.to(phase=Phase.CHANGING)
    items = tuple(_item(context, step.state, place) for place in places)
    return step.saying(
        Reply(Message.CHANGE_WHAT, {"items": items}, _rows(context, step.state, places))
    )


def changeable(context: Context, state: Interview) -> list[Place]:
    """Return the answered questions that can be asked again, in the survey's order."""
    order = {question.id: index for index, question in enumerate(context.survey.questions)}
    found = [
        place
        for place in state.answers
        if (question := context.survey.question(place.question)) and question.hook not in _FIXED
    ]
    return sorted(found, key=lambda place: (place.task, order[place.question]))[-_MOST_OFFERED:]


def _item(context: Context, state: Interview, place: Place) -> dict[str, object]:
    kept = state.answers[place]
    question = context.survey.question(place.question)
    names = {team.code: team.name for team in (*context.teams, *context.roles)}
    codes = [names.get(code) or context.catalogue.label(code) for code in kept.choices]
    return {
        "task": place.task,
        "question": dict(question.text) if question is not None else {},
        "answer": kept.text or ", ".join(codes) or kept.outcome.value,
    }


def _rows(
    context: Context, state: Interview, places: Sequence[Place]
) -> tuple[tuple[Button, ...], ...]:
    keys = [
        button(context.survey, state, str(number), Label("name", str(number)))
        for number in range(1, len(places) + 1)
    ]
    rows = [tuple(keys[start : start + 5]) for start in range(0, len(keys), 5)]
    leave = button(context.survey, state, "0", Label("word", "leave_as_is"))
    return (*rows, (leave,))


def change(context: Context, step: Step, event: Event) -> Step:
    """Ask again what was picked from the list; anything else leaves all as it is."""
    places = changeable(context, step.state)
    number = _number(context, step.state, event)
    back = step.state.changed_from or step.state.here
    if number is not None and 1 <= number <= len(places):
        place = places[number - 1]
        return ask(context, step.to(is_changing=True, changed_from=back), place)
    step = step.to(is_changing=False, changed_from=None)
    if back is None:
        return step.to(phase=Phase.DONE).saying(Reply(Message.DONE, {"tasks": step.state.tasks}))
    return ask(context, step, back)


def forget_one(step: Step, named: str) -> Step:
    """Return *step* without one answer, *named* by its task and its question."""
    task, _, question = named.partition(" ")
    if not task.isdecimal() or not question:
        return step.saying(Reply(Message.FORGOTTEN_ONE, {"found": False}))
    state = step.state
    kept = {place: each for place, each in state.answers.items() if not _is(place, each, named)}
    messages = tuple(each for each in state.messages if each[1] in kept)
    step = step.to(answers=kept, messages=messages).noting(AnswerForgotten(int(task), question))
    return step.saying(Reply(Message.FORGOTTEN_ONE, {"found": True}))


def _is(place: Place, kept: Kept, named: str) -> bool:
    """Say whether the answer at *place* is the one *named*; criteria go by their own names."""
    names = {place.question, *(choice.partition(".")[0] for choice in kept.choices[:1])}
    return any(f"{place.task} {name}" == named for name in names - {"consent"})


def _number(context: Context, state: Interview, event: Event) -> int | None:
    """Return the number that was picked; None for anything that is no number of the list."""
    if isinstance(event, Said):
        text = event.text.strip(" .")
        return int(text) if text.isdecimal() and len(text) < 4 else None  # noqa: PLR2004  # no list is that long
    if isinstance(event, Chosen) and is_fresh(context.survey, state, event.press):
        option = event.press.option
        return int(option) if option.isdecimal() else None
    return None
