"""From what a person typed or pressed to an answer, by the question's kind; pure.

Every button has a typed equivalent: its number, its label, or the beginning of it.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.interview.amounts import Amount, minutes_of, number_of, per_week_of, share_of
from bot.interview.context import Context
from bot.interview.path import NONE_OF_THESE
from bot.interview.records import Outcome
from bot.interview.silences import outcome_of, says_nothing
from bot.interview.state import Interview, Kept
from bot.interview.survey import Kind, Question

LONGEST_TEXT: Final = 2000
UNKNOWN, DECLINED, SKIP, DONE = "unknown", "declined", "skip", "done"
_READERS: Final = {
    Kind.DURATION: minutes_of,
    Kind.FREQUENCY: per_week_of,
    Kind.SHARE: share_of,
    Kind.NUMBER: number_of,
}
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth")
_ORDINAL: Final = re.compile(
    rf"\b(?:the )?({'|'.join(_ORDINALS)})(?: one| option)?\b", re.IGNORECASE
)
_YES = re.compile(
    r"y|yes|yep|yeah|sure|ok|okay|of course|please do|all correct|correct|right", re.IGNORECASE
)
_NONE = re.compile(r"none(?: of (?:these|them|those))?|something else|neither|other", re.IGNORECASE)
_NO = re.compile(r"n|no|nope|nah|no thanks|no, thanks|not really", re.IGNORECASE)


def read_text(context: Context, state: Interview, question: Question, text: str) -> Kept | None:
    """Return the answer that *text* gives to *question*; None if it cannot be understood."""
    said = text.strip()[:LONGEST_TEXT]
    outcome = outcome_of(said)
    if outcome is not None and question.skippable:
        return Kept(outcome)
    if question.kind is Kind.TEXT:
        is_answer = said and (question.skippable or not says_nothing(said))
        return Kept(Outcome.ANSWERED, said) if is_answer else None
    if question.kind in _READERS:
        amount = _READERS[question.kind](said)
        return None if amount is None else Kept(Outcome.ANSWERED, said, amount)
    return _chosen_by_text(context, state, question, said)


def read_option(question: Question, state: Interview, option: str) -> Kept | None:
    """Return the answer that the button *option* gives to *question*; None if there is none."""
    if option in (UNKNOWN, DECLINED):
        return Kept(Outcome(option)) if question.skippable else None
    if option == SKIP:
        return Kept(Outcome.SKIPPED) if question.skippable else None
    known = question.option(option)
    if known is not None:
        amount = None if known.amount is None else Amount(*known.amount)
        return Kept(Outcome.ANSWERED, None, amount, (option,))
    offered = option in (*state.offered, NONE_OF_THESE)
    return Kept(Outcome.ANSWERED, None, None, (option,)) if offered else None


def _chosen_by_text(
    context: Context, state: Interview, question: Question, text: str
) -> Kept | None:
    """Return the options that *text* names by number or label; more than one only for SEVERAL."""
    options = options_of(context, state, question)
    labels = [(one.code, label) for one in question.options for label in one.label.values()]
    picked = _by_number(options, _ORDINAL.sub(_number_of, text)) or _by_label(
        labels or options, text
    )
    picked = picked or _by_yes_or_no(options, text)
    if not picked:
        return None
    codes = tuple(picked) if question.kind is Kind.SEVERAL else tuple(picked[:1])
    first = read_option(question, state, codes[0])
    return None if first is None else first._replace(choices=codes)


def options_of(context: Context, state: Interview, question: Question) -> list[tuple[str, str]]:
    """Return the options of *question* as code and label, in the order in which they are shown."""
    language = context.survey.languages[0]
    if question.options:
        return [(each.code, each.label[language]) for each in question.options]
    names = {team.code: team.name for team in (*context.teams, *context.roles)}
    shown = [(code, names.get(code) or context.catalogue.label(code)) for code in state.offered]
    if question.kind is Kind.SCALE:
        return [(code, _scale_label(context, code)) for code in state.offered]
    return [*shown, (NONE_OF_THESE, NONE_OF_THESE)]


def _scale_label(context: Context, code: str) -> str:
    """Return the label of a criterion's option, whose code is `f2.3`: criterion and score."""
    name, _, score = code.partition(".")
    criterion = context.catalogue.criteria[name]
    return next(each.label for each in criterion.options if str(each.score) == score)


def _number_of(found: re.Match[str]) -> str:
    return str(_ORDINALS.index(found[1].lower()) + 1)


def _by_number(options: Sequence[tuple[str, str]], text: str) -> list[str]:
    numbers = re.findall(r"\d+", text)
    if not numbers or not re.fullmatch(r"(?:number|option|no\.)?[\d\s,;.)and&+]+", text.lower()):
        return []
    places = [int(number) - 1 for number in numbers]
    if not all(0 <= place < len(options) for place in places):
        return []
    return [options[place][0] for place in dict.fromkeys(places)]


def _by_label(options: Sequence[tuple[str, str]], text: str) -> list[str]:
    wanted = text.casefold().strip(" .!")
    for code, label in options:
        if wanted == label.casefold().strip(" ."):
            return [code]
    begun = [code for code, label in options if label.casefold().startswith(wanted)]
    begun = list(dict.fromkeys(begun))
    return begun if len(begun) == 1 and len(wanted) > 1 else []


def _by_yes_or_no(options: Sequence[tuple[str, str]], text: str) -> list[str]:
    codes = [code for code, _ in options]
    plain = text.strip(" .!")
    if "yes" in codes and _YES.fullmatch(plain):
        return ["yes"]
    if "no" in codes and _NO.fullmatch(plain):
        return ["no"]
    is_none = _NONE.fullmatch(plain) or _NO.fullmatch(plain)
    return [NONE_OF_THESE] if NONE_OF_THESE in codes and is_none else []
