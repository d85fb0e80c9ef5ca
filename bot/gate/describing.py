"""The words around published figures: short sentences that a manager can read out; pure."""

from collections.abc import Sequence
from typing import Final

from bot.gate.company import Company
from bot.gate.published import Decision, Range, Remedy, Response
from bot.gate.rule import Threshold
from knowledge.advice import Decision as Decided
from knowledge.advice import Recommendation as Advised
from knowledge.advice import Span, rounded
from knowledge.advice.remedying import leading
from knowledge.catalogue import Catalogue
from knowledge.catalogue.records import Function, Step
from knowledge.catalogue.records import Remedy as RemedyRecord

_GOOD, _USABLE = 0.7, 0.5
_MOST_TEAMS: Final = 3
_THOUSAND: Final = 1000
_TITLES: Final = {
    "keep": "Keep",
    "improve_inside": "Improve inside",
    "automate": "Automate",
    "train": "Train",
    "improve_then_outsource": "Improve, then outsource",
    "outsource_now": "Outsource now",
    "look_closer": "Look closer",
}
_REASONS: Final = {
    "improve_inside": "What helps first is to {step}; that is for {decider} to decide.",
    "automate": "Leaving out or simplifying does not save enough; a machine can do the rest.",
    "train": "What is missing is knowledge, and that can be learnt.",
    "look_closer": "No remedy is known well enough yet to decide.",
}
_IN_WORDS: Final = {
    Step.ELIMINATE: "leave a part of the work out",
    Step.SIMPLIFY: "make the work simpler",
    Step.STANDARDISE: "agree on one way of doing it",
    Step.DELEGATE: "give it to whom it belongs",
}
_STEP_TITLES: Final = {Step.AUTOMATE: "Automate", Step.TRAIN: "Train"}
_EFFORTS: Final = {
    "S": "small (up to 5 days)",
    "M": "medium (6 to 30 days)",
    "L": "large (over 30 days)",
}
_GRADES: Final = {
    "A": "measured elsewhere, grade A",
    "B": "survey or field study, grade B",
    "C": "vendor or consultancy figure, grade C",
    "D": "our assumption, grade D",
}
METHOD: Final = (
    (
        "Employees were interviewed one by one in a chat. What they said was matched by readable "
        "rules; each employee saw what was understood and could correct it."
    ),
    (
        "Hours a week are how often times how long times the share that feels wasted. Every stated "
        "figure gets the error that self-reports are known to have; who did not name a problem "
        "counts as zero. Where a head count is known, hours are those of everybody in it, as if "
        "who did not answer were like who did; otherwise of those who answered."
    ),
    (
        "Ranges hold nine times in ten: bootstrap-t from five people on, Student's t below, with "
        "the finite population correction where head counts are known."
    ),
    (
        "Recommendations are ranked by the hours they could free for each day of effort, weighed "
        "with how well the remedy to begin with is proven (RICE). The ranking is simulated 5,000 "
        "times within these ranges; neighbours that change places often are called about equal."
    ),
    (
        "Handing over is decided by function. Fit says whether a provider could do the work, "
        "readiness whether it can be handed over as it is, both from 0 to 100, from what employees "
        "answered and managers confirmed. The line is 60; it and the weights are our assumption "
        "(grade D)."
    ),
)
_MONEY: Final = (
    "Money is the company's own cost of an hour, one average of its kinds of job, for 44 working "
    "weeks a year (our assumption); it is what the time costs, not what can be saved."
)
_IMPORTED: Final = (
    "Some answers were collected elsewhere and imported. They are matched by the same rules, but "
    "nobody could correct them, and where the file does not say whose a row is, it counts as a "
    "person."
)
LIMITS: Final = (
    (
        "Self-reports say how work feels; they do not replace a measurement. Measure the named "
        "indicator before and after."
    ),
    "Hours are freed capacity, not money, until somebody says what they are used for.",
    "What remedies usually save is mostly our assumption (grade D) unless a source is named.",
    "People who did not answer may see it differently.",
    (
        "Before handing work over, find today's full cost, much of which is in no budget, and plan "
        "the way back: seven in ten firms asked in 2024 had taken some of it inside again within "
        "five years (Deloitte, grade C)."
    ),
)


def grade_words(grade: str) -> str:
    """Return how well something is known."""
    return _GRADES[grade]


def method_of(company: Company) -> tuple[str, ...]:
    """Return how figures were worked out, in sentences: money, imports only where there are any."""
    money = (_MONEY,) if company.rates else ()
    return (*METHOD, *money, *((_IMPORTED,) if company.has_imported else ()))


def span(hours: Span | None) -> Range | None:
    """Return *hours* rounded to what such an estimate can bear."""
    return None if hours is None else Range(*(rounded(value) for value in hours))


def hours_words(hours: Span | None) -> str:
    """Return *hours* in words: "about 30, between 20 and 50"."""
    if hours is None:
        return "not stated by enough people"
    low, likely, high = (_plain(rounded(value)) for value in hours)
    return f"about {likely}, between {low} and {high}"


def _plain(value: float) -> str:
    return f"{value:g}" if value < _THOUSAND else f"{value:,.0f}"


