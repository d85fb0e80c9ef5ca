"""Every fault of a catalogue file is told at once, with its file and line."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.catalogue import load_catalogue
from knowledge.catalogue.loading import load_files
from knowledge.catalogue.places import Place, line_of
from knowledge.errors import CatalogueError

Written = Callable[[str], Path]
ROOT = Path(__file__).parents[3]
RULE = """
rules:
  - id: waiting.own
    find: [waits for parts]
    yes: [Everybody waits for parts.]
    no: [The parts are here.]
"""


def faults(path: Path) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        load_files([path])
    return [fault.removeprefix(f"{path}:") for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("surprise: 1", "1: surprise: is no section of a catalogue file"),
        ("- a\n- b", "1: must be a mapping of sections"),
        ("rules: {a: b}", "1: rules: must be a list"),
        ("rules:\n\n  - waits", "3: must be a mapping with the fields of a Rule"),
        ("a: b: c", "1: is not YAML: mapping values are not allowed in this context"),
        ("a: 'b", "1: is not YAML: found unexpected end of stream"),
        ("\x00", "1: unacceptable character #x0000: "),
        ("cues: 3", "1: cues: must be a mapping"),
        ("cues:\n  waiting: [a]", "2: waiting: must be a mapping"),
        ("cues:\n  waiting:\n    two: b", "3: waiting: give points: patterns with ;"),
        ("cues:\n  waiting:\n    2: (b", "2: waiting: pattern '(b' opens a bracket"),
        ("cues:\n  nonsense:\n    2: b", "2: nonsense: has cues, but no file describes it"),
        ("language:\n  over: [a]", "2: over: must be a text with ; between patterns"),
        ("language:\n  over: a |", "over: pattern 'a |'"),
        ("folds:\n  a: 1", "2: a: must give the words it stands for"),
        ("weighing:\n  a: b", "2: a: must be a number"),
        ("weighing: []", "1: weighing: must be a mapping"),
        (RULE.replace("waiting.own", "own"), "3: own: id: must be of the form [a-z]"),
        (RULE.replace("waiting", "nonsense"), "3: nonsense.own: speaks of 'nonsense', which no"),
        (RULE.replace("waits for", "(waits"), "3: waiting.own: pattern '(waits parts' opens"),
        (RULE + "    weight: -1", "7: waiting.own: weight: must be more than 0"),
        (RULE + "    colour: red", "7: waiting.own: colour: is no field that is known here"),
        (RULE.replace("    no: [The parts are here.]\n", ""), "3: waiting.own: no: is missing"),
        (RULE + "    weight: true", "7: waiting.own: weight: must be a number, not True"),
        (RULE + "    needs: help", "7: waiting.own: needs: must be one of pain"),
        (RULE + "    instead_of: waiting", "7: waiting.own: instead_of: must be a list"),
        (RULE + "    unless: [3]", "7: waiting.own: unless.0: must be a text, not 3"),
        (
            RULE.replace("[Everybody waits for parts.]", "[]"),
            "5: waiting.own: yes: must have at le",
        ),
        (RULE + RULE.partition("rules:\n")[2], "7: waiting.own: is there twice"),
        (RULE + "    instead_of: [foo]", "3: waiting.own: speaks of 'foo', which no file"),
    ],
)
def test_a_fault_is_told_with_its_line(written: Written, text: str, fault: str) -> None:
    found = faults(written(text))

    assert any(fault in each for each in found), found


def test_all_faults_are_told_at_once(written: Written) -> None:
    text = RULE + "    weight: 0\nsurprise: 1\ncues:\n  waiting:\n    1: (a\n"

    assert [re.sub(r":.*", "", each) for each in faults(written(text))] == ["7", "8", "10"]


def test_a_fault_is_told_once_not_again_by_what_refers_to_it(written: Written) -> None:
    text = "inefficiencies: [{code: our_own}]\n" + RULE.replace("waiting.", "our_own.")

    assert not any("which no file describes" in each for each in faults(written(text)))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert faults(tmp_path / "gone.yaml") == ["1: cannot be read (No such file or directory)"]


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "picture.yaml"
    path.write_bytes(b"\xff\xd8\xff")

    assert faults(path) == ["1: is not UTF-8 text"]


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    path.write_bytes(b"#" * (4 * 2**20 + 1))

    assert faults(path) == ["1: is larger than 4 MB"]


def test_an_empty_file_adds_nothing(written: Written) -> None:
    assert not load_files([written("# nothing yet\n")]).rules


def test_a_single_text_counts_as_a_list(written: Written) -> None:
    text = RULE.replace("[waits for parts]", "waits for parts")

    assert load_files([written(text)]).rules["waiting.own"].find == ("waits for parts",)


def test_bare_yes_and_no_are_keys_as_they_stand(written: Written) -> None:
    rule = load_files([written(RULE)]).rules["waiting.own"]

    assert (rule.yes, rule.no) == (("Everybody waits for parts.",), ("The parts are here.",))


def test_an_own_file_replaces_a_shipped_entry_and_adds_new_ones(written: Written) -> None:
    shipped = load_catalogue()
    known = next(iter(shipped.rules))
    own = load_catalogue(
        written(RULE + RULE.partition("rules:\n")[2].replace("waiting.own", known))
    )

    assert own.rules[known].find == ("waits for parts",)
    assert len(own.rules) == len(shipped.rules) + 1


def test_own_cues_are_added_to_the_shipped_ones(written: Written) -> None:
    own = load_catalogue(written("cues:\n  waiting:\n    7: gizmo\n"))

    assert own.cues["waiting"][7] == ("gizmo",)


def test_equal_files_give_an_equal_checksum_and_others_another(written: Written) -> None:
    own = load_catalogue(written(RULE))

    assert load_catalogue().checksum == load_catalogue().checksum != own.checksum
    assert own.checksum[:6] in own.version


def test_what_is_loaded_quickly_is_what_is_checked_in_full() -> None:
    assert load_catalogue() == load_catalogue(in_full=True)


def test_the_release_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert load_catalogue().version.startswith(f"{project['version']}-")


def test_a_code_is_labelled_by_its_record_or_itself() -> None:
    catalogue = load_catalogue()

    assert catalogue.label("no_such_code") == "no_such_code"
    assert catalogue.is_function("payroll")
    assert not catalogue.is_function("waiting")


REMEDY = """
  - id: waiting.{step}
    code: {code}
    step: {step}
    title: t
    description: d
    effort: S
    person_days: {{low: 1, high: 2}}
    benefit_weeks: {{low: 1, high: {high}}}
    saves: {{low: 1, likely: 2, high: 3}}
    grade: D
    scope: team
    decider: team lead
    kpi: {{name: n, unit: u, direction: up, measured: m}}
    check_after_weeks: 4
