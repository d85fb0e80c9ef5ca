"""What each act of the table does while an interview is under way; pure functions of a step."""

from collections.abc import Sequence
from typing import Final

from bot.interview.answering import LONGEST_TEXT, SKIP, read_option, read_text
from bot.interview.asking import ask
from bot.interview.context import Context
from bot.interview.events import Chosen, Commanded, Edited, Event, Said
from bot.interview.keeping import accept
from bot.interview.path import NONE_OF_THESE, confirmed, first_of_task, found, is_asked, next_place
from bot.interview.records import Finished, Outcome
from bot.interview.replies import Fill, Label, Message, Reply
from bot.interview.reviewing import offer_change
from bot.interview.silences import says_nothing
from bot.interview.state import Interview, Kept, Phase, Place
from bot.interview.step import Step, button, is_fresh
from bot.interview.survey import Hook, Kind, Question, Scope

_LONGEST_TRAIL = 200
_LEAST_WORDS: Final = 4
#: Which answer these questions offer readings of.
_READS: Final = {Hook.FUNCTION: "task", Hook.UNDERSTOOD: "obstacle"}
#: Asked once at most, of somebody who leaves things open or breaks off; it waits for no answer.
WHEN_TO_WRITE: Final = Reply(Message.WHEN_TO_WRITE, {}, (), Fill.WHEN)


def repeat(context: Context, step: Step, *said: Reply) -> Step:
    """Return *step* with *said* and the question that waits, once more."""
    step = step.saying(*said)
    if step.state.phase is Phase.DONE or step.state.here is None:
        return step.saying(Reply(Message.DONE, {"tasks": step.state.tasks}))
    return ask(context, step, step.state.here, again=False)


def go_on(context: Context, step: Step) -> Step:
    """Return *step* with the next question, or with the end of the interview."""
    state = step.state
    if state.is_changing:
        step = step.to(is_changing=False, changed_from=None).saying(Reply(Message.CHANGED))
        return _back_to(context, step, state.changed_from)
    following = next_place(context, state)
    if following is not None:
        return ask(context, step, following)
    if state.is_pain and state.resume is not None:
        step = step.to(is_pain=False, resume=None).saying(Reply(Message.NOTED))
        return _back_to(context, step, state.resume)
    return finish(context, step)


def _back_to(context: Context, step: Step, place: Place | None) -> Step:
    if place is None:
        return finish(context, step)
    question = context.survey.question(place.question)
    if question is not None and is_asked(context, step.state, question, place.task):
        return ask(context, step, place)
    return go_on(context, step.to(here=place))


def finish(context: Context, step: Step) -> Step:
    """Return *step* at the end: thanks, a tip of the person's own, and an emptied state."""
    state = step.state
    picked = (code for task in range(state.tasks, 0, -1) for code in confirmed(state, task))
    codes = [code for code in picked if code in context.catalogue.inefficiencies]
    tip = context.catalogue.inefficiencies[codes[0]].tip if codes else None
    offers_link = not (state.is_pain or state.knows_link)
    step = ended(step).saying(Reply(Message.FAREWELL, {"tip": tip}))
    if not offers_link:
        return step
    return step.to(knows_link=True).saying(Reply(Message.LINK_HINT, {}, (), Fill.LINK_HINT))


def ended(step: Step) -> Step:
    """Return *step* with nothing left of the interview but that it was agreed to, and ended."""
    consent = {Place(0, "consent"): step.state.answers[Place(0, "consent")]}
    step = step.to(
        phase=Phase.DONE, here=None, answers=consent, trail=(), messages=(), offered=(),
        is_pain=False, resume=None, is_changing=False, changed_from=None, misses=0,
    )  # fmt: skip
    return step.noting(Finished())


