"""What holds for every text, whatever people write."""

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from types import FrameType, MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.catalogue import Catalogue
from knowledge.matching import Asked, Match, Matcher
from knowledge.matching.speaking import cue_id
from knowledge.matching.words import TOKEN, Folder
from knowledge.patterns import parse
from tests.knowledge.matching.twin import Twin

COMPLAINTS = [
    "wait for approval of every order",
    "type it twice",
    "enter all of it again",
    "waiting weeks for a signature",
]
WORDS = """We wait for approval type it twice again no not never n't don't longer used to but
    however , . ; ? ! : ( ) "great annoying printing prnting scaning binders payroll invoices
    training without because now if would be 42 10x 1,5 h e-mail O'Neil 👍 ß İ ﬁ Ünïcode 日本語"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\u2019", "\u2013", "\u2026"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join))


@given(text=TEXTS, asked=st.sampled_from(Asked))
def test_no_text_raises_and_every_span_lies_in_it(
    matcher: Matcher, text: str, asked: Asked
) -> None:
    match = matcher.match(text, asked=asked)

    for start, end in spans(match):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()


def spans(match: Match) -> Iterator[tuple[int, int]]:
    for finding in (*match.inefficiencies, *match.functions):
        yield finding.start, finding.end
        yield from ((each.start, each.end) for each in finding.evidence)


COMPLAINED = st.lists(
    st.one_of(
        PIECES, st.sampled_from(COMPLAINTS), st.sampled_from(["approvals are slow", "no one"])
    ),
    max_size=12,
).map(" ".join)


@settings(deadline=None)
@given(text=COMPLAINED)
def test_every_span_contains_the_words_of_its_rule(
    matcher: Matcher, small: Catalogue, text: str
) -> None:
    folder = Folder(small.folds, small.language["spelling"])
    twin = Twin(folder, small.language["negators"])
    match = matcher.match(text, asked=Asked.OBSTACLE)

    for evidence in (each for finding in match.inefficiencies for each in finding.evidence):
        raws = TOKEN.findall(text[evidence.start : evidence.end])
        words = [word for raw in raws if raw[0].isalnum() for word in folder.fold(mended(raw))]
        assert any(
            twin.spans(parse(pattern), words) for pattern in patterns_of(evidence.rule, small)
        ), evidence


def mended(raw: str) -> str:
    return {"prnting": "printing", "scaning": "scanning"}.get(raw, raw)


def patterns_of(rule: str, catalogue: Catalogue) -> Sequence[str]:
    """Return the patterns of a rule or a cue, or the word that was learnt, as a pattern."""
    if rule in catalogue.rules:
        return catalogue.rules[rule].find
    code, kind, name = rule.split(".")
    if kind == "word":
        return [f"{name}~"]
    cues = [each for patterns in catalogue.cues[code].values() for each in patterns]
    return [each for each in cues if cue_id(code, each) == rule]


@settings(deadline=None)  # the first word may have the word list read
@given(text=TEXTS)
def test_the_shipped_catalogue_never_raises(shipped_matcher: Matcher, text: str) -> None:
    match = shipped_matcher.match(text)

    assert len(match.candidates) <= 5
    assert len(match.functions) <= 5


@settings(deadline=None, max_examples=20)
@given(text=TEXTS)
def test_the_same_text_gives_the_same_match(matcher: Matcher, small: Catalogue, text: str) -> None:
    assert Matcher(small).match(text) == matcher.match(text)


@pytest.fixture(scope="module")
def shuffled(small: Catalogue) -> Matcher:
    """Return a matcher for the small catalogue with all its lists in another order."""
    order = random.Random(7)  # noqa: S311  # only for another order
    rules, cues = list(small.rules.items()), list(small.cues.items())
    order.shuffle(rules)
    order.shuffle(cues)
    return Matcher(
        replace(small, rules=MappingProxyType(dict(rules)), cues=MappingProxyType(dict(cues)))
    )


@given(text=TEXTS)
def test_the_order_of_rules_does_not_matter(matcher: Matcher, shuffled: Matcher, text: str) -> None:
    assert shuffled.match(text) == matcher.match(text)


@given(complaint=st.sampled_from(COMPLAINTS), before=st.sampled_from(["We", "Sadly we", "I"]))
def test_no_longer_before_a_complaint_removes_it(
    matcher: Matcher, complaint: str, before: str
) -> None:
    assert matcher.match(f"{before} {complaint}").inefficiencies
    assert matcher.match(f"{before} no longer {complaint}").inefficiencies == ()


@given(
    complaint=st.sampled_from(COMPLAINTS),
    blanks=st.text(alphabet=" \t\u00a0", min_size=1, max_size=4),
    case=st.sampled_from([str.upper, str.lower, str.title, str.capitalize]),
    ending=st.sampled_from(["", ".", "!", "...", "…", " !!"]),
)
def test_case_blanks_and_punctuation_do_not_matter(
    matcher: Matcher, complaint: str, blanks: str, case: Callable[[str], str], ending: str
) -> None:
    plain = matcher.match(f"we {complaint}")
    other = matcher.match(blanks.join(case(f"we {complaint}").split()) + ending)

    assert summary(other) == summary(plain)


def summary(match: Match) -> list[tuple[str, float, str]]:
    return [(each.code, each.score, each.rule) for each in match.inefficiencies]


@pytest.mark.parametrize("apostrophe", ["'", "\u2019"])
def test_the_style_of_apostrophes_does_not_matter(matcher: Matcher, apostrophe: str) -> None:
    text = f"We don{apostrophe}t wait for approval"

    assert matcher.match(text).inefficiencies == ()


@pytest.mark.parametrize(
    "piece", ["wait for ", "type ", "not wait for ", "approvals take ", "no longer, ", "( ", "a"]
)
def test_cost_grows_with_the_text_and_no_faster(matcher: Matcher, piece: str) -> None:
    matcher.match(piece * 10)  # what is worked out once for each word

    short, long = steps(matcher, piece * 400), steps(matcher, piece * 3200)

    assert long <= 9 * short


def steps(matcher: Matcher, text: str) -> int:
    """Return how many calls matching *text* takes: unlike time, the same on every machine."""
    counted = Steps()
    sys.setprofile(counted)
    try:
        matcher.match(text)
    finally:
        sys.setprofile(None)
    return counted.number


class Steps:
    """Counts calls."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, _frame: FrameType, event: str, _argument: object) -> None:
        self.number += event in {"call", "c_call"}