"""


@pytest.mark.parametrize(
    ("steps", "code", "high", "fault"),
    [
        (("train", "eliminate"), "waiting", 9, "stands out of order"),
        (("eliminate",), "nonsense", 9, "is for 'nonsense', which no file describes"),
        (("eliminate",), "waiting", 0, "low, likely and high must be in this order"),
    ],
)
def test_remedies_keep_their_order_and_have_an_inefficiency(
    written: Written, steps: tuple[str, ...], code: str, high: int, fault: str
) -> None:
    text = "remedies:" + "".join(REMEDY.format(step=each, code=code, high=high) for each in steps)

    assert any(fault in each for each in faults(written(text)))


def test_what_is_core_may_not_go_to_a_provider(written: Written) -> None:
    text = (
        "functions:\n- {code: own, office: none, label: l, name: n, covers: c, is_core: true,"
        " provider_scope: [all of it]}"
    )

    assert faults(written(text)) == ["2: own: is core, so nothing of it may go to a provider"]


@pytest.mark.parametrize(
    ("trail", "line"),
    [
        ((), 1),
        (("a",), 1),
        (("a", 0), 2),
        (("a", 1), 3),
        (("a", 7), 1),
        (("b", 4.0), 5),
        (("c",), 1),
    ],
)
def test_a_line_is_found_as_near_as_can_be(trail: tuple[object, ...], line: int) -> None:
    assert line_of("a:\n- 1\n- 2\nb:\n  4: x\n  y: z\n", trail) == line


def test_a_place_without_a_file_is_its_path(tmp_path: Path) -> None:
    assert str(Place(tmp_path / "gone.yaml", ("a",))) == str(tmp_path / "gone.yaml")
    assert line_of("a: 'b", ("a",)) == 1


def test_a_file_of_ones_own_can_be_no_bomb(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("inefficiencies:\n  - " + "[" * 60_000, encoding="utf-8")

    with pytest.raises(CatalogueError, match="deep"):
        load_catalogue(own)
