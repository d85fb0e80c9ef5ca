"""Putting a question to a person: its message, what was understood, its buttons, the progress."""

from collections.abc import Sequence

from bot.interview.answering import DECLINED, SKIP, UNKNOWN
from bot.interview.context import Context
from bot.interview.path import (
    NONE_OF_THESE,
    candidates,
    confirmed,
    criterion_for,
    function_candidates,
    is_asked,
    match_of,
    probe_for,
    texts_of,
)
from bot.interview.replies import Button, Label, Message, Reply, Value
from bot.interview.state import Interview, Phase, Place
from bot.interview.step import Step, button
from bot.interview.survey import Hook, Kind, Question, Scope

_MOST_WORDS = 60
_TWO_A_ROW = 16


def ask(context: Context, step: Step, place: Place, *, again: bool = False) -> Step:
    """Return *step* with the question at *place* put to the person."""
    question = context.survey.question(place.question)
    if question is None:
        return step
    offered = _offered(context, step.state, question, place.task)
    misses = step.state.misses if again else 0
    # "also?" goes on only where something was picked: another task has come, or it was taken back.
    has_picked = step.state.has_picked and step.state.here == place and place in step.state.answers
    step = step.to(
        phase=Phase.ASKING, here=place, offered=offered, misses=misses, has_picked=has_picked
    )
    return step.saying(_reply(context, step.state, question, again=again))


def _offered(context: Context, state: Interview, question: Question, task: int) -> tuple[str, ...]:
    """Return the codes that *question* offers, if its options come from elsewhere."""
    if question.hook is Hook.TEAM:
        return tuple(team.code for team in context.teams)
    if question.hook is Hook.ROLE:
        return tuple(role.code for role in context.roles)
    if question.hook is Hook.FUNCTION:
        return function_candidates(context, state, task)
    if question.hook is Hook.UNDERSTOOD:
        return candidates(context, state, task)
    if question.hook is Hook.SUITABILITY:
        criterion = criterion_for(context, state, question, task)
        options = () if criterion is None else criterion.options
        return tuple(f"{criterion.id}.{each.score}" for each in options if criterion is not None)
    return ()


def _reply(context: Context, state: Interview, question: Question, *, again: bool) -> Reply:
    task = state.here.task if state.here is not None else 0
    values: dict[str, Value] = {
        "question": question.id,
        "text": _text(context, state, question, task),
        "example": dict(question.example),
        "again": again,
        "progress": _progress(context, state, question),
    }
    message = Message.ASK_AGAIN if again else _MESSAGES.get(question.hook, Message.ASK)
    if question.hook is Hook.FUNCTION:
        values["words"] = _function_words(context, state, task)
    if question.hook is Hook.UNDERSTOOD:
        values["words"] = _words(context, state, task)
    if question.hook is Hook.SUMMARY:
        values["tasks"] = summary_of(context, state)
    rows = _rows(context, state, question)
    values["has_options"] = any(each.label.kind == "option" for row in rows for each in row)
    return Reply(message, values, rows)


_MESSAGES = {
    Hook.FUNCTION: Message.ASK_FUNCTION,
    Hook.UNDERSTOOD: Message.ASK_UNDERSTOOD,
    Hook.SUMMARY: Message.SUMMARY,
    Hook.MORE: Message.ASK_MORE,
}


def _text(context: Context, state: Interview, question: Question, task: int) -> Value:
    """Return the question's own text by language; a probe's and a criterion's come from there."""
    if question.hook is Hook.PROBE:
        code = probe_for(context, state, question, task)
        inefficiency = context.catalogue.inefficiencies.get(code or "")
        if inefficiency is not None:
            is_first = code == confirmed(state, task)[0]
            probe = inefficiency.probe
            return {"en": probe.why if is_first else probe.workaround}
    if question.hook is Hook.SUITABILITY:
        criterion = criterion_for(context, state, question, task)
        if criterion is not None:
            return {"en": criterion.question}
    return dict(question.text)


def _words(context: Context, state: Interview, task: int) -> tuple[object, ...]:
    """Return the person's own words that led to what is offered, as they wrote them."""
    offered = set(candidates(context, state, task))
    found: list[str] = []
    for question, text in texts_of(context, state, task):
        match = match_of(context, state, task, question)
        for finding in match.inefficiencies:
            if finding.code in offered:
                found += [
                    text[each.start : each.end][:_MOST_WORDS] for each in finding.evidence[:2]
                ]
    return _distinct(found)[:3]


