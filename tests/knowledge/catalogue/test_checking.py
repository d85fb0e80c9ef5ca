"""`gemba catalogue check`: what loads may still be wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.catalogue import Catalogue
from knowledge.catalogue.loading import SHIPPED, load_files
from knowledge.checking import check

Written = Callable[[str], Path]
LANGUAGE = [SHIPPED / "language.yaml", SHIPPED / "matching.yaml"]
RULE = """
rules:
  - id: waiting.own
    find: [waits for parts]
    yes: [Everybody waits for parts.]
    no: [The parts are here.]
"""
HEURISTIC = """
heuristics:
  - {id: h1, name: n, rule: r, effect_seen: read, sources: [s9],
     effect: {time: +, cost: +, quality: +, flexibility: +}}
"""
OTHER = """
  - id: waiting.other
    find: ['waits  for parts']
    yes: [Everybody waits for parts.]
    no: [The parts are here.]
"""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (RULE.replace("Everybody waits", "Nobody waits"), "does not find its own example"),
        (RULE.replace("The parts are here", "It waits for parts"), "finds its counter-example"),
        (RULE + "    weight: 1", "can never win: 1 points and all cues stay below"),
        (RULE + OTHER, "looks for 'waits  for parts', as waiting.own does"),
        ("cues:\n  waiting:\n    1: a\n    2: b; a", "lists the cue 'a' 2 times"),
        ("cues: {waiting: {1: windows 95}}", "names '95', which would find any number"),
        (RULE + "    unless: [3 days]", "names '3', which would find any number"),
        ("cues: {waiting: {1: wait for a~}}", "finds every word that begins with 'a'"),
        (RULE + "    unless: ['(colou?r|hue)~']", "finds every word that begins with 'r'"),
        (
            HEURISTIC,
            "names the source 's9', which no file describes",
        ),
    ],
)
def test_a_fault_is_found(written: Written, text: str, fault: str) -> None:
    path = written(text)

    found = [str(each) for each in check(load_files([*LANGUAGE, path]))]

    assert any(fault in each and each.startswith(f"{path}:") for each in found), found


@pytest.mark.parametrize(
    "text",
    [
        RULE,
        RULE + "    weight: 1\ncues: {waiting: {4: everybody; gadget}}",
        "cues: {waiting: {1: a}}",
        "cues: {waiting: {1: 'p60; v2; # days; a _3 b; 3d print'}}",
    ],
)
def test_what_is_sound_has_no_faults(written: Written, text: str) -> None:
    own = [each for each in check(load_files([*LANGUAGE, written(text)])) if "own" in each.place]

    assert own == []


def test_a_fault_says_where_with_what_and_why(written: Written) -> None:
    path = written(RULE + "    weight: 1")
    fault = check(load_files([*LANGUAGE, path]))[0]

    assert str(fault) == f"{path}:3: waiting.own: {fault.problem}"


def test_the_small_catalogue_is_sound(small: Catalogue) -> None:
    assert check(small) == ()
