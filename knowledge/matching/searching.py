"""Which patterns of several words a clause holds, and where."""

from knowledge.matching.index import Entry, Tried, are_all, bits_of
from knowledge.matching.tokens import Clause, Hit
from knowledge.matching.trying import Numbers, spans


class Found:
    """The rules and longer cues that a clause holds, and what says how it is meant."""

    __slots__ = ("hits", "signals")

    def __init__(self, signals: list[Hit]) -> None:
        self.hits: list[Hit] = []
        self.signals = signals


class Line:
    """The words of a clause as patterns see them; *present* are the bits of all, *end* the last.

    If some token is no word or several, `places` are those of the words in the text, and `starts`
    has for each token how many words come before it.
    """

    __slots__ = ("first", "numbers", "places", "present", "starts")

    def __init__(self, clause: Clause, present: bytes, end: Numbers) -> None:
        self.first, self.present = clause.first, present
        self.numbers = [numbers for token in clause.tokens for numbers in token.numbers]
        self.numbers.append(end)
        self.places: list[int] = []
        self.starts: list[int] = []
        if not clause.is_even:
            self._lay_out(clause)

    def _lay_out(self, clause: Clause) -> None:
        places, starts = self.places, self.starts
        place = clause.first
        for token in clause.tokens:
            starts.append(len(places))
            for _ in token.numbers:
                places.append(place)
            place += 1
        starts.append(len(places))

    def near(self, entry: Entry, low: int, high: int) -> list[tuple[int, int]]:
        """Return where *entry* stands whose anchor stands from *low* up to *high* in the text."""
        low, high = low - self.first, high - self.first
        if self.starts:
            low, high = self.starts[low], self.starts[high + 1] - 1
        return spans(entry.way, self.numbers, max(low - entry.most, 0), high - entry.least)

    def anywhere(self, tried: Tried) -> list[tuple[int, int]]:
        """Return where *tried* stands."""
        return spans(tried.way, self.numbers, 0, len(self.numbers) - 2)

    def place(self, at: int) -> int:
        """Return where the word *at* this place of the clause stands in the text."""
        return self.places[at] if self.places else self.first + at


def search(clause: Clause, end: Numbers) -> Found:
    """Return what *clause* holds; *end* is what stands behind the last word of a clause.

    A pattern is tried only when bits say that all the words which it needs are there.
    """
    found = Found(clause.signals)
    if clause.waiting:
        present = bits_of(clause.present)
        windows = _windows(clause, present)
        if windows:
            _search(windows, Line(clause, present, end), found)
    return found


def _windows(clause: Clause, present: bytes) -> dict[Entry, tuple[int, int]]:
    """Return the patterns all of whose words are there, and where their anchor stands.

    It may stand at several places: the first and the last of them are told.
    """
    windows: dict[Entry, tuple[int, int]] = {}
    for place, token in clause.waiting:
        needs = token.needs
        for at in range(0, len(needs), 4):
            if present[needs[at]] & needs[at + 1] and present[needs[at + 2]] & needs[at + 3]:
                entry = token.phrases[at >> 2]
                if not entry.further or are_all(entry.further, present):
                    known = windows.get(entry)
                    windows[entry] = (place if known is None else known[0]), place
    return windows


def _search(windows: dict[Entry, tuple[int, int]], line: Line, found: Found) -> None:
    """Add to *found* the places of the patterns that *windows* has."""
    for entry, (low, high) in windows.items():
        at = line.near(entry, low, high)
        if at and not (entry.unless and _is_said(entry.unless, line)):
            kind = found.signals if entry.is_signal else found.hits
            for start, end in at:
                kind.append(Hit(entry.speaker, line.place(start), line.place(end - 1) + 1))


def _is_said(exceptions: tuple[Tried, ...], line: Line) -> bool:
    """Say whether one of *exceptions* is said in *line*."""
    return any(are_all(each.needs, line.present) and line.anywhere(each) for each in exceptions)