def _distinct(words: Sequence[str]) -> tuple[object, ...]:
    """Return *words* without repetitions, and without those that stand inside another."""
    once = tuple(dict.fromkeys(words))
    return tuple(
        word for word in once if not any(word != other and word in other for other in once)
    )


def _function_words(context: Context, state: Interview, task: int) -> tuple[object, ...]:
    for question, text in texts_of(context, state, task):
        if question.asked == "task":
            functions = match_of(context, state, task, question).functions
            evidence = functions[0].evidence if functions else ()
            return _distinct([text[each.start : each.end] for each in evidence[:3]])[:2]
    return ()


def _rows(context: Context, state: Interview, question: Question) -> tuple[tuple[Button, ...], ...]:
    def key(option: str, kind: str, of: str = "") -> Button:
        return button(context.survey, state, option, Label(kind, option, of))

    if question.options and (question.kind not in _TYPED or state.misses > 1):
        own = [key(option.code, "option", question.id) for option in question.options]
    else:
        own = [key(code, _label_kind(question)) for code in state.offered]
    if question.hook in (Hook.FUNCTION, Hook.UNDERSTOOD):
        own.append(key(NONE_OF_THESE, "word"))
    rest = [key(option, "word") for option in _ways_out(question)]
    return (*_paired(own), *((tuple(rest),) if rest else ()))


#: Asked in words first; buttons come when the words were not understood twice.
_TYPED = frozenset((Kind.DURATION, Kind.FREQUENCY, Kind.SHARE))


def _label_kind(question: Question) -> str:
    if question.hook in (Hook.TEAM, Hook.ROLE):
        return "place"
    return "scale" if question.hook is Hook.SUITABILITY else "code"


def _ways_out(question: Question) -> tuple[str, ...]:
    """Return the ways to leave *question* open, as far as it has any."""
    if not question.skippable or question.hook in (Hook.MORE, Hook.UNDERSTOOD, Hook.QUOTE):
        return (SKIP,) if question.hook is Hook.UNDERSTOOD else ()
    if question.kind in _TYPED or question.kind is Kind.SCALE:
        return UNKNOWN, SKIP
    return (DECLINED,) if question.hook in (Hook.TEAM, Hook.ROLE) else (SKIP,)


def _paired(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """Return one button a row: labels are sentences, and a phone is narrow."""
    return tuple((each,) for each in buttons)


def _progress(context: Context, state: Interview, question: Question) -> Value:
    """Return where this question stands among those of its task, and the minutes still to go."""
    if question.scope is not Scope.TASK or state.here is None or state.is_pain:
        return None
    task = state.here.task
    mine = [each for each in context.survey.questions if each.scope is Scope.TASK]
    place = mine.index(question)
    done = sum((task, each.id) in state.answers for each in mine[:place])
    left = [each for each in mine[place + 1 :] if _may_come(context, state, each, task)]
    minutes = max(1, round((len(left) + 1) * context.survey.seconds_a_question / 60))
    return {"number": done + 1, "total": done + 1 + len(left), "minutes": minutes}


def _may_come(context: Context, state: Interview, question: Question, task: int) -> bool:
    """Say whether *question* will come, as far as can be told before it is reached."""
    if question.hook in (Hook.UNDERSTOOD, Hook.PROBE) and not state.answer(task, "obstacle"):
        return question.hook is Hook.UNDERSTOOD
    return is_asked(context, state, question, task)


def summary_of(context: Context, state: Interview) -> tuple[object, ...]:
    """Return what was said, task by task, for the person to check."""
    tasks = []
    for number in range(1, state.tasks + 1):
        kept = {
            place.question: each for place, each in state.answers.items() if place.task == number
        }
        if not kept:
            continue
        first = kept.get("task") or kept.get("obstacle")
        tasks.append(
            {
                "number": number,
                "task": first.text if first is not None else None,
                "obstacle": kept["obstacle"].text if "obstacle" in kept else None,
                "often": _said(kept.get("often")),
                "takes": _said(kept.get("takes") or kept.get("weekly")),
                "wasted": _said(kept.get("wasted")),
                "codes": tuple(context.catalogue.label(code) for code in confirmed(state, number)),
                "idea": kept["idea"].text if "idea" in kept else None,
            }
        )
    return tuple(tasks)


def _said(kept: object) -> Value:
    text = getattr(kept, "text", None)
    choices = getattr(kept, "choices", ())
    return text or (choices[0] if choices else None)
