"""Which figures a release may show anew, and which stay as they were; pure.

Rule 1: a figure is shown anew only if the people counted since it was last shown are enough by
themselves: the threshold of them named it, and the threshold did not.
Rule 2: all that was ever shown of a thing is audited together with what would be shown now; what
would give away few people by subtraction is held back, the whole before teams, large teams first.
Rule 3: where nearly all said the same, only "this many or more" is told, and only of everybody.
Rule 4: a number only grows, by the new people. Who forgets everything is gone from the database,
but a smaller number would tell that this one person had named something.
Rule 5: hours, opinions and quotes tell no number, but that they changed says that the threshold of
the new people stands behind them. So whatever is told of them needs a few people more than that.
Rule 6: what begins to be shown must not tell of nearly all who are new (`beginning`).
Rule 7: what is held back is not lost: its people count as new again in the next release.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple

from bot.gate.auditing import EVERYBODY, Atom, Heads, Part, is_safe
from bot.gate.beginning import may_begin
from bot.gate.crowd import Crowd
from bot.gate.rule import FLOOR, Threshold
from storage.rows import CellCount, ReleasedCell


class Kind(StrEnum):
    """What is counted. The values are stored and never change."""

    RELEASE = "release"
    ANSWERED = "answered"
    CODE = "code"
    RULE = "rule"
    HOURS = "hours"
    FUNCTION = "function"
    FUNCTION_HOURS = "function_hours"
    CRITERION = "criterion"
    QUOTE = "quote"
    STOPPED = "stopped"


#: Whose number is never told, only that enough people stand behind them.
_UNTOLD: Final = {Kind.HOURS, Kind.FUNCTION_HOURS, Kind.CRITERION, Kind.QUOTE}
_BY_TEAM: Final = {Kind.ANSWERED, Kind.CODE, Kind.HOURS}
#: Whose numbers are told, exactly or as "this many or more".
_TOLD: Final = {Kind.CODE, Kind.FUNCTION, Kind.RULE}
Column = tuple[Kind, str]


class Cell(NamedTuple):
    """A figure that is shown anew."""

    kind: Kind
    code: str
    team: str
    people: int
    is_exact: bool = True


@dataclass(frozen=True)
class _Table:
    """All counts by column, and how far each figure was shown."""

    counts: Mapping[Column, Mapping[Atom, int]]
    shown: Mapping[Column, Sequence[ReleasedCell]]
    release: int
    threshold: Threshold
    sensitive: Collection[str]
    told: dict[str, int] = field(default_factory=dict)

    @cached_property
    def gone(self) -> frozenset[int]:
        """The releases that counted more people than are still there."""
        here: dict[int, int] = {}
        for atom, people in self.counts.get((Kind.ANSWERED, ""), {}).items():
            here[atom.release] = here.get(atom.release, 0) + people
        claims = self.shown.get((Kind.RELEASE, ""), ())
        return frozenset(each.release for each in claims if each.people > here.get(each.release, 0))


def advance(
    counts: Iterable[CellCount],
    shown: Iterable[ReleasedCell],
    release: int,
    threshold: Threshold,
    sensitive: Collection[str],
) -> list[Cell]:
    """Return the figures that *release* shows anew.

    Args:
        counts: the people behind each figure, by team and first release.
        shown: everything that earlier releases showed.
        release: the number of this release.
        threshold: the survey's rule.
        sensitive: the inefficiencies that need twice the people for a team.
    """
    table = _Table(_by_column(counts), _history(shown), release, threshold, sensitive)
    found: list[Cell] = []
    for kind in Kind:
        for column in sorted(each for each in table.counts if each[0] is kind):
            found += _advanced(column, table)
    return found


def _by_column(counts: Iterable[CellCount]) -> dict[Column, dict[Atom, int]]:
    found: dict[Column, dict[Atom, int]] = {}
    for each in counts:
        atom = Atom(each.team, each.release)
        found.setdefault((Kind(each.kind), each.code), {})[atom] = each.people
    return found


def _history(shown: Iterable[ReleasedCell]) -> dict[Column, list[ReleasedCell]]:
    found: dict[Column, list[ReleasedCell]] = {}
    for each in shown:
        found.setdefault((Kind(each.kind), each.code), []).append(each)
    return found


def _advanced(column: Column, table: _Table) -> list[Cell]:
    """Return the figures of one column that are shown anew."""
    kind, code = column
    crowd = Crowd(_atoms(column, table))
    before = _parts(table.shown.get(column, ()), table)
    chosen = _chosen(column, crowd, before, table)
    told = _told(column, table)
    found = [
        Cell(kind, code, part.team, told.get(part.team, 0) + crowd.named_in(part))
        for part in chosen
    ]
    if kind in _TOLD and not before and all(part.team != EVERYBODY for part in chosen):
        found = _at_least(column, crowd, table)
    if kind is Kind.CODE:
        table.told.update((cell.code, cell.people) for cell in found if cell.team == EVERYBODY)
    return found


def _blocked(column: Column, crowd: Crowd, table: _Table) -> set[int]:
    """Return the releases that no new part may cover, because a person of theirs has gone.

    A part that is shown first would be smaller than the figures before it by that one person. An
    answer that was changed does the same to its column.
    """
    if not table.threshold.protections.refreshes:
        return set()
    found = set(table.gone)
    last = {each.team: each for each in table.shown.get(column, ()) if each.is_exact}
    for team, each in last.items():
        if each.people != crowd.named_in(Part(team, 0, each.release)):
            found |= set(range(1, each.release + 1))
    return found


def _told(column: Column, table: _Table) -> dict[str, int]:
    """Return the number that was told last of each team, to which only new people are added.

    Whoever was counted and has gone since, or has changed an answer, stays in it as a number:
    counting anew would tell of that one person, by what everybody new named.
    """
    if not table.threshold.protections.refreshes:
        return {}
    shown = sorted(table.shown.get(column, ()), key=lambda each: each.release)
    return {each.team: each.people for each in shown if each.is_exact}


def _atoms(column: Column, table: _Table) -> dict[Atom, Heads]:
    """Return how many people of each atom named what the column counts, and how many did not."""
    kind, code = column
    named = table.counts[column]
    whole = (Kind.CODE, code.partition(" ")[0]) if kind is Kind.RULE else (Kind.ANSWERED, "")
    asked = table.counts.get(whole, {})
    if kind not in _BY_TEAM:
        asked = _without_teams(asked)
    return {atom: _heads(kind, named.get(atom, 0), people) for atom, people in asked.items()}


def _heads(kind: Kind, named: int, people: int) -> Heads:
    """Return who named it and who else counts: everybody, where no number is told (rule 5)."""
    return Heads(named, people if kind in _UNTOLD else max(0, people - named))


def _without_teams(asked: Mapping[Atom, int]) -> dict[Atom, int]:
    found: dict[Atom, int] = {}
    for atom, people in asked.items():
        whole = Atom(EVERYBODY, atom.release)
        found[whole] = found.get(whole, 0) + people
    return found


def _parts(shown: Iterable[ReleasedCell], table: _Table) -> list[Part]:
    """Return what earlier exact figures count, each the people since the one before."""
    if not table.threshold.protections.refreshes:
        return []
    found, last = [], dict[str, int]()
    for each in sorted(shown, key=lambda each: each.release):
        if each.is_exact:
            found.append(Part(each.team, last.get(each.team, 0), each.release))
            last[each.team] = each.release
    return found


def _chosen(column: Column, crowd: Crowd, before: Sequence[Part], table: _Table) -> list[Part]:
    """Return the parts that may be published beside those *before*."""
    blocked = _blocked(column, crowd, table)
    possible = [
        part
        for part in _candidates(column, crowd, before, table)
        if _is_enough(column, crowd, part, table)
        and not any(part.after < release <= part.until for release in blocked)
    ]
    if not table.threshold.protections.subtraction:
        return possible
    if possible and _may_join(column, crowd, [*before, *possible], table):
        return possible
    chosen: list[Part] = []
    for part in possible:
        if _may_join(column, crowd, [*before, *chosen, part], table):
            chosen.append(part)
    return chosen


def _may_join(column: Column, crowd: Crowd, parts: Sequence[Part], table: _Table) -> bool:
    """Say whether *parts* may be known together."""
    least = max(_least(column, crowd, part, table) for part in parts)
    return is_safe(crowd.atoms, parts, least, _others(column, table))


def _least(column: Column, crowd: Crowd, part: Part, table: _Table) -> int:
    """Return how many people *part* needs: more where it tells of the leadership of one team."""
    threshold = table.threshold
    if column[1].partition(" ")[0] not in table.sensitive:
        return threshold.figures
    teams: dict[str, int] = {}
    for atom, heads in crowd.within(part):
        people = heads.others + (0 if column[0] in _UNTOLD else heads.named)
        teams[atom.team] = teams.get(atom.team, 0) + people
    elsewhere = sum(teams.values()) - max(teams.values(), default=0)
    is_of_one = bool(part.team) or elsewhere < threshold.figures
    return threshold.sensitive if is_of_one else threshold.figures


def _candidates(column: Column, crowd: Crowd, before: Sequence[Part], table: _Table) -> list[Part]:
    """Return what could be published: everybody first, then the teams, the largest first."""
    last: dict[str, int] = {}
    for part in before:
        last[part.team] = max(last.get(part.team, 0), part.until)
    teams = set(crowd.teams) - {EVERYBODY} if column[0] in _BY_TEAM else set()
    order = sorted(teams, key=lambda team: (-crowd.named(team), team))
    return [Part(team, last.get(team, 0), table.release) for team in (EVERYBODY, *order)]


def _is_enough(column: Column, crowd: Crowd, part: Part, table: _Table) -> bool:
    """Say whether *part* has enough people by itself."""
    before, new = _before_and_new(crowd, part, table)
    least = _least(column, crowd, part, table)
    return (
        before.named + new.named >= least
        and before.others + new.others >= _others(column, table)
        and (column[0] not in _TOLD or may_begin(before, new, least, table.threshold))
    )


def _before_and_new(crowd: Crowd, part: Part, table: _Table) -> tuple[Heads, Heads]:
    """Return who of *part* was counted by earlier releases, and who by this one first."""
    found = [Heads(0, 0), Heads(0, 0)]
    for atom, heads in crowd.within(part):
        at = atom.release == table.release
        found[at] = Heads(*map(sum, zip(found[at], heads, strict=True)))
    return found[0], found[1]


def _others(column: Column, table: _Table) -> int:
    """Return how many people must not have named it; where no number is told, be there at all."""
    kind, code = column
    threshold = table.threshold
    if kind in _UNTOLD and threshold.protections.beginnings:
        is_sensitive = code.partition(" ")[0] in table.sensitive
        return (threshold.sensitive if is_sensitive else threshold.figures) + FLOOR
    return threshold.figures if kind in _TOLD and threshold.protections.unanimity else 0


def _at_least(column: Column, crowd: Crowd, table: _Table) -> list[Cell]:
    """Return "this many or more" of everybody, made from published numbers alone."""
    kind, code = column
    if kind is Kind.RULE:
        asked = table.told.get(code.partition(" ")[0], 0)
    else:
        asked = crowd.answered(EVERYBODY)
    named = crowd.named(EVERYBODY)
    whole = Part(EVERYBODY, 0, table.release)
    told, least = table.threshold.least(named, asked), _least(column, crowd, whole, table)
    if told is None or named < least:
        return []
    before, new = _before_and_new(crowd, whole, table)
    is_told = table.shown.get(column) or may_begin(before, new, least, table.threshold)
    return [Cell(kind, code, EVERYBODY, told, is_exact=False)] if is_told else []