def take(context: Context, step: Step, event: Event) -> Step:
    """Take what the person wrote as the answer to the question that waits."""
    assert isinstance(event, Said)  # noqa: S101  # the table pairs this act with it
    place = step.state.here
    question = None if place is None else context.survey.question(place.question)
    if place is None or question is None:
        return repeat(context, step)
    if len(event.text) > LONGEST_TEXT:
        step = step.saying(Reply(Message.TOO_LONG))
    kept = read_text(context, step.state, question, event.text)
    if kept is not None:
        return _accepted(context, step, place, kept, event.message)
    has_picked, source = step.state.has_picked, _source_of(context, question)
    if source is not None and _tells(event.text):
        step = _told_more(context, step, Place(place.task, source.id), event.text)
        if has_picked:  # so what is meant is known, and this was only said besides
            return _accepted(context, step, place, Kept(Outcome.SKIPPED), None)
        return _back_to(context, step, place)
    if has_picked:
        return _ask_also(context, step, place, step.state.offered)
    return ask(context, step.to(misses=step.state.misses + 1), place, again=True)


def _source_of(context: Context, question: Question) -> Question | None:
    """Return the question whose answer *question* offers readings of; None if it offers none."""
    asked = _READS.get(question.hook)
    return next((each for each in context.survey.questions if each.asked == asked), None)


def _tells(text: str) -> bool:
    """Say whether *text* tells something, rather than trying to name an option."""
    return len(text.split()) >= _LEAST_WORDS and not says_nothing(text)


def _told_more(context: Context, step: Step, source: Place, text: str) -> Step:
    """Add *text* to the answer at *source*, which is read anew."""
    earlier = step.state.answers.get(source)
    said = "\n".join(filter(None, (earlier.text if earlier else None, text.strip())))
    step = accept(context, step, source, Kept(Outcome.ANSWERED, said[:LONGEST_TEXT]))
    return step.saying(Reply(Message.TOLD_MORE))


def press(context: Context, step: Step, event: Event) -> Step:
    """Take a pressed button, if it belongs to the question that waits; else say it is old."""
    assert isinstance(event, Chosen)  # noqa: S101
    place = step.state.here
    question = None if place is None else context.survey.question(place.question)
    if place is None or question is None or not is_fresh(context.survey, step.state, event.press):
        return repeat(context, step, Reply(Message.STALE))
    kept = read_option(question, step.state, event.press.option)
    if kept is None:
        return repeat(context, step, Reply(Message.STALE))
    return _accepted(context, step, place, kept, None)


def _accepted(context: Context, step: Step, place: Place, kept: Kept, message: int | None) -> Step:
    question = context.survey.question(place.question)
    if question is not None and question.hook is Hook.SUMMARY and kept.choices == ("edit",):
        return offer_change(context, step)
    has_picked = step.state.has_picked
    kept = _with_earlier(step.state, place, kept)
    if _is_first_left_open(step.state, place, kept):
        step = step.saying(WHEN_TO_WRITE)
    step = accept(context, step, place, kept, message).to(has_picked=False)
    if question is not None and question.kind is Kind.SEVERAL and not has_picked:
        others = _others(context, step.state, place.task, kept)
        if others:
            return _ask_also(context, step, place, others)
    if not step.state.is_changing:
        step = step.to(trail=(*step.state.trail, place)[-_LONGEST_TRAIL:])
    if question is not None and question.hook is Hook.UNDERSTOOD:
        step = step.saying(*_thanks(kept))
    return go_on(context, step)


def _is_first_left_open(state: Interview, place: Place, kept: Kept) -> bool:
    """Say whether *kept* leaves a question about work open, as none before: a sign of haste."""
    is_skipped = kept.outcome is Outcome.SKIPPED and place.task > 0
    return is_skipped and all(
        each.outcome is not Outcome.SKIPPED for each in state.answers.values()
    )


def _with_earlier(state: Interview, place: Place, kept: Kept) -> Kept:
    """Return *kept* together with what was picked just before, if this answers "also?"."""
    earlier = state.answers.get(place)
    if not state.has_picked or earlier is None:
        return kept
    if kept.outcome is not Outcome.ANSWERED:
        return earlier
    return kept._replace(choices=tuple(dict.fromkeys((*earlier.choices, *kept.choices))))


