"""An interview that the loader accepts comes to its end, whatever it asks and whoever answers."""

import json

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from bot.errors import SurveyError
from bot.interview import Context, Interview, Rule, advance
from bot.interview.events import Chosen, Command, Commanded, Event, Said, Started
from bot.interview.replies import Reply
from bot.interview.state import Phase
from bot.interview.survey import Survey
from bot.surveys import parse_survey
from tests.bot.interview.playing import catalogue, fake_match

_LABEL = {"en": "A"}
_TEXT = {"en": "What?"}
_CONSENT: dict[str, object] = {
    "id": "consent", "kind": "choice", "hook": "consent", "scope": "person", "text": _TEXT,
    "options": [{"code": "yes", "label": _LABEL}, {"code": "no", "label": _LABEL}],
}  # fmt: skip
_TASK: dict[str, object] = {
    "id": "task",
    "kind": "text",
    "scope": "task",
    "asked": "task",
    "text": _TEXT,
}
_CHOSEN = ("choice", "several", "yes_no", "scale")
_SAID = {
    "duration": "2 hours", "number": "3", "text": "I copy orders", "share": "half",
    "frequency": "every day",
}  # fmt: skip
_KINDS = (*_CHOSEN, *_SAID)
_MOST_STEPS = 200


@st.composite
def files(draw: st.DrawFn) -> dict[str, object]:
    """Draw an interview of up to six more questions, with conditions on earlier ones."""
    questions: list[dict[str, object]] = [_CONSENT, _TASK]
    for number in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(_KINDS))
        question: dict[str, object] = {
            "id": f"q{number}",
            "kind": kind,
            "text": _TEXT,
            "scope": draw(st.sampled_from(["task", "end"])),
            "skippable": draw(st.booleans()),
        }
        if kind in _CHOSEN:
            codes = ["a", "b"] if kind != "yes_no" else ["yes", "no"]
            question["options"] = [{"code": code, "label": _LABEL} for code in codes]
        if draw(st.booleans()):
            earlier = draw(st.sampled_from(questions))
            question["when"] = [{"question": earlier["id"]}]
        questions.append(question)
    return {"id": "own", "questions": sorted(questions, key=lambda each: _ORDER[each["scope"]])}


_ORDER: dict[object, int] = {"person": 0, "task": 1, "end": 2}


def answered(survey: Survey, state: Interview, replies: tuple[Reply, ...], *, skips: bool) -> Event:
    """Return what a person does next: skip if they can, else press or write."""
    asked = None if state.here is None else survey.question(state.here.question)
    if asked is not None and asked.skippable and skips:
        return Commanded(0, Command.SKIP)
    presses = [each.press for reply in replies for row in reply.buttons for each in row]
    if presses and asked is not None and asked.options:
        return Chosen(0, presses[0])
    return Said(0, _SAID.get("text" if asked is None else asked.kind.value, "yes"), 1)


@given(files(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_an_accepted_interview_comes_to_its_end(file: dict[str, object], skips: bool) -> None:  # noqa: FBT001
    try:
        survey = parse_survey(json.dumps(file), "own.yaml")
    except SurveyError:
        reject()  # with a reason: nobody is asked
    context = Context(
        survey=survey, purpose="", rule=Rule(5, 10), catalogue=catalogue(), read=fake_match
    )
    step = advance(context, Interview(), Started(0))
    step = advance(context, step.state, Said(0, "yes", 1))

    for _ in range(_MOST_STEPS):
        if step.state.phase is Phase.DONE:
            break
        event = answered(survey, step.state, step.replies, skips=skips)
        step = advance(context, step.state, event)

    assert step.state.phase is Phase.DONE