def response_of(answered: int, head_count: int | None, threshold: Threshold) -> Response:
    """Return how far the answers carry; below the threshold not even their number is said."""
    if not threshold.allows(answered):
        return Response(
            0,
            head_count,
            f"not shown: fewer than {threshold.figures} answered, or the number would give away "
            "that of others.",
        )
    if head_count is None:
        return Response(answered, None, f"{answered} people answered; figures speak for them only.")
    share = answered / max(head_count, answered)
    carries = (
        "a good basis" if share >= _GOOD else "usable" if share >= _USABLE else "direction only"
    )
    return Response(
        answered,
        head_count,
        f"{answered} of {head_count} people answered ({share * 100:.0f} %): {carries}.",
    )


def hidden_words(least: int) -> str:
    """Return why something may be missing; the same words whether or not anything is."""
    return (
        f"Not shown: what fewer than {least} people said, and what would let somebody work "
        f"that out by subtraction. A figure changes only when {least} new people stand behind the "
        "change."
    )


def in_sentence(name: str) -> str:
    """Return *name* as it stands inside a sentence: "payroll", but "IT services"."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def where_words(function: Function | None, teams: Sequence[str]) -> str:
    """Return where a problem is felt, as far as enough people stand behind it."""
    if function is not None:
        return f"mostly {in_sentence(function.name)}"
    if not teams:
        return "across the teams"
    if len(teams) > _MOST_TEAMS:
        return f"in at least {len(teams)} teams"
    *first, last = teams  # what may not be shown of other teams may still be there
    return f"at least in {', '.join(first)}{' and ' if first else ''}{last}"


def published_remedy(remedy: RemedyRecord, catalogue: Catalogue) -> Remedy:
    """Return *remedy* as a report shows it, its grade in words."""
    names = tuple(
        catalogue.heuristics[name].name
        for name in remedy.heuristics
        if name in catalogue.heuristics
    )
    saves = remedy.saves
    return Remedy(
        step=remedy.step.value,
        title=remedy.title,
        description=remedy.description,
        heuristics=names,
        effort=_EFFORTS[remedy.effort],
        benefit_weeks=(int(remedy.benefit_weeks.low), int(remedy.benefit_weeks.high)),
        saves=Range(saves.low, saves.likely if saves.likely is not None else saves.low, saves.high),
        basis=_GRADES[remedy.grade],
        risks=remedy.risks,
        preconditions=remedy.preconditions,
        decider=remedy.decider,
    )


def function_decision(decided: Decided) -> Decision:
    """Return the decision on a function as a report shows it."""
    return Decision(
        decided.verdict,
        _TITLES.get(decided.verdict, decided.title),
        decided.reason,
        decided.reasons_for,
        decided.reasons_against,
        decided.flip,
        decided.is_robust,
    )


def decision_of(advised: Advised, over: Decision | None, catalogue: Catalogue) -> Decision:
    """Return the decision on a problem: handing over only where its function's verdict says so."""
    if over is not None and over.verdict in ("outsource_now", "improve_then_outsource"):
        return over._replace(reason=f"{_mostly(advised, catalogue)} {over.reason}")
    verdict, lead = advised.verdict, leading(advised.remedies)
    step = "look" if lead is None else _IN_WORDS.get(lead.step, lead.step.value)
    function = catalogue.functions.get(advised.problem.function or "")
    speaks_for, against = () if lead is None else _for_it(lead), _against(lead)
    flip = "" if lead is None else _flip(lead, advised)
    if over is not None and function is not None and _says_something(over):
        name = in_sentence(function.name)
        against = (
            *against,
            f"handing over {name} was weighed: {over.title.lower()}. {over.reason}",
        )
        flip = f"{flip} For {name} as a whole: {over.flip}" if over.flip else flip
    decider = "" if lead is None else _deciding(lead.decider)
    reason = _REASONS[verdict].format(step=step, decider=decider)
    return Decision(verdict, _TITLES[verdict], reason, speaks_for, against, flip.strip())


def _says_something(over: Decision) -> bool:
    """Say whether a function's decision is more than that too little is known."""
    return over.verdict == "keep" or over.robust is not None


def _mostly(advised: Advised, catalogue: Catalogue) -> str:
    function = catalogue.functions[advised.problem.function or ""]
    return f"Most of it is {in_sentence(function.name)}, and that was weighed as a whole."


def _deciding(decider: str) -> str:
    """Return who decides, as a sentence says it."""
    return decider if decider in ("IT", "management") else f"the {decider}"


def _for_it(lead: RemedyRecord) -> tuple[str, ...]:
    likely = lead.saves.low if lead.saves.likely is None else lead.saves.likely
    saves = "we assume that it saves" if lead.grade == "D" else "it saves"
    return (
        f"the effort is {_EFFORTS[lead.effort]}",
        f"{saves} about {likely:g} % of the hours lost to it ({_GRADES[lead.grade]})",
    )


def _against(lead: RemedyRecord | None) -> tuple[str, ...]:
    if lead is None:
        return ()
    needs = tuple(f"needed first: {each}" for each in lead.preconditions)
    return needs + tuple(f"risk: {each}" for each in lead.risks)


def _flip(lead: RemedyRecord, advised: Advised) -> str:
    """Return when the next kind of remedy would be tried instead of *lead*."""
    later = advised.remedies[advised.remedies.index(lead) + 1 :]
    other = next(
        (title for each in later if (title := _STEP_TITLES.get(each.step)) is not None), None
    )
    if other is None or other == _STEP_TITLES.get(lead.step):
        return ""
    weeks = lead.check_after_weeks
    return f"It would be “{other}” if “{lead.kpi.name}” has not moved after {weeks} weeks."
