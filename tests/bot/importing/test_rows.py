"""What a row may say, and what is wrong with one that cannot be used."""

import pytest

from bot.importing.reading import Line
from bot.importing.rows import ImportRow, RowFaultError, columns_of, digest_of, row_of


@pytest.mark.parametrize(
    ("names", "mapped", "expected"),
    [
        (["text"], {}, {"text": "text"}),
        (["Comment", "Department"], {}, {"text": "Comment", "team": "Department"}),
        (["Antwort", "text"], {"text": "Antwort"}, {"text": "Antwort"}),
        (["text", "minutes", "per week"], {}, {"text": "text", "minutes": "minutes",
                                               "per_week": "per week"}),
    ],
)  # fmt: skip
def test_columns_are_found_by_name_or_map(
    names: list[str], mapped: dict[str, str], expected: dict[str, str]
) -> None:
    assert columns_of(names, mapped) == expected


@pytest.mark.parametrize(
    ("names", "mapped", "fault"),
    [
        (["team"], {}, "no column for the text"),
        (["text"], {"team": "Abteilung"}, "no column 'Abteilung'"),
    ],
)
def test_a_missing_column_is_named(names: list[str], mapped: dict[str, str], fault: str) -> None:
    with pytest.raises(RowFaultError, match=fault):
        columns_of(names, mapped)


def _row(**cells: str) -> ImportRow:
    return row_of(Line(7, cells), {name: name for name in cells})


def test_a_full_row_is_understood() -> None:
    row = _row(text="slow", team="care", role="agent", respondent="a", minutes="7,5", per_week="20")

    assert row == ImportRow(7, "slow", "care", "agent", "a", 7.5, 20.0)


def test_a_row_without_a_name_is_a_person_of_its_own() -> None:
    assert _row(text="slow").respondent == "row 7"


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"text": ""}, "empty"),
        ({"text": "x" * 4001}, "4001 characters"),
        ({"text": "x", "team": "t" * 81}, "team has 81"),
        ({"text": "x", "minutes": "soon"}, "minutes is not a number"),
        ({"text": "x", "minutes": "-1"}, "minutes must be"),
        ({"text": "x", "per_week": "nan"}, "per_week must be"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(cells: dict[str, str], fault: str) -> None:
    with pytest.raises(RowFaultError, match=fault):
        _row(**cells)


def test_a_fault_never_repeats_what_was_said() -> None:
    with pytest.raises(RowFaultError) as caught:
        _row(text="my boss shouts", minutes="my boss shouts")

    assert "boss" not in str(caught.value)


def test_the_digest_tells_one_import_from_another() -> None:
    assert digest_of([_row(text="a")]) == digest_of([_row(text="a")])
    assert digest_of([_row(text="a")]) != digest_of([_row(text="b")])
