"""Interviews as files: what is wrong is said at once, with its line."""

from itertools import count
from pathlib import Path

import pytest
import yaml

from bot.errors import SurveyError
from bot.interview.survey import Hook, Scope
from bot.surveys import load_survey, parse_survey, shipped

GOOD = """
id: own
questions:
  - {id: consent, kind: choice, hook: consent, scope: person, text: {en: Start?},
     options: [{code: "yes", label: {en: "Yes"}}, {code: "no", label: {en: "No"}}]}
  - {id: obstacle, kind: text, scope: task, text: {en: What is in the way?}, asked: obstacle}
  - {id: often, kind: frequency, scope: task, text: {en: How often?}, when: [{question: obstacle}]}
"""


@pytest.mark.parametrize("name", ["full", "short"])
def test_the_shipped_interviews_are_sound(name: str) -> None:
    survey = shipped(name)

    assert survey.questions[0].hook is Hook.CONSENT
    assert survey.first_of(Scope.TASK) is not None


def test_a_companys_own_interview_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(GOOD, encoding="utf-8")

    survey = load_survey(path)

    assert [question.id for question in survey.questions] == ["consent", "obstacle", "often"]


@pytest.mark.parametrize(
    ("find", "put", "fault"),
    [
        ("kind: text", "kind: poem", "line 6: questions.1.kind"),
        ("id: own", "id: Own Survey", "id: String should match"),
        ("id: often", "id: obstacle", "'obstacle' is used twice"),
        ("question: obstacle}", "question: later}", "which is not asked before"),
        ("question: obstacle}", "question: consent, answers: [maybe]}", "nobody can give"),
        ("text: {en: How often?}", "text: {de: Wie oft?}", "has no text in 'en'"),
        ('label: {en: "No"}', 'label: {de: "Nein"}', "has no label in 'en'"),
        ("hook: consent", "hook: none", "must be the question with the hook consent"),
        ("kind: text", "kind: number", "must be a text without conditions"),
        ("scope: task", "scope: person", "asks about no task"),
        ("kind: frequency, scope: task", "kind: frequency, scope: person", "scopes out of order"),
        ("kind: frequency", "kind: choice", "needs two options"),
        ("kind: frequency", "kind: scale", "needs two options"),
        (
            "text: {en: How often?}",
            "text: {en: How often?}, options: [{code: a, label: {en: A}}]",
            "needs an amount",
        ),
        (
            "text: {en: How often?}",
            "text: {en: How often?}, options: [{code: a, label: {en: A}, amount: [3, 2, 1]}]",
            "must rise",
        ),
        (
            "text: {en: How often?}",
            "text: {en: How often?}, options: [{code: a, label: {en: A}, amount: [1, 2, .inf]}]",
            "must rise",
        ),
        (
            "text: {en: How often?}",
            "text: {en: How often?}, options: [{code: a, label: {en: A}, amount: [.nan, 2, 3]}]",
            "must rise",
        ),
        ("text: {en: How often?}", "text: {en: How often?}, example: {de: x}", "no example in"),
        ("question: obstacle}", "question: obstacle, answers: [x]}", "has none to choose from"),
        (
            "when: [{question: obstacle}]",
            "when: [{question: consent, answers: ['yes']}, {question: consent, answers: ['no']}]",
            "wants two answers of 'consent' at once",
        ),
        ("kind: frequency, scope: task", "kind: text, scope: end", "is known any more"),
        ("id: consent", "id: start", "must be 'consent', because its hook is consent"),
        ("asked: obstacle}", "hook: summary}", "must be end, because its hook is summary"),
        ("id: own", "id: [", "is not YAML"),
        ("id: own", "id: &a own\nlanguages: [*a]", "aliases"),
        ("id: own", f"id: own\nlanguages: {'[' * 40_000}", "deep"),
        ("id: own", f"id: own\nlanguages: {'[' * 40_000}{']' * 40_000}", "deep"),
        ("id: own", f"id: own\nlanguages: {'{a: ' * 9_000}1{'}' * 9_000}", "deep"),
        ("id: own", "colour: red\nid: own", "colour"),
    ],
)
def test_a_fault_is_named_with_its_place(find: str, put: str, fault: str) -> None:
    with pytest.raises(SurveyError) as caught:
        parse_survey(GOOD.replace(find, put), "own.yaml")

    assert fault in str(caught.value)


def test_all_faults_come_at_once() -> None:
    text = GOOD.replace("kind: text", "kind: poem").replace("kind: frequency", "kind: song")

    with pytest.raises(SurveyError) as caught:
        parse_survey(text, "own.yaml")

    assert len(caught.value.faults) == 2


def test_faults_without_number_are_placed_in_one_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    readings, compose = count(), yaml.compose
    monkeypatch.setattr(yaml, "compose", lambda *each: (next(readings), compose(*each))[1])

    with pytest.raises(SurveyError) as caught:
        parse_survey("id: own\nquestions: [" + "{}, " * 10_000 + "]", "own.yaml")

    assert len(caught.value.faults) == 4 * 10_000
    assert next(readings) == 1


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "line 1: the file: must be keys with values"),
        ("- a\n- b", "line 1: the file: must be keys with values"),
        ("id: own\nquestions: [{id: a}]", "line 2: questions.0.kind: is missing"),
        ("id: own\nquestions: no", "line 2: questions: must be a list"),
        ("id: yes\nquestions: []", "line 1: id: must be a text"),
    ],
)
def test_faults_speak_to_who_writes_an_interview(text: str, fault: str) -> None:
    with pytest.raises(SurveyError) as caught:
        parse_survey(text, "own.yaml")

    assert fault in "\n".join(caught.value.faults)


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="cannot be read"):
        load_survey(tmp_path / "none.yaml")


def test_a_file_that_is_far_too_long_is_refused() -> None:
    with pytest.raises(SurveyError, match="longer than"):
        parse_survey("#" * 200_000, "own.yaml")