def _others(context: Context, state: Interview, task: int, kept: Kept) -> tuple[str, ...]:
    """Return what else was clearly found, if one was picked by a button."""
    is_one = len(kept.choices) == 1 and kept.choices[0] != NONE_OF_THESE and kept.text is None
    clear = found(context, state, task) if is_one else frozenset()
    return tuple(code for code in state.offered if code in clear and code not in kept.choices)


def _ask_also(context: Context, step: Step, place: Place, others: tuple[str, ...]) -> Step:
    """Offer once what else was found."""
    picked = step.state.answers[place].choices
    step = step.to(offered=others, has_picked=True)
    rows = tuple(
        (button(context.survey, step.state, code, Label("code", code)),) for code in others
    )
    last = button(context.survey, step.state, SKIP, Label("word", "that_is_all"))
    return step.saying(Reply(Message.ASK_ALSO, {"picked": picked}, (*rows, (last,))))


def _thanks(kept: Kept) -> Sequence[Reply]:
    return (Reply(Message.NOTHING_MATCHED),) if kept.choices == (NONE_OF_THESE,) else ()


def skip(context: Context, step: Step, event: Event) -> Step:  # noqa: ARG001  # acts share one shape
    """Leave the question that waits open, if it may be left open."""
    place = step.state.here
    question = None if place is None else context.survey.question(place.question)
    if place is None or question is None:
        return repeat(context, step)
    if not question.skippable:
        return repeat(context, step, Reply(Message.NOT_SKIPPABLE))
    return _accepted(context, step, place, Kept(Outcome.SKIPPED), None)


def go_back(context: Context, step: Step, event: Event) -> Step:  # noqa: ARG001
    """Ask the question before the one that waits once more."""
    if not step.state.trail:
        return repeat(context, step, Reply(Message.NO_WAY_BACK))
    *trail, last = step.state.trail
    step = step.to(trail=tuple(trail))
    return ask(context, step, last)


def revise(context: Context, step: Step, event: Event) -> Step:
    """Let an edited message change the answer that it gave."""
    assert isinstance(event, Edited)  # noqa: S101
    place = step.state.place_of(event.message)
    question = None if place is None else context.survey.question(place.question)
    if place is None or question is None:
        return repeat(context, step)
    kept = read_text(context, step.state, question, event.text)
    if kept is None:
        return repeat(context, step)
    step = accept(context, step, place, kept, event.message)
    return repeat(context, step, Reply(Message.CHANGED))


def new_task(context: Context, step: Step, event: Event) -> Step:  # noqa: ARG001
    """Begin another task; what was said so far is kept."""
    step = step.to(is_pain=False, is_changing=False, resume=None, changed_from=None)
    first = context.survey.first_of(Scope.PERSON)
    if step.state.tasks == 0 and first is not None and step.state.phase is not Phase.DONE:
        following = next_place(context, _at(step.state, first.id))
        if following is not None and following.task == 0:
            return ask(context, step, following)
    return ask(context, step, first_of_task(context, step.state))


def _at(state: Interview, question: str) -> Interview:
    return state.changed(here=Place(0, question))


def take_pain(context: Context, step: Step, event: Event) -> Step:
    """Take one pain point in one message; ask at most two questions back."""
    assert isinstance(event, Commanded)  # noqa: S101
    text = event.argument.strip()
    question = context.survey.question("obstacle")
    if not text or question is None:
        return repeat(context, step, Reply(Message.PAIN_HOW))
    state = step.state
    is_under_way = state.phase is not Phase.DONE and state.here is not None
    place = Place(state.tasks + 1, question.id)
    resume = (state.changed_from or state.resume or state.here) if is_under_way else None
    step = step.to(
        phase=Phase.ASKING,
        here=place,
        is_pain=True,
        resume=resume,
        is_changing=False,
        changed_from=None,
    )
    kept = read_text(context, step.state, question, text) or Kept(Outcome.ANSWERED, text)
    step = accept(context, step, place, kept)
    return go_on(context, step)
