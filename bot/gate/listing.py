"""A report's lists from released figures: recommendations, Pareto, functions, sources; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from bot.gate.company import Company
from bot.gate.describing import (
    decision_of,
    function_decision,
    grade_words,
    hours_words,
    published_remedy,
    span,
    where_words,
)
from bot.gate.frozen import Frozen, case_in, money_in
from bot.gate.handing import worth_of
from bot.gate.published import (
    Bar,
    Decision,
    FunctionLine,
    Kpi,
    Recommendation,
    RuleEvidence,
    Source,
)
from bot.gate.releasing import Kind
from knowledge.advice import Problem, decide, open_questions, vital_few
from knowledge.advice import Recommendation as Advised
from knowledge.advice.remedying import leading as leading_remedy
from knowledge.catalogue import Catalogue

WHOLE: Final = ("",)
_MOST_RULES = 5
_CHECK_WEEKS = 8
#: Nothing that a manager could confirm would hand over what is kept.
_KEPT: Final = "keep"


@dataclass(frozen=True, slots=True)
class Lists:
    """Makes the lists of one report; what belongs to everybody stays out of a team's."""

    frozen: Frozen
    catalogue: Catalogue
    team_names: Mapping[str, str]
    scope: tuple[str, ...]
    quotes: Mapping[str, tuple[str, ...]]
    company: Company = field(default_factory=Company)

    @property
    def is_whole(self) -> bool:
        """Whether it is the report on everybody."""
        return self.scope == WHOLE

    @property
    def answered(self) -> int:
        """How many answered, as far as that may be said."""
        return sum(self.frozen.answered(team) for team in self.scope)

    def recommendation(self, advised: Advised) -> Recommendation:
        """Return *advised* with everything that a report says about it."""
        problem = advised.problem
        record = self.catalogue.inefficiencies[problem.code]
        function = self.catalogue.functions.get(problem.function or "")
        lead = leading_remedy(advised.remedies)
        kpi = record.kpis[0] if lead is None else lead.kpi
        teams = tuple(self.team_names.get(team, team) for team in problem.teams)
        return Recommendation(
            rank=advised.rank.rank,
            code=problem.code,
            name=record.name,
            definition=record.definition,
            where=where_words(function, teams),
            teams=teams,
            people=problem.people,
            or_more=self._is_or_more(problem.code),
            answered=self.answered,
            hours=span(problem.hours),
            hours_words=hours_words(problem.hours),
            freed=span(advised.freed),
            money=span(money_in(self.frozen, problem.code, self.scope)),
            lead=record.first_step if lead is None else lead.title,
            function=None if function is None else function.name,
            remedies=tuple(published_remedy(each, self.catalogue) for each in advised.remedies[:4]),
            decision=self._decision(advised),
            kpi=Kpi(kpi.name, kpi.unit, kpi.direction, kpi.measured),
            first_step=record.first_step,
            check_weeks=_CHECK_WEEKS if lead is None else lead.check_after_weeks,
            evidence=self._evidence(problem.code),
            confidence=advised.confidence,
            basis=grade_words("D" if lead is None else lead.grade),
            top_three=advised.rank.top_three,
            equal_to=advised.rank.equal_to,
            quotes=self.quotes.get(problem.code, ()),
            effort_days=advised.effort_days,
            rice=advised.rank.rice,
            quadrant=None if advised.quadrant is None else advised.quadrant.value,
        )

    def _is_or_more(self, code: str) -> bool:
        figure = self.frozen.of(Kind.CODE, code) if self.is_whole else None
        return figure is not None and not figure.is_exact

    def _decision(self, advised: Advised) -> Decision:
        function = advised.problem.function
        over = self._decided(function) if function in self.catalogue.functions else None
        return decision_of(advised, over, self.catalogue)

    def _decided(self, function: str | None) -> Decision:
        assert function is not None  # noqa: S101  # asked only for functions of the catalogue
        return function_decision(
            decide(self.catalogue, case_in(self.frozen, function, self.catalogue, self.company))
        )

    def _evidence(self, code: str) -> tuple[RuleEvidence, ...]:
        if not self.is_whole:
            return ()
        found = []
        for each in self.frozen.codes(Kind.RULE):
            named, _, rule = each.partition(" ")
            if named == code:
                figure = self.frozen.figures[Kind.RULE, each, ""]
                example = _example(rule, self.catalogue)
                found.append(RuleEvidence(rule, example, figure.people, not figure.is_exact))
        found.sort(key=lambda each: (-each.people, each.rule))
        return tuple(found[:_MOST_RULES])

    def pareto(self, problems: Sequence[Problem]) -> tuple[Bar, ...]:
        """Return the bars of the Pareto chart, the most hours first; without hours last."""
        likely = {each.code: each.hours.likely for each in problems if each.hours is not None}
        order = sorted(problems, key=lambda each: (-likely.get(each.code, -1.0), each.code))
        whole = sum(likely.values()) or 1.0
        running = accumulate(likely.get(each.code, 0.0) for each in order)
        vital = vital_few(list(likely.items()))
        return tuple(
            Bar(
                each.code,
                self.catalogue.inefficiencies[each.code].name,
                each.people,
                span(each.hours),
                100 * share / whole if each.hours is not None else 100.0,
                self._is_or_more(each.code),
                each.code in vital,
            )
            for each, share in zip(order, running, strict=True)
        )

    def functions(self) -> tuple[FunctionLine, ...]:
        """Return the functions that enough people named, most people first."""
        if not self.is_whole:
            return ()
        lines = [
            self._function_line(code)
            for code in self.frozen.codes(Kind.FUNCTION)
            if code in self.catalogue.functions
        ]
        return tuple(sorted(lines, key=lambda line: (-line.people, line.code)))

    def _function_line(self, code: str) -> FunctionLine:
        figure = self.frozen.figures[Kind.FUNCTION, code, ""]
        timed = self.frozen.of(Kind.FUNCTION_HOURS, code)
        decision = self._decided(code)
        return FunctionLine(
            code,
            self.catalogue.functions[code].name,
            figure.people,
            None if timed is None else span(timed.hours),
            decision,
            not figure.is_exact,
            None if timed is None else span(timed.span("whole")),
            () if decision.verdict == _KEPT else self._asked(code),
            worth_of(self.catalogue.functions[code], decision.verdict),
        )

    def _asked(self, code: str) -> tuple[str, ...]:
        """Return what a manager has yet to confirm about the function *code*."""
        known = self.company.answers.get(code, {})
        if code in self.company.trade:
            return ()
        return tuple(each.question for each in open_questions(self.catalogue, code, known))

    def sources(self, advised: Sequence[Advised]) -> tuple[Source, ...]:
        """Return where the figures behind *advised* come from."""
        names = {
            name for each in advised for remedy in each.remedies[:4] for name in remedy.sources
        }
        known = self.catalogue.sources
        found = [known[name] for name in sorted(names) if name in known]
        return tuple(Source(each.id, each.citation, each.grade, each.caveat) for each in found)


def _example(rule: str, catalogue: Catalogue) -> str:
    known = catalogue.rules.get(rule)
    if known is not None:
        return known.yes[0]
    if rule == "person.added":
        return "named by the employees themselves from the list"
    return f"the words “{rule.rpartition('.')[2].replace('_', ' ')}” among others"
