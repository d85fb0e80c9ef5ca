"""Made-up organisations for the attacker: who joins, says what, forgets, and who asks when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Final, NamedTuple

from bot.gate.progressing import stops
from bot.gate.publishing import Gate, Viewer
from bot.gate.releasing import Kind
from bot.gate.rule import threshold_of
from bot.gate.stopping import past
from bot.reports import render
from bot.setting import Setting
from bot.surveys import shipped
from storage import AnswerRow, FindingRow, SurveyRow, TaskRow, TeamRow, Triple, Work

CODES: Final = ("rework", "waiting", "management_gap")
RULES: Final = ("a", "b")
FUNCTIONS: Final = ("logistics", "sales")
WEEK: Final = "2026-11-23"
INTERVIEW: Final = shipped("full")
#: Some of its questions at which people stop, and its last.
STOPS: Final = ("task", "often", "takes", "obstacle", "idea")
THROUGH, LAST = "", "summary"
#: A number of people in a text, of which it is not known what it counts.
LOOSE: Final = "loose"


class Person(NamedTuple):
    """Somebody who answered, and what they said; the attacker wants to know the latter."""

    name: str
    team: str
    codes: frozenset[str]
    rule: str
    function: str
    is_timed: bool
    stop: str = THROUGH
    job: str = ""
    words: str = ""


class Figure(NamedTuple):
    """A number in an output: what it counts, in which team ("" for all, "a+b" for two)."""

    what: str
    team: str
    value: float


Key = tuple[str, str, str]


class Known(NamedTuple):
    """What the attacker is given besides outputs, more than anybody outside can know for certain.

    Of whom each figure speaks, the release that last changed it, and who was there at each release.
    """

    spoken_of: Mapping[Key, frozenset[Person]]
    since: Mapping[Key, int] = {}
    counted: Mapping[int, frozenset[Person]] = {}


NOTHING: Final = Known({})


class Asked(NamedTuple):
    """One output as one viewer got it, and of whom each of its numbers speaks.

    `past` has how many of `began` went on after each question, in the interview's order. `figures`
    are the numbers of an output that is no JSON.
    """

    viewer: Viewer
    output: str
    people: frozenset[Person]
    known: Known
    past: tuple[tuple[str, int], ...] = ()
    began: frozenset[Person] = frozenset()
    role: str = "operator"
    name: str = "report, JSON"
    figures: tuple[Figure, ...] = ()
    quotes: frozenset[str] = frozenset()


@dataclass(slots=True)
class Organisation:
    """Plays a survey against the real gate and a real database."""

    random: Random
    work: Work
    gate: Gate
    setting: Setting
    survey: str
    people: set[Person] = field(default_factory=set)
    everybody: set[Person] = field(default_factory=set)
    teams: tuple[str, ...] = ()
    counted: dict[int, frozenset[Person]] = field(default_factory=dict)
    stoppers: set[Person] = field(default_factory=set)
    looked: dict[int, frozenset[Person]] = field(default_factory=dict)

    def play(self) -> Iterator[Asked]:
        """Yield every output that an attacker gets who asks at random moments for random eyes."""
        self._open()
        for _ in range(self.random.randint(2, 6)):
            self._join(self.random.choice((1, 2, 5, 6, 9, 14, 22)))
            self._begin(self.random.choice((0, 1, 3, 8, 15)))
            if self.random.random() < 0.4:  # noqa: PLR2004
                self._forget()
            yield from self._ask()
        self.work.surveys.set_status(self.survey, "closed")
        yield from self._ask()

    def _open(self) -> None:
        row = SurveyRow(self.survey, "Made up", "why", "open", "", 5, 10, WEEK)
        self.work.surveys.add(row, "ab" * 32)
        self.teams = tuple("abcd"[: self.random.randint(1, 4)])
        for team in self.teams:
            self.work.surveys.add_team(self.survey, TeamRow(team, team.upper(), 40))

    def _join(self, count: int) -> None:
        likely = {code: self._likely(count) for code in CODES}
        teams = self.random.choices(self.teams, weights=[4, 2, 1, 1][: len(self.teams)], k=count)
        for team in teams:
            codes = frozenset(code for code in CODES if self.random.random() < likely[code])
            person = self._dressed(Person(
                f"p{len(self.everybody)}", team, codes, self.random.choice(RULES),
                self.random.choice(FUNCTIONS), self.random.random() < 0.8,  # noqa: PLR2004
            ))  # fmt: skip
            self.people.add(person)
            self.everybody.add(person)
            self._keep(person)

    def _likely(self, count: int) -> float:  # noqa: ARG002  # others go by it
        """Return how likely each of *count* new people names something."""
        return self.random.choice((0.0, 0.1, 0.5, 0.9, 1.0))

    def _dressed(self, person: Person) -> Person:
        """Return *person* with whatever else they are and say; here nothing."""
        return person

    def _begin(self, count: int) -> None:
        """Let people begin who stop somewhere, most of them at the same places."""
        places = self.random.choices(STOPS, k=2)
        for _ in range(count):
            stop = self.random.choice((*places, *places, *STOPS))
            name = f"s{len(self.everybody) + len(self.stoppers)}"
            person = Person(
                name, self.teams[0], frozenset(), "a", "sales", is_timed=False, stop=stop
            )
            self.stoppers.add(person)
            self.work.answers.add_respondent(self.survey, name, WEEK)
            self._save(name, stop)

    def _save(self, name: str, question: str) -> None:
        row = AnswerRow(
            self.survey, name, 1, question, "answered", None, None, None, None, "", None, WEEK
        )
        self.work.answers.save(row)

    def _keep(self, person: Person) -> None:
        answers, survey, name = self.work.answers, self.survey, person.name
        answers.add_respondent(survey, name, WEEK)
        answers.place(survey, name, person.team, person.job or None)
        answers.open_task(survey, name, 1, source="interview", week=WEEK)
        found = [
            FindingRow("inefficiency", code, f"{code}.{person.rule}", 4, 3, 0, 4, None)
            for code in sorted(person.codes)
        ]
        if person.words:
            said = AnswerRow(
                survey, name, 1, "obstacle", "answered", person.words, None, None, None, "", 1, WEEK
            )
            answers.save(said)
        answers.save_findings(survey, name, 1, "obstacle", found)
        hours = Triple(5, 5, 5) if person.is_timed else None
        first = min(person.codes, default=None)
        task = TaskRow(survey, name, 1, person.function, first, hours, hours, None)
        answers.close_task(task)
        answers.allow_quotes(survey, name, allowed=bool(person.words))
        self._save(name, LAST)

    def _forget(self) -> None:
        gone = self.random.choice(sorted(self.people))
        self.people.discard(gone)
        self.work.answers.forget(self.survey, gone.name)

    def _ask(self) -> Iterator[Asked]:
        viewers = [Viewer(), *(Viewer(frozenset({team})) for team in self.teams)]
        viewers.append(Viewer(frozenset(self.teams[:2])))
        self.random.shuffle(viewers)
        row = self.work.surveys.get(self.survey)
        assert row is not None  # noqa: S101  # added above
        for viewer in viewers:
            published = self.gate.publish(self.work, row, self.setting.catalogue, WEEK, viewer)
            people = frozenset(self.people)
            yield Asked(viewer, render(published, "json"), people, self._known())
        yield self._look(row)

    def _known(self) -> Known:
        """Return whom each figure speaks of, and what else an attacker is given."""
        last = self.work.releases.last(self.survey)
        self.counted.setdefault(last, frozenset(self.people))
        cells = self.work.releases.cells(self.survey)
        since = {(each.kind, each.code, each.team): each.release for each in cells}
        made = {each.release for each in cells if each.kind == Kind.RELEASE}
        counted = {number: self.counted[number] for number in made & set(self.counted)}
        return Known(self._spoken_of(), since, counted)

    def _spoken_of(self) -> dict[Key, frozenset[Person]]:
        """Return of whom each figure speaks: those of the one before, and who was new since.

        Whoever has gone stays in it as a number. Without that protection all are counted anew.
        """
        found: dict[Key, frozenset[Person]] = {}
        last: dict[Key, int] = {}
        cells = self.work.releases.cells(self.survey)
        for each in sorted(cells, key=lambda each: each.release):
            if each.kind == Kind.STOPPED:
                continue
            key = each.kind, each.code, each.team
            now = self.counted[each.release]
            grows = key in last and each.is_exact and self.gate.protections.refreshes
            new = now - self._counted_until(last[key]) if grows else now
            here = frozenset(who for who in new if each.team in ("", who.team))
            found[key] = found[key] | here if grows else here
            if each.is_exact:
                last[key] = each.release
        return found

    def _counted_until(self, release: int) -> frozenset[Person]:
        """Return everybody whom a release up to *release* counted."""
        return frozenset[Person]().union(
            *(people for number, people in self.counted.items() if number <= release)
        )

    def _look(self, row: SurveyRow) -> Asked:
        """Return where people stop, as a manager sees it at this moment."""
        threshold = threshold_of(row.threshold, self.gate.protections)
        stages = stops(self.work, row, INTERVIEW, threshold)
        shown = [
            each for each in self.work.releases.cells(self.survey) if each.kind == Kind.STOPPED
        ]
        release = max((each.release for each in shown), default=0)
        began = frozenset(self.people | self.stoppers)
        past_each = tuple((each.until, each.people) for each in past(stages))
        return Asked(
            Viewer(), "", began, NOTHING, past_each, self.looked.setdefault(release, began)
        )
