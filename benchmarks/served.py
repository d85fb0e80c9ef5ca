"""A made-up organisation whose roles ask through the screens, commands and files they really have.

Besides what others say, its people have a kind of job (hardly anybody is a boss, whose hour costs a
million) and may agree to be quoted. Right after the outputs of a moment somebody forgets
everything, and it is looked once more, with nobody new.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from zlib import crc32

from benchmarks import figures
from benchmarks.organisation import (
    CODES,
    FUNCTIONS,
    INTERVIEW,
    LOOSE,
    NOTHING,
    WEEK,
    Asked,
    Figure,
    Known,
    Organisation,
    Person,
)
from bot.gate.publishing import Viewer, publish
from bot.gate.rule import ALL
from bot.initiatives.accepting import Offer, Wish, accept
from bot.lifecycle import Duty
from bot.managing.answering import answer
from bot.managing.links import Link
from bot.managing.results import KINDS
from bot.managing.roles import Member, Role
from bot.managing.screens import Request
from bot.office.case import Case
from bot.office.loading import Loading
from bot.office.painting import WRITERS
from bot.releasing import release_results, told_by
from bot.reports import FORMATS, TABLES, render, separated
from bot.wording import wording_in
from storage import MembershipRow, SurveyRow, TeamRow

_NOW: Final = 1_795_000_000
_SETTINGS: Final = '{"currency": "EUR", "rates": {"clerk": 1, "boss": 1000000}}'
_MANY: Final = 14
_OWNER: Final = "made up:owner"
#: Who is given which rights: a role and the teams it is for, '' for the whole survey.
ROLES: Final = {
    "owner": (),
    "manager of the survey": (("manager", ""),),
    "analyst": (("analyst", ""),),
    "lead of team a": (("manager", "a"),),
    "lead of teams a and b": (("manager", "a"), ("manager", "b")),
    "lead of teams b and c": (("manager", "b"), ("manager", "c")),
}
_QUESTIONS: Final = {each.text["en"]: each.id for each in INTERVIEW.questions}


@dataclass(slots=True)
class Served(Organisation):
    """Everything that every role can see, at every moment."""

    codes: dict[str, str] = field(default_factory=dict)
    initiative: str = ""
    locked: Known = NOTHING

    def __post_init__(self) -> None:
        """Prepare to read codes from names."""
        self.codes = {self.setting.catalogue.inefficiencies[code].name: code for code in CODES}

    def _open(self) -> None:
        super(Served, self)._open()
        row = self._row()._replace(settings=_SETTINGS)
        self.work.surveys.change(row)
        for job in ("clerk", "boss"):
            self.work.surveys.add_role(self.survey, TeamRow(job, job.title(), None))
        for who, grants in ROLES.items():
            person = self._case().member(f"made up:{who}").person
            for role, team in grants:
                if team in ("", *self.teams):
                    self.work.members.grant(
                        MembershipRow(person, role, self.survey, team, "", WEEK)
                    )

    def _row(self) -> SurveyRow:
        row = self.work.surveys.get(self.survey)
        assert row is not None  # noqa: S101  # added when it opened
        return row

    def _case(self) -> Case:
        return Case(self.work, self.setting, b"x" * 32, frozenset((_OWNER,)), now=_NOW)

    def _likely(self, count: int) -> float:
        """Return how likely new people name something: every other time, only many do as few."""
        if self.random.random() < 0.5:  # noqa: PLR2004
            return super(Served, self)._likely(count)
        return self.random.choice((0.1, 0.15) if count >= _MANY else (0.9, 1.0))

    def _dressed(self, person: Person) -> Person:
        """Return *person* with a job, words to quote if they agree, and mostly one function."""
        drawn = crc32(repr((person.name, person.team, sorted(person.codes))).encode())
        words = "it takes long " + "".join(chr(ord(each) + 49) for each in person.name[1:])
        return person._replace(
            job="clerk" if drawn % 11 else "boss",
            words=words if drawn % 3 else "",
            function=FUNCTIONS[0] if drawn // 7 % 3 else person.function,
        )

    def _ask(self) -> Iterator[Asked]:
        yield from super(Served, self)._ask()
        row = self._row()
        if self.gate.protections == ALL:  # screens know no other gate
            for who in ROLES:
                yield from self._of_role(who)
            yield from self._of_operator()
            if row.status == "closed":
                yield self._told_participants(row)
        if row.status != "closed" and self.people:
            self._forget()
            yield self._reported(Viewer())

    def _reported(self, viewer: Viewer) -> Asked:
        published = self.gate.publish(self.work, self._row(), self.setting.catalogue, WEEK, viewer)
        people = frozenset(self.people)
        return Asked(viewer, render(published, "json"), people, self._known())

    def _of_role(self, who: str) -> Iterator[Asked]:
        """Yield every screen and file that somebody has with the rights of *who*."""
        member = self._case().member(f"made up:{who}")
        if not member.is_more_than_employee:
            return
        seen = member.teams(self.survey)
        team = "" if seen is None else "+".join(sorted(seen))

        def asked(name: str, found: Iterable[Figure]) -> Asked:
            told = tuple(found)
            people, known = frozenset(self.people), self._known()
            return Asked(Viewer(seen), "", people, known, role=who, name=name, figures=told)

        yield asked("/report", figures.in_list(self._screen(member, "report"), team, self.codes))
        for code in CODES:
            text = self._screen(member, "rec", code)
            yield asked("a recommendation", figures.in_one(text, team, code))
            text = self._screen(member, "rules", code)
            yield asked("its evidence", figures.in_rules(text, code))
        for each in self.teams:
            text = self._screen(member, "team", each)
            yield asked("a team", figures.in_team(text, each, self.codes))
        yield self._progress(member, who, asked)
        yield from self._exported(member, team, asked)
        yield from self._decided(member, asked)

    def _screen(self, member: Member, name: str, *arguments: str) -> str:
        """Return what the screen says, as the person gets it in the chat; nothing if refused."""
        link = Link(name, (self.survey, *arguments))
        view = answer(Request(member=member, link=link, at=_NOW), Loading(self._case()))
        if view.then is not None:
            return ""
        return "\n".join(wording_in("en").say_screen(reply).text for reply in view.replies)

    def _progress(
        self, member: Member, who: str, asked: Callable[[str, Iterable[Figure]], Asked]
    ) -> Asked:
        text = self._screen(member, "progress")
        team = "" if member.teams(self.survey) is None else "none"
        found = asked("/progress", figures.in_progress(text, team))
        began = figures.began_in(text)
        if not began:
            return found
        looked = self._look(self._row())
        assert len(looked.past) == len(figures.past_in(text, _QUESTIONS)), who  # noqa: S101  # the same
        return found._replace(past=figures.past_in(text, _QUESTIONS), began=looked.began)

    def _exported(
        self, member: Member, team: str, asked: Callable[[str, Iterable[Figure]], Asked]
    ) -> Iterator[Asked]:
        is_asked = member.roles(self.survey) >= {Role.ANALYST}  # to others it is the same, and slow
        for kind in KINDS if is_asked else ("csv",):
            link = Link("export", (self.survey, kind))
            view = answer(Request(member=member, link=link, at=_NOW), Loading(self._case()))
            for reply in view.replies:
                if reply.file is None:
                    continue
                content = WRITERS[reply.file.kind](reply.file.content)
                if kind == "csv":
                    text = content.decode()
                    yield asked("export, CSV", figures.in_csv(text, "recommendations", team))
                elif kind == "xlsx":
                    yield asked("export, XLSX", figures.in_workbook(content, team))
                else:
                    yield asked(f"export, {kind.upper()}", _loose(content.decode()))

    def _decided(
        self, member: Member, asked: Callable[[str, Iterable[Figure]], Asked]
    ) -> Iterator[Asked]:
        """Take the first recommendation on, once, and look at what was locked."""
        if not self.initiative:
            published = publish(self.work, self._row(), self.setting.catalogue, WEEK)
            if not published.recommendations:
                return
            offer = Offer(self._row(), published, self.setting.catalogue)
            code = published.recommendations[0].code
            self.initiative = accept(self.work, offer, code, Wish(owner="Ann"), _NOW).id
            self.locked = self._known()
        row = self.work.initiatives.get(self.initiative)
        assert row is not None  # noqa: S101  # taken on above
        text = self._screen(member, "initiative", self.initiative)
        found = asked("an initiative", figures.in_baseline(text, "", row.code))
        yield found._replace(known=self.locked)

    def _of_operator(self) -> Iterator[Asked]:
        """Yield what `gemba report` prints besides JSON."""
        published = publish(self.work, self._row(), self.setting.catalogue, WEEK)
        people, known = frozenset(self.people), self._known()

        def asked(name: str, found: Iterable[Figure]) -> Asked:
            return Asked(Viewer(), "", people, known, name=name, figures=tuple(found))

        for table in TABLES:
            found = figures.in_csv(separated(published, table), table, "")
            yield asked(f"report, CSV, {table.replace('_', ' ')}", found)
        for kind in FORMATS:
            if kind not in ("json", "csv"):
                yield asked(f"report, {kind}", _loose(render(published, kind)))

    def _told_participants(self, row: SurveyRow) -> Asked:
        """Return the message that those who took part get."""
        release_results(self.work, row, self.setting.catalogue, "", _NOW)
        due = self.work.due.planned(Duty.RELEASE, self.survey)
        assert due is not None  # noqa: S101  # it has just been released
        context = self.setting.context_of(self.work, row, rotation=0)
        text = wording_in("en").say(told_by(due.state), context).text
        found = tuple(figures.in_list(text, "", self.codes))
        people, known = frozenset(self.people), self._known()
        return Asked(
            Viewer(), "", people, known, role="participant", name="the results", figures=found
        )


def _loose(text: str) -> Iterable[Figure]:
    """Yield every number of people in a text, of whom nobody knows what it counts."""
    return (Figure(LOOSE, "", float(each)) for each in sorted(figures.loose_numbers(text)))
