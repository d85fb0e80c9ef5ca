"""Who may speak in a text: the catalogue's rules and cues, and the signals of its language.

A signal says how a clause is meant (it is over, a complaint, praise), never what it is about.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from knowledge.catalogue.content import Catalogue

OVER: Final = "!over"
PAST: Final = "!past"
IMAGINED: Final = "!imagined"
FINE: Final = "!fine"
PAIN: Final = "!pain"
PRAISE: Final = "!praise"
DUTY: Final = "!duty"
PROTECT: Final = "!protect"
_SIGNALS: Mapping[str, tuple[str, ...]] = {
    OVER: ("over", "elsewhere"),
    PAST: ("past",),
    IMAGINED: ("imagined",),
    FINE: ("fine",),
    PAIN: ("pain",),
    PRAISE: ("praise",),
    DUTY: ("duties",),
    PROTECT: ("protected",),
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A rule, a cue or a signal: what it says for which code, and how.

    `is_scaled`: counts less where the text praises; what names a task or speaks against does not.
    `is_task`: speaks for a function, and counts less the later it comes.
    `is_learnt`: known from the words of the catalogue's lists only.
    """

    id: str
    code: str
    points: float = 0.0
    is_rule: bool = False
    needs_pain: bool = False
    instead_of: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    is_scaled: bool = True
    is_task: bool = False
    is_learnt: bool = False

    @property
    def is_cue(self) -> bool:
        """Say whether this is neither a rule nor a signal."""
        return not self.is_rule and not is_signal(self)


#: Codes, by their numbers, with points.
Points = tuple[tuple[int, float], ...]


class Codes:
    """The codes for which anybody may speak, numbered: points are added up by number."""

    __slots__ = ("names", "numbers")

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted(set(names))
        self.numbers = {name: number for number, name in enumerate(self.names)}


class Said:
    """What a word says by itself: codes with points, laid out for adding up.

    `own` and `learnt` count less where the text praises, `tasks` and `learnt_tasks` the later they
    come, `against` always fully. `speakers` has who says it, one for each code.
    """

    __slots__ = (
        "_codes",
        "against",
        "learnt",
        "learnt_tasks",
        "names",
        "own",
        "speakers",
        "tasks",
    )

    def __init__(self, speakers: Iterable[Speaker], codes: Codes) -> None:
        self._codes = codes
        self.speakers: dict[str, Speaker] = {each.code: each for each in speakers}
        self.names = frozenset([each.id for each in self.speakers.values()])
        self.own = self._points((True, False, False))
        self.learnt = self._points((True, False, True))
        self.tasks = self._points((False, True, False))
        self.learnt_tasks = self._points((False, True, True))
        self.against = self._points((False, False, False))

    def _points(self, kind: tuple[bool, bool, bool]) -> Points:
        """Return the codes and points of those that are scaled, of tasks, and learnt, by *kind*."""
        return tuple(
            [
                (self._codes.numbers[each.code], each.points)
                for each in self.speakers.values()
                if (each.is_scaled, each.is_task, each.is_learnt) == kind
            ]
        )

    def without(self, names: Container[str]) -> "Said":
        """Return this apart from what speakers of these *names* say."""
        left = [each for each in self.speakers.values() if each.id not in names]
        return Said(left, self._codes)

    def of_tasks(self) -> "Said":
        """Return what this says of tasks, and nothing else."""
        return Said([each for each in self.speakers.values() if each.is_task], self._codes)


def is_signal(speaker: Speaker) -> bool:
    """Say whether *speaker* says how a clause is meant rather than what it is about."""
    return speaker.code[0] == "!"


def speakers_of(catalogue: Catalogue) -> Iterator[tuple[Speaker, str]]:
    """Yield each pattern with its speaker, in an order that does not depend on the files'."""
    for rule in sorted(catalogue.rules.values(), key=lambda each: each.id):
        speaker = Speaker(
            id=rule.id,
            code=rule.code,
            points=rule.weight,
            is_rule=True,
            needs_pain=rule.needs is not None,
            instead_of=rule.instead_of,
            unless=rule.unless,
            is_scaled=not catalogue.is_function(rule.code),
            is_task=catalogue.is_function(rule.code),
        )
        yield from ((speaker, source) for source in rule.find)
    for code in sorted(catalogue.cues):
        yield from _cues(code, catalogue.cues[code], is_task=catalogue.is_function(code))
    for code, names in _SIGNALS.items():
        for name in names:
            for source in catalogue.language.get(name, ()):
                yield Speaker(f"{code}.{source}", code), source


def _cues(
    code: str, by_points: Mapping[float, tuple[str, ...]], *, is_task: bool
) -> Iterable[tuple[Speaker, str]]:
    for points in sorted(by_points, reverse=True):
        for source in sorted(by_points[points]):
            name, scaled = cue_id(code, source), points > 0 and not is_task
            yield Speaker(name, code, points, is_scaled=scaled, is_task=is_task), source


def cue_id(code: str, source: str) -> str:
    """Return the name under which the cue *source* of *code* is shown as evidence."""
    return f"{code}.cue.{'_'.join(source.replace('~', '').replace('*', '').split())}"
