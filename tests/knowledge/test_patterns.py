"""The pattern language: what each sign finds, and what cannot be read."""

import pytest

from knowledge.errors import PatternError
from knowledge.matching.compiling import ANY, Lexicon, alternatives, first_of, program_of
from knowledge.matching.index import Index
from knowledge.matching.speaking import Codes, Speaker
from knowledge.matching.trying import Way, end_of_clause, numbers_from, spans, steps_of
from knowledge.matching.words import TOKEN, Folder
from knowledge.patterns import normal_form, parse

FOLDER = Folder({"can't": "can not", "e-mail": "email", "two": "#"}, ["organis>organiz"])


def holds(pattern: str, text: str) -> bool:
    speaker = Speaker("code.rule", "code", is_rule=True)
    index = Index([(speaker, pattern)], Lexicon(FOLDER), Codes([speaker.code]))
    words = [word for raw in TOKEN.findall(text) for word in FOLDER.fold(raw)]
    atoms = [index.atoms_of(word) for word in words]
    numbers = [*map(index.numbers_of, atoms), index.end]
    waiting = [entry for each in atoms for entry in index.look_up(each).phrases]
    return any(spans(entry.way, numbers, 0, len(words) - 1) for entry in waiting)


@pytest.mark.parametrize(
    ("pattern", "found", "not_found"),
    [
        ("wait", "we wait", "we waited"),
        ("approv~", "an approval", "a proven one"),
        ("wait*", "she waits", "the waiter"),
        ("(a|b c|d~) x", "b c x", "b x"),
        ("(a|b c|d~) x", "doing x", "c x"),
        ("((a|b) c|d) x", "b c x", "b x"),
        ("(print|scan)~ it", "scanning it", "copying it"),
        ("(print|scan)* it", "scanned it", "copied it"),
        ("a b? c", "a c", "a d c"),
        ("a b? c", "a b c", "a b"),
        ("a (b|c) ? d", "a d", "a b b d"),
        ("a _ b", "a 1 is 3 4 b", "a 1 is 3 4 5 b"),
        ("a _2 b", "a x y b", "a x y z b"),
        ("a _ b", "a b", "b a"),
        ("_ a _2 b _", "a c b", "b a"),
        ("# forms", "17 forms", "some forms"),
        ("# forms", "two forms", "no forms"),
        ("#", "10x", "x"),
        ("micro ?manag~ us", "they micromanage us", "they manage us"),
        ("micro ?manag~ us", "micro managing us", "micro us"),
        ("sign-off", "the sign off", "the signing off"),
        ("sign-off~", "the sign-offs", "off sign"),
        ("can't wait", "we cannot can not wait", "we can wait"),
        ("organise", "they organize", "an organ"),
        ("organis~", "reorganised organization", "an organ"),
        ("e-mail~", "many emails", "a mail"),
        ("Mail", "MAIL", "e-mail"),
        ("re-enter~", "Re-entering", "re entering"),
        ("reenter~", "re-entering", "entering"),
        ("on-boarding", "onboarding", "on the boarding"),
    ],
)
def test_a_sign_finds_what_it_says_and_nothing_else(
    pattern: str, found: str, not_found: str
) -> None:
    assert holds(pattern, found)
    assert not holds(pattern, not_found)


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("", "empty"),
        ("(a|b", "never closes"),
        ("a)", "never opened"),
        ("(a|bs?)", "may be nothing"),
        ("(a||b)", "empty alternative"),
        ("()", "empty alternative"),
        ("_", "fixes no word"),
        ("a _9 b", "gap of 9 words"),
        ("a _0 b", "gap of 0 words"),
        ("a?", "fixes no word"),
        ("(a?|b)", "may be nothing"),
        ("a? b?", "fixes no word"),
        ("~", "out of place"),
        ("a * b", "out of place"),
        ("-~ a", "without a word"),
        ("a ?? b", "out of place"),
    ],
)
def test_what_cannot_be_read_is_told(pattern: str, problem: str) -> None:
    with pytest.raises(PatternError, match=problem):
        parse(pattern)


def test_equal_patterns_look_equal() -> None:
    assert normal_form(" (A|b)   c ") == normal_form("( a | b ) c")


@pytest.mark.parametrize(
    ("cue", "word", "codes"),
    [
        ("approv~", "approval", ["code"]),
        ("#", "42", ["code"]),
        ("a b", "a", []),
        ("can't", "not", []),
    ],
)
def test_a_cue_of_one_word_is_settled_by_that_word(cue: str, word: str, codes: list[str]) -> None:
    speaker = Speaker("code.cue", "code", 1.0)
    index = Index([(speaker, cue)], Lexicon(FOLDER), Codes([speaker.code]))
    said = index.look_up(index.atoms_of(FOLDER.fold(word)[0])).said

    assert list(said.speakers if said else ()) == codes


@pytest.mark.parametrize(
    ("pattern", "text", "place"),
    [
        ("a _2 (b|b c)", "x a y b c", (1, 4)),
        ("a _2 (b c|b)", "x a y b c", (1, 5)),
        ("a b? (c _1 d|c)", "a b c x d", (0, 5)),
        ("(a b?|c) d? e", "a b d e", (0, 4)),
        ("a _2 b", "a a b b", (0, 3)),
        ("a _8 (b|c)? d", "a d", (0, 2)),
    ],
)
def test_what_stands_first_in_a_pattern_is_preferred(
    pattern: str, text: str, place: tuple[int, int]
) -> None:
    lexicon = Lexicon(FOLDER)
    program = program_of(parse(pattern), lexicon)
    way = Way(first_of(program, lexicon), steps_of(program))
    words = []
    for word in text.split():
        known = lexicon.numbers.get(word, ANY)
        groups = [number for number, atoms in lexicon.members.items() if known in atoms]
        words.append(numbers_from((ANY, known, *groups), lexicon.size))

    found = spans(way, [*words, end_of_clause(lexicon.size)], 0, len(words) - 1)

    assert found == [place]


def test_a_choice_is_searched_by_its_alternatives() -> None:
    trees = list(alternatives(parse("(a|(b|c) d|(e|f))")))

    assert trees == [parse("a"), parse("(b|c) d"), parse("e"), parse("f")]
