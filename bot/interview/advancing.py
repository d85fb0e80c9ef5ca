"""`advance`: state and event in, new state, records and replies out. Pure and total.

No clock, no network, no database; the time comes in with the event. Whatever a person does, there
is an answer, and nothing that was accepted is lost: the table (`table`) has a row for everything.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from bot.interview import acting
from bot.interview.asking import ask
from bot.interview.context import Context
from bot.interview.events import NEVER, Chosen, Command, Commanded, Event, Said
from bot.interview.keeping import accept
from bot.interview.path import NO, YES, next_place
from bot.interview.records import Consented, Forgotten, Outcome, Placed
from bot.interview.replies import Button, Fill, Label, Message, Reply, Value
from bot.interview.reviewing import change, forget_one, offer_change
from bot.interview.state import Interview, Kept, Phase, Place
from bot.interview.step import Step, button, is_fresh
from bot.interview.table import ACTS, Act, trigger_of
from bot.interview.yes_or_no import is_no, is_yes


def opening() -> Interview:
    """Return the state of an interview that nobody has begun."""
    return Interview()


def advance(context: Context, state: Interview, event: Event) -> Step:
    """Return what follows from *event* in *state*; never raises, always replies."""
    act = ACTS[state.phase, trigger_of(event)]
    if not context.is_open and act not in _STILL_POSSIBLE:
        return Step(state).saying(Reply(Message.SURVEY_CLOSED))
    return _HANDLERS[act](context, Step(state), event)


def _greet(context: Context, step: Step, event: Event) -> Step:  # noqa: ARG001  # acts share one shape
    place = Place(0, "consent")
    step = step.to(phase=Phase.CONSENT, here=place)
    return step.saying(_notice(context, step.state))


def _notice(context: Context, state: Interview) -> Reply:
    rows = tuple(
        (button(context.survey, state, option, Label("word", f"consent_{option}")),)
        for option in (YES, NO)
    )
    values: dict[str, Value] = {
        "purpose": context.purpose,
        "threshold": context.rule.threshold,
        "quote_threshold": context.rule.quote_threshold,
    }
    return Reply(Message.NOTICE, values, rows)


def _need_consent(context: Context, step: Step, event: Event) -> Step:
    return _greet(context, step.saying(Reply(Message.NEEDS_CONSENT)), event)


def _consent(context: Context, step: Step, event: Event) -> Step:
    """Take the yes or no to the notice; without a yes nothing is kept, not even the no."""
    answer = _yes_or_no(context, step.state, event)
    if answer is None:
        return _greet(context, step, event)
    if answer == NO:
        return Step(Interview()).saying(Reply(Message.REFUSED))
    place = Place(0, "consent")
    known = Placed(step.state.team or None, step.state.role or None)  # from an invitation
    step = step.noting(Consented(), *([known] if any((known.team, known.role)) else []))
    step = accept(context, step, place, Kept(Outcome.ANSWERED, choices=(YES,)))
    following = next_place(context, step.state)
    return step if following is None else ask(context, step, following)


def _yes_or_no(context: Context, state: Interview, event: Event) -> str | None:
    """Return YES or NO as typed or pressed; None for anything else, an old button included."""
    if isinstance(event, Said):
        return YES if is_yes(event.text) else NO if is_no(event.text) else None
    if isinstance(event, Chosen) and is_fresh(context.survey, state, event.press):
        return event.press.option if event.press.option in (YES, NO) else None
    return None


def _resume(context: Context, step: Step, event: Event) -> Step:
    if step.state.phase is Phase.DONE:
        return acting.new_task(context, step.saying(Reply(Message.WELCOME_BACK)), event)
    return acting.repeat(context, step, Reply(Message.WELCOME_BACK))


def _repeat(context: Context, step: Step, event: Event) -> Step:  # noqa: ARG001
    return acting.repeat(context, step)


def _ask_text(context: Context, step: Step, event: Event) -> Step:
    return _aside(context, step.saying(Reply(Message.ONLY_TEXT)), event)


def _aside(context: Context, step: Step, event: Event) -> Step:
    """Return *step* with the question that waits put again, whatever the phase."""
    if step.state.phase in (Phase.NEW, Phase.CONSENT):
        return _greet(context, step, event)
    if step.state.phase is Phase.CHANGING:
        return offer_change(context, step)
    if step.state.phase is Phase.FORGETTING:
        return _ask_whether_to_forget(context, step)
    if step.state.phase is Phase.CANCELLING:
        return _ask_cancel(context, step, event)
    return step if step.state.here is None else ask(context, step, step.state.here)


def _telling(message: Message) -> Callable[[Context, Step, Event], Step]:
    """Return the act that says *message* and puts the question that waits again."""

    def act(context: Context, step: Step, event: Event) -> Step:
        values: dict[str, Value] = {
            "tasks": step.state.tasks,
            "phase": step.state.phase.value,
            "consented": step.state.has_consented,
            "threshold": context.rule.threshold,
            "quote_threshold": context.rule.quote_threshold,
            "purpose": context.purpose,
        }
        fill = Fill.MY_DATA if message is Message.MY_DATA else None
        step = step.saying(Reply(message, values, (), fill))
        return step if step.state.phase in (Phase.NEW, Phase.DONE) else _aside(context, step, event)

    return act


def _wish(context: Context, step: Step, event: Event) -> Step:
    """Pass on when the person wants to be written to, as typed or pressed."""
    values: dict[str, Value] = {
        "argument": _wished(event),
        "consented": step.state.has_consented,
    }
    step = step.saying(Reply(Message.REMINDERS, values, (), Fill.WISHES))
    return step if step.state.phase in (Phase.NEW, Phase.DONE) else _aside(context, step, event)


def _wished(event: Event) -> str:
    """Return what was typed or pressed; `/stop` is "reminders: off", and a dot is a stroke."""
    if isinstance(event, Chosen):
        return event.press.option.replace(".", "/")
    if isinstance(event, Said):
        return event.text
    assert isinstance(event, Commanded)  # noqa: S101  # the table pairs these acts with it
    return NEVER if event.command is Command.STOP else event.argument


def _ask_place(context: Context, step: Step, event: Event) -> Step:  # noqa: ARG001
    """Wait for a place; the buttons of the question that waits stay good."""
    state = replace(step.state, phase=Phase.PLACING)
    return Step(state, step.records, step.replies).saying(Reply(Message.WHERE))


def _place(context: Context, step: Step, event: Event) -> Step:
    """Pass on what the person typed as their place; it is one try, then things go on."""
    values: dict[str, Value] = {"argument": _wished(event), "consented": step.state.has_consented}
    step = step.saying(Reply(Message.REMINDERS, values, (), Fill.WISHES))
    return _back(context, step, event)


def _link(context: Context, step: Step, event: Event) -> Step:
    """Pass on the secret that joins two rounds; without one, ask for a new one."""
    code = event.press.option if isinstance(event, Chosen) else ""
    code = event.argument if isinstance(event, Commanded) else code
    step = step.saying(Reply(Message.LINK_OFFERED, {"argument": code}, (), Fill.LINK))
    return step if step.state.phase is Phase.DONE else _aside(context, step, event)


def _ask_forget(context: Context, step: Step, event: Event) -> Step:
    if isinstance(event, Commanded) and event.argument:
        step = forget_one(step, event.argument)
        return step if step.state.phase in (Phase.NEW, Phase.DONE) else _aside(context, step, event)
    return _ask_whether_to_forget(context, step)


def _ask_whether_to_forget(context: Context, step: Step) -> Step:
    step = step.to(phase=Phase.FORGETTING)
    rows = _both(context, step.state, "forget")
    return step.saying(Reply(Message.FORGET_SURE, {}, rows))


def _forget(context: Context, step: Step, event: Event) -> Step:
    answer = _yes_or_no(context, step.state, event)
    if answer == YES:
        return Step(Interview()).noting(Forgotten()).saying(Reply(Message.FORGOTTEN))
    return _back(context, step.saying(Reply(Message.KEPT)), event)


def _both(context: Context, state: Interview, name: str) -> tuple[tuple[Button, ...], ...]:
    return tuple(
        (button(context.survey, state, option, Label("word", f"{name}_{option}")),)
        for option in (YES, NO)
    )


def _back(context: Context, step: Step, event: Event) -> Step:
    """Return to what was asked before a question about the interview itself."""
    if not step.state.has_consented:
        return _greet(context, step, event)
    if step.state.here is None:
        return step.to(phase=Phase.DONE)
    return ask(context, step, step.state.here)


def _ask_cancel(context: Context, step: Step, event: Event) -> Step:  # noqa: ARG001
    step = step.to(phase=Phase.CANCELLING)
    rows = (
        *_both(context, step.state, "cancel"),
        (button(context.survey, step.state, "back", Label("word", "cancel_back")),),
    )
    return step.saying(Reply(Message.CANCEL_SURE, {"tasks": step.state.tasks}, rows))


def _cancel(context: Context, step: Step, event: Event) -> Step:
    """Stop: yes keeps what was said, no deletes it, anything else goes on with the interview."""
    if not step.state.has_consented:
        return Step(Interview()).saying(Reply(Message.REFUSED))
    answer = _yes_or_no(context, step.state, event)
    if answer == YES:
        stopped = replace(step, state=acting.ended(step).state)  # and no word of having finished
        return stopped.saying(Reply(Message.CANCELLED_KEPT), acting.WHEN_TO_WRITE)
    if answer == NO:
        return Step(Interview()).noting(Forgotten()).saying(Reply(Message.CANCELLED_DELETED))
    return _back(context, step, event)


Handler = Callable[[Context, Step, Event], Step]
_HANDLERS: Final[Mapping[Act, Handler]] = {
    Act.GREET: _greet,
    Act.RESUME: _resume,
    Act.CONSENT: _consent,
    Act.NEED_CONSENT: _need_consent,
    Act.TAKE: acting.take,
    Act.PRESS: acting.press,
    Act.REVISE: acting.revise,
    Act.REPEAT: _repeat,
    Act.ASK_TEXT: _ask_text,
    Act.NEW_TASK: acting.new_task,
    Act.TAKE_PAIN: acting.take_pain,
    Act.GO_BACK: acting.go_back,
    Act.LEAVE_OPEN: acting.skip,
    Act.OFFER_CHANGE: offer_change,
    Act.CHANGE: change,
    Act.TELL_STATUS: _telling(Message.STATUS),
    Act.TELL_HELP: _telling(Message.HELP),
    Act.TELL_PRIVACY: _telling(Message.PRIVACY),
    Act.SHOW_DATA: _telling(Message.MY_DATA),
    Act.WISH: _wish,
    Act.ASK_PLACE: _ask_place,
    Act.PLACE: _place,
    Act.LINK: _link,
    Act.ASK_FORGET: _ask_forget,
    Act.FORGET: _forget,
    Act.ASK_CANCEL: _ask_cancel,
    Act.CANCEL: _cancel,
}
_STILL_POSSIBLE: Final = frozenset(
    (
        Act.TELL_STATUS,
        Act.TELL_HELP,
        Act.TELL_PRIVACY,
        Act.SHOW_DATA,
        Act.WISH,
        Act.ASK_PLACE,
        Act.PLACE,
        Act.ASK_FORGET,
        Act.FORGET,
    )
)
