"""The fast way of finding a pattern agrees with its slow twin."""

from collections.abc import Iterable

from hypothesis import HealthCheck, example, given, reject, settings
from hypothesis import strategies as st

from knowledge.errors import PatternError
from knowledge.matching.compiling import Lexicon
from knowledge.matching.index import Entry, Index
from knowledge.matching.speaking import Codes, Speaker
from knowledge.matching.trying import Numbers, spans
from knowledge.matching.words import Folded, Folder
from knowledge.patterns import Sequence, parse
from tests.knowledge.matching.twin import Twin

FOLDER = Folder({}, ())
TWIN = Twin(FOLDER, ["no"])
TEXTS = st.lists(st.sampled_from(["a", "b", "c", "waits", "waiting", "no", "7"]), max_size=9)
WORDS = st.sampled_from(["a", "b", "c", "wait*", "wait~", "waits", "w~", "#", "no"])
GAPS = st.sampled_from(["_1", "_2", "_3"])


def pattern_of(parts: Iterable[str]) -> str:
    return " ".join(parts)


def choice_of(options: Iterable[str]) -> str:
    return f"({'|'.join(options)})"


def patterns(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return patterns that are made of *part*, gaps, choices, and what may be there."""
    option = st.lists(st.one_of(part, GAPS), min_size=1, max_size=3).map(pattern_of)
    choice = st.lists(option, min_size=1, max_size=3).map(choice_of)
    maybe = st.one_of(part, choice).map("{}?".format)
    return st.lists(st.one_of(part, GAPS, choice, maybe), min_size=1, max_size=5).map(pattern_of)


#: Three in four of the patterns made here are none (a choice that may be nothing, only gaps).
@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(pattern=patterns(st.one_of(WORDS, patterns(WORDS).map("({})".format))), words=TEXTS)
@example(pattern="a _2 (b|c)?", words=["a"])
@example(pattern="a _3 b", words=["a", "no", "b"])
@example(pattern="a _1 b", words=["a", "c", "b"])
@example(pattern="(a b|a) _1 c", words=["a", "b", "c", "c"])
@example(pattern="(a (b|c)|b)? c", words=["a", "c", "c"])
@example(pattern="a _2 b", words=["a", "a", "b", "b", "a", "b"])
def test_a_program_finds_what_its_expression_finds(pattern: str, words: list[str]) -> None:
    folded = [word for each in words for word in FOLDER.fold(each)]

    assert found(pattern, folded) == TWIN.spans(tree_of(pattern), folded)


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(pattern=patterns(st.one_of(WORDS, patterns(WORDS).map("({})".format))), words=TEXTS)
@example(pattern="a? b? wait* c", words=["a", "b", "waits", "c"])
@example(pattern="(a|a b|a b c) _2 waits", words=["a", "b", "c", "7", "b", "waits"])
def test_a_pattern_begins_as_near_to_the_word_it_waits_for_as_is_told(
    pattern: str, words: list[str]
) -> None:
    tree_of(pattern)
    speaker = Speaker("x.own", "x", is_rule=True)
    index = Index([(speaker, pattern)], Lexicon(FOLDER), Codes([speaker.code]))
    folded = [word for each in words for word in FOLDER.fold(each)]
    numbers = [*(numbers_of(word, index) for word in folded), index.end]
    places: dict[Entry, list[int]] = {}
    for place, word in enumerate(folded):
        for entry in index.look_up(index.atoms_of(word)).phrases:
            places.setdefault(entry, []).append(place)

    for entry, waited in places.items():
        low, high = max(waited[0] - entry.most, 0), waited[-1] - entry.least
        anywhere = spans(entry.way, numbers, 0, len(folded) - 1)
        assert spans(entry.way, numbers, low, high) == anywhere


def tree_of(pattern: str) -> Sequence:
    """Return the tree of *pattern*; hypothesis tries another one if there is none."""
    try:
        return parse(pattern)
    except PatternError:
        reject()


def found(pattern: str, words: list[Folded]) -> list[tuple[int, int]]:
    """Return the places of the program that an index makes of *pattern*, not split into options."""
    tree_of(pattern)
    speaker = Speaker("x.own", "x", is_rule=True, unless=(pattern,))
    index = Index([(speaker, "anchor")], Lexicon(FOLDER), Codes([speaker.code]))
    entry, *_ = index.look_up(index.atoms_of(FOLDER.fold("anchor")[0])).phrases
    numbers = [numbers_of(word, index) for word in words]
    return spans(entry.unless[0].way, [*numbers, index.end], 0, len(words) - 1)


def numbers_of(word: Folded, index: Index) -> Numbers:
    """Return what *word* satisfies; "no" denies."""
    return index.numbers_of(index.atoms_of(word), denies=word.word == "no")
