"""The fast way of finding a pattern agrees with its slow twin."""

from collections.abc import Iterable

from hypothesis import HealthCheck, example, given, reject, settings
from hypothesis import strategies as st

from knowledge.errors import PatternError
from knowledge.matching.compiling import ANY, NEGATOR, Lexicon
from knowledge.matching.index import Index
from knowledge.matching.speaking import Speaker
from knowledge.matching.trying import END, spans
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
    index = Index([(speaker, "anchor")], Lexicon(FOLDER))
    (_, entry), *_ = index.look_up(index.atoms_of(FOLDER.fold("anchor")[0])).phrases
    numbers = [
        index.numbers_of(index.atoms_of(word)) | {ANY} | ({NEGATOR} if word.word == "no" else set())
        for word in words
    ]
    (_, first, program), *_ = entry.unless
    return spans(program, first, [*numbers, END])
