"""What managers confirm about functions, brought through the gate and kept with the survey.

It loads the gate, and with it numpy, so whoever needs it imports it when somebody asks.
"""

from bot.errors import RefusedError
from bot.gate.publishing import publish
from bot.managing.confirming import Confirming, Function, Option, Question
from bot.surveys.planning import Plan
from bot.weeks import week_of
from knowledge.catalogue import Catalogue
from storage import SurveyRow, Work


def confirming_of(work: Work, survey: SurveyRow, catalogue: Catalogue, now: int) -> Confirming:
    """Return the functions of *survey* that may be named, with what was and can be confirmed."""
    plan = Plan.loads(survey.settings)
    published = publish(work, survey, catalogue, week_of(now))
    return Confirming(
        survey.id,
        survey.name,
        tuple(
            Function(
                line.code,
                line.name,
                line.decision.title,
                line.decision.reason,
                _questions(catalogue, plan.confirmed.get(line.code, {})),
            )
            for line in published.functions
            if not catalogue.functions[line.code].is_core and line.code not in plan.trade
        ),
    )


def _questions(catalogue: Catalogue, answers: dict[str, str]) -> tuple[Question, ...]:
    found = []
    for each in catalogue.confirmations.values():
        options = tuple(Option(one.id, one.label) for one in each.options)
        labels = dict(options)
        found.append(
            Question(each.id, each.question, options, labels.get(answers.get(each.id, ""), ""))
        )
    return tuple(found)


def confirm(work: Work, survey: SurveyRow, function: Function, answers: dict[str, str]) -> None:
    """Keep *answers*, an option for each question, about *function*; others stay as they are.

    Raises:
        RefusedError: there is no such question, or no such option.
    """
    for question, option in answers.items():
        _refuse_unknown(function, question, option)
    plan = Plan.loads(survey.settings)
    known = plan.confirmed.get(function.code, {}) | answers
    changed = plan.changed(confirmed=plan.confirmed | {function.code: known})
    work.surveys.change(survey._replace(settings=changed.dumps()))


def _refuse_unknown(function: Function, question: str, option: str) -> None:
    asked = next((each for each in function.questions if each.id == question), None)
    if asked is None:
        there = ", ".join(each.id for each in function.questions)
        raise RefusedError(f"question {question!r}", f"is not asked; there are {there}")
    if option not in dict(asked.options):
        there = ", ".join(each.id for each in asked.options)
        raise RefusedError(f"{question}={option}", f"is no answer; there are {there}")
