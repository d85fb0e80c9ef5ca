"""What is ever asked of a token, laid out for reading it fast, and how tokens form clauses."""

from typing import Final

from knowledge.matching.index import ALWAYS, NOTHING_FOUND, Lookup
from knowledge.matching.speaking import Said, Speaker
from knowledge.matching.trying import Numbers

_LONGEST_CLAUSE: Final = 120  # tokens; so that the cost of a text grows with its length only


# What a token is; plain numbers, because they are compared for every token.
WORD: Final = 0
RESUMING: Final = 1
ASKING: Final = 2
BARRIER: Final = 3
COMMA: Final = 4
CONTRAST: Final = 5
STOP: Final = 6


class Token:
    """All that is ever asked of a token, worked out once.

    `turns`: it is not only a word but divides a clause or says how it is meant. `needs` are four
    numbers for each of its phrases, byte and bit of the two rarest that must be there: they lie
    close together, as all of them are looked at.
    """

    __slots__ = (
        "is_negator",
        "is_question",
        "mark",
        "mask",
        "needs",
        "numbers",
        "phrases",
        "said",
        "signals",
        "turns",
    )

    def __init__(
        self,
        mark: int,
        found: Lookup = NOTHING_FOUND,
        *,
        numbers: tuple[Numbers, ...] = (),
        is_negator: bool = False,
        is_question: bool = False,
    ) -> None:
        self.mark, self.numbers = mark, numbers
        self.said, self.signals, self.phrases, self.mask = found
        self.needs = b"".join([each.rarest for each in self.phrases])
        self.is_negator, self.is_question = is_negator, is_question
        self.turns = mark != WORD or is_negator or bool(found.signals) or len(numbers) != 1


class Hit:
    """A speaker and the tokens of the text that it found: *start* up to, not including, *end*."""

    __slots__ = ("end", "speaker", "start")

    def __init__(self, speaker: Speaker, start: int, end: int) -> None:
        self.speaker, self.start, self.end = speaker, start, end


class Clause:
    """A run of tokens: where its first stands in the text, and what its words bring.

    `words` are those that speak by themselves, `waiting` those for which patterns wait, `present`
    the bits of all; `commas`, `negators` and `signals` are where those stand. All places are those
    in the text. `is_even`: each token is one word.
    """

    __slots__ = (
        "commas",
        "first",
        "is_even",
        "is_question",
        "negators",
        "present",
        "signals",
        "tokens",
        "waiting",
        "words",
    )

    def __init__(self, first: int) -> None:
        self.first = first
        self.tokens: list[Token] = []
        self.is_question = False
        self.is_even = True
        self.present = ALWAYS
        self.words: list[tuple[int, Said]] = []
        self.waiting: list[tuple[int, Token]] = []
        self.commas: list[int] = []
        self.negators: list[int] = []
        self.signals: list[Hit] = []

    def note(self, place: int, token: Token) -> None:
        """Remember how *token* at *place* turns the clause."""
        if token.mark == COMMA:
            self.commas.append(place)
        if len(token.numbers) != 1:
            self.is_even = False
        if token.is_negator:
            self.negators.append(place)
        if token.signals:
            self.signals += [Hit(speaker, place, place + 1) for speaker in token.signals]


def clauses_of(tokens: list[Token]) -> list[Clause]:
    """Return the clauses of *tokens* that may hold anything: the others are left out."""
    clause = Clause(0)
    clauses, last, comma = [clause], _LONGEST_CLAUSE, -2
    for place, token in enumerate(tokens):
        if token.turns or place == last:
            mark = token.mark
            if mark >= CONTRAST or place == last or _resumes(mark, place - comma):
                clause.tokens = tokens[clause.first : place]
                clause.is_question = token.is_question
                clause = Clause(place)
                clauses.append(clause)
                last = place + _LONGEST_CLAUSE
            if mark == COMMA:
                comma = place
            clause.note(place, token)
        if token.said:
            clause.words.append((place, token.said))
        if token.phrases:
            clause.waiting.append((place, token))
        clause.present |= token.mask
    clause.tokens = tokens[clause.first :]
    return [each for each in clauses if each.words or each.waiting]


def _resumes(mark: int, after_comma: int) -> bool:
    """Say whether a token with this *mark* comes back to the present, right after a comma."""
    return mark == RESUMING and after_comma == 1
