"""Two rounds of a survey, compared: what may be shown of it, and no more.

Rule 1: both rounds have closed and have made their last release. Then a comparison is the same for
ever, whoever asks, and no two of them can be subtracted.
Rule 2: the inefficiency has hours that may be shown in the first round; groups are compared only if
it has them in both. So each round meets the survey's threshold by itself, for a team as for all.
Rule 3: the same people are compared (`pairing`) from `LEAST` of those who lose hours on, so that
even the clearest verdict leaves room for somebody whose hours went the other way; and only if
whoever is in one of the figures of a round and not in another is nobody or enough people: figures
of all, of those linked with this round, and of those linked with any other could be subtracted.
How many they are is told in fives: where nearly all named it, a report does not tell that either.
Groups are the people behind the hours that were shown, not who came after that.
Rule 4: everything that is compared of a survey is compared at once (Holm), whoever looks at what.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.gate.company import company_of
from bot.gate.freezing import refresh
from bot.gate.frozen import Frozen, frozen_of
from bot.gate.outcomes import Effect
from bot.gate.pairing import Pair, are_apart, hours_of, pairs_of
from bot.gate.published import Range
from bot.gate.releasing import Kind
from bot.gate.rule import FLOOR, threshold_of
from bot.lifecycle import Status
from knowledge.advice import Span, by_person, stated
from knowledge.advice.comparing import (
    Change,
    Compared,
    Verdict,
    cautions,
    compared,
    group_change,
    linked_change,
)
from knowledge.advice.seeing import LEAST_TO_SHOW
from knowledge.catalogue import Catalogue
from storage import SurveyRow, Work
from storage.rows import CellCount, TaskLoss

LEAST: Final = LEAST_TO_SHOW
_STEP_HOURS, _STEP_PERCENT = 0.1, 5


class Subject(NamedTuple):
    """What is compared: an inefficiency, in one team or in all ('')."""

    code: str
    team: str = ""


@dataclass(frozen=True, slots=True)
class _Round:
    """A round that has closed: what was released of it, and the figures behind."""

    survey: SurveyRow
    frozen: Frozen
    losses: Sequence[TaskLoss]
    counts: Sequence[CellCount]
    since: Mapping[str, int]

    def shows(self, subject: Subject) -> bool:
        """Say whether hours of *subject* may be shown in this round."""
        return self.frozen.of(Kind.HOURS, subject.code, subject.team) is not None

    def hours(self, codes: Iterable[str], team: str = "") -> list[float]:
        """Return what each person of *team* who answered loses to *codes*, zeros included.

        Of one code those who stand behind its figure, of several everybody who is counted.
        """
        wanted = set(codes)
        until = self._until(min(wanted), team) if len(wanted) == 1 else None
        losses = [
            loss
            for loss in self.losses
            if loss.code in wanted
            and team in ("", loss.team)
            and (until is None or self.since[loss.respondent] <= until)
        ]
        people = sum(
            each.people
            for each in self.counts
            if each.kind == Kind.ANSWERED
            and team in ("", each.team)
            and (until is None or each.release <= until)
        )
        return [float(each) for each in by_person(stated(losses), people).each]

    def behind(self, code: str) -> frozenset[str]:
        """Return who stands behind the hours of *code*, or everybody where none were shown."""
        until = self._until(code, "")
        return frozenset(
            who for who, since in self.since.items() if until is None or since <= until
        )

    def _until(self, code: str, team: str) -> int | None:
        """Return the release that last changed the hours of *code*."""
        figure = self.frozen.of(Kind.HOURS, code, team)
        return None if figure is None else figure.release


def compare(
    work: Work,
    before: SurveyRow,
    after: SurveyRow,
    catalogue: Catalogue,
    subjects: Sequence[Subject],
) -> dict[Subject, Effect]:
    """Return how each of *subjects* changed from the round *before* to the round *after*.

    Args:
        work: the transaction; a last release is made where one is still due.
        before: the round whose results *subjects* were chosen from.
        after: a later one.
        catalogue: what may be named.
        subjects: everything that something was done about, so that the rest is untouched.
    """
    if not before.status == after.status == Status.CLOSED:
        return {each: _untold(each, "open") for each in subjects}
    then, now = (_round(work, each, catalogue) for each in (before, after))
    changes = {each: _change(work, then, now, each) for each in subjects}
    known = {str(at): each for at, each in enumerate(changes.values()) if each is not None}
    judged = compared(known)
    same = len(pairs_of(work, before, after))
    others = _untouched(then, now, {each.code for each in subjects})
    found = {}
    for at, (subject, change) in enumerate(changes.items()):
        if change is None:
            found[subject] = _untold(subject, "not_shown")
        else:
            told = then.frozen.answered(subject.team), now.frozen.answered(subject.team)
            marks = cautions(same if change.linked else 0, told, others)
            people = _in_fives(change.people) if change.linked else told
            found[subject] = _shown(subject, judged[str(at)], people, [str(each) for each in marks])
    return found


def _round(work: Work, survey: SurveyRow, catalogue: Catalogue) -> _Round:
    threshold = threshold_of(survey.threshold)
    refresh(work, survey, catalogue, threshold, company_of(survey.settings))
    releases = work.releases
    return _Round(
        survey,
        frozen_of(releases.cells(survey.id)),
        releases.losses(survey.id),
        releases.counts(survey.id),
        releases.since(survey.id),
    )


def _change(work: Work, then: _Round, now: _Round, subject: Subject) -> Change | None:
    """Return how *subject* changed; None where no figure of it may be shown."""
    if not then.shows(subject):
        return None
    if not subject.team:
        pairs = pairs_of(work, then.survey, now.survey, subject.code)
        if _may_link(work, pairs, (then, now), subject.code):
            return linked_change(pairs)
    if not now.shows(subject):
        return None
    old, new = (each.hours([subject.code], subject.team) for each in (then, now))
    return group_change(old, new)


def _may_link(work: Work, pairs: Sequence[Pair], rounds: tuple[_Round, _Round], code: str) -> bool:
    """Say whether the people of *pairs* may be told apart from all others (rule 3)."""
    concerned = sum(pair.before > 0 or pair.after > 0 for pair in pairs)
    for each in rounds:
        least = threshold_of(each.survey.threshold).figures
        if concerned < max(LEAST, least + FLOOR):
            return False
        losing = [who for who, hours in hours_of(each.losses, code).items() if hours > 0]
        if not are_apart(work, each.survey, each.behind(code), losing, least):
            return False
    return True


def _untouched(then: _Round, now: _Round, touched: set[str]) -> Compared | None:
    """Return how everything changed that nothing was done about, as far as both rounds show it."""
    codes = [
        code
        for code in then.frozen.codes(Kind.HOURS)
        if code not in touched and now.shows(Subject(code))
    ]
    if not codes:
        return None
    change = group_change(then.hours(codes), now.hours(codes))
    return compared({"": change})[""]


def _untold(subject: Subject, why: str) -> Effect:
    return Effect(*subject, Verdict.CANNOT_TELL, why)


def _shown(
    subject: Subject, found: Compared, people: tuple[int, int], marks: Sequence[str]
) -> Effect:
    change = found.change
    if change.span is None:
        return _untold(subject, "too_few")._replace(people=people)
    share = change.share
    return Effect(
        *subject,
        found.verdict,
        change=_stepped(change.span, _STEP_HOURS),
        percent=None if share is None else _stepped(share, _STEP_PERCENT, 100),
        before=_near(change.before, _STEP_HOURS),
        after=_near(change.after, _STEP_HOURS),
        people=people,
        linked=change.linked,
        cautions=tuple(marks),
    )


def _in_fives(people: tuple[int, int]) -> tuple[int, int]:
    """Return the least number of people that is told: in fives, and `LEAST` below ten."""
    least = max(LEAST, people[0] // 5 * 5)
    return least, least


def _stepped(span: Span, step: float, scale: float = 1) -> Range:
    return Range(*(_near(scale * value, step) for value in span))


def _near(value: float, step: float) -> float:
    """Return *value* rounded to a whole number of steps; a zero has no sign."""
    return round(round(value / step) * step, 6) + 0.0
