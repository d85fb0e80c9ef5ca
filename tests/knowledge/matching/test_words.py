"""How words are cut out, folded and repaired."""

import pytest

from knowledge.catalogue import Catalogue
from knowledge.matching.repair import Repair, english
from knowledge.matching.words import TOKEN, Folder


@pytest.fixture(scope="module")
def folder(shipped: Catalogue) -> Folder:
    """Return a folder with the shipped tables."""
    return Folder(shipped.folds, shipped.language["spelling"])


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("sign-off, please!", ["sign", "off", ",", "please", "!"]),
        ("an e-mail", ["an", "e-mail"]),
        ("don't O\u2019Neil", ["don't", "O\u2019Neil"]),
        ("1,5 h or 10x 30 % 2 a day", ["1,5", "h", "or", "10x", "30 %", "2", "a", "day"]),
        ("the 21st, the 2nd", ["the", "21st", ",", "the", "2nd"]),
        ("wait... (really?)", ["wait", "...", "(", "really", "?", ")"]),
        ("a/b – c", ["a", "/", "b", "–", "c"]),  # noqa: RUF001  # as typed
    ],
)
def test_a_text_is_cut_into_words_and_marks(text: str, tokens: list[str]) -> None:
    assert TOKEN.findall(text) == tokens


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("Organised", ["organized"]),
        ("programme", ["program"]),
        ("don\u2019t", ["do", "not"]),
        ("DONT", ["do", "not"]),
        ("can't", ["can", "not"]),
        ("we've", ["we", "have"]),
        ("boss's", ["boss"]),
        ("isn't", ["is", "not"]),
        ("sooooo", ["so"]),
        ("10x", ["#"]),
        ("21st", ["#"]),
        ("twelve", ["#"]),
        ("e-mail", ["email"]),
        ("mgmt", ["management"]),
        ("_", ["_"]),
    ],
)
def test_a_word_folds_to_one_spelling(folder: Folder, raw: str, words: list[str]) -> None:
    assert [each.word for each in folder.fold(raw)] == words


NAMED = frozenset(("approval", "signature", "print", "meeting", "spreadsheet", "training"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("aproval", "approval"),
        ("approvla", "approval"),
        ("siganture", "signature"),
        ("meetign", "meeting"),
        ("spredsheat", "spreadsheet"),
        ("trainning", "training"),
    ],
)
def test_a_misspelt_word_of_the_catalogue_is_repaired(typed: str, meant: str) -> None:
    assert repair().repaired(typed) == meant


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("prnt", "under five letters"),
        ("paint", "a real word one letter away"),
        ("greeting", "a real word two letters away"),
        ("meetinggg1", "not only letters"),
        ("beeting", "another first letter"),
        ("treinnign", "too far away"),
        ("zoomed", "nothing near"),
        ("blogging", "a modern word"),
    ],
)
def test_other_words_are_left_alone(word: str, why: str) -> None:
    assert repair().repaired(word) == word, why


def repair() -> Repair:
    return Repair(NAMED.__contains__, frozenset(("spreadsheet", "blogging")))


def test_no_english_word_is_ever_turned_into_another() -> None:
    menders = repair()

    assert [word for word in sorted(english())[::97] if menders.repaired(word) != word] == []
