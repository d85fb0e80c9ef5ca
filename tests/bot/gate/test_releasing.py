"""What was shown stays until enough new people stand behind a change."""

import json
from collections.abc import Sequence
from pathlib import Path
from statistics import variance

import pytest

from bot.gate.published import Published
from bot.gate.publishing import EVERYTHING, Viewer, publish
from bot.reports import render
from storage import (
    AnswerRow,
    FindingRow,
    Store,
    SurveyRow,
    TaskRow,
    TeamRow,
    Triple,
    Work,
)
from storage.rows import ReleasedCell
from tests.bot.gate.conftest import SURVEY, WEEK, catalogue


@pytest.fixture
def store(store: Store) -> Store:
    with store.transaction() as work:
        for team in ("care", "sales", "tiny"):
            work.surveys.add_team("s", TeamRow(team, team.title(), 40))
    return store


def answer(
    store: Store, names: Sequence[str], code: str | None, *, team: str = "care", hours: float = 5
) -> None:
    """Let people of these names answer, naming *code* or nothing."""
    with store.transaction() as work:
        for name in names:
            _answer(work, name, code, team, hours)


def _answer(work: Work, name: str, code: str | None, team: str, hours: float) -> None:
    work.answers.add_respondent("s", name, WEEK)
    work.answers.place("s", name, team, None)
    work.answers.open_task("s", name, 1, source="interview", week=WEEK)
    if code is not None:
        found = FindingRow("inefficiency", code, f"{code}.cue.x", 4, 3, 0, 4, None)
        work.answers.save_findings("s", name, 1, "obstacle", [found])
    spent = Triple(hours, hours, hours)
    work.answers.close_task(TaskRow("s", name, 1, "logistics", code, spent, spent, None))


def people(mark: str, count: int) -> list[str]:
    return [f"{mark}{number}" for number in range(count)]


def shown(store: Store, viewer: Viewer = EVERYTHING, survey: SurveyRow = SURVEY) -> Published:
    with store.transaction() as work:
        return publish(work, survey, catalogue(), WEEK, viewer)


def forget(store: Store, name: str) -> None:
    with store.transaction() as work:
        work.answers.forget("s", name)


def counted(published: Published) -> dict[str, str]:
    return {each.code: each.people_words for each in published.recommendations}


def cells(published: Published) -> dict[tuple[str, str], int]:
    return {(each.team, each.code): each.people for each in published.cells}


@pytest.fixture
def begun(store: Store) -> Store:
    """A survey of which one release was shown: 10 of 20 named rework."""
    answer(store, people("a", 10), "rework")
    answer(store, people("b", 10), None)
    assert counted(shown(store)) == {"rework": "10"}
    return store


def test_one_person_more_changes_nothing_at_all(begun: Store) -> None:
    before = render(shown(begun), "json")
    answer(begun, ["late"], "rework", hours=40)

    assert render(shown(begun), "json") == before


def test_too_few_who_named_it_do_not_change_a_figure(begun: Store) -> None:
    answer(begun, people("c", 4), "rework")
    answer(begun, people("d", 8), None)

    after = shown(begun)

    assert counted(after) == {"rework": "10"}
    assert after.response.answered == 32


def test_all_new_people_saying_the_same_do_not_change_a_figure(begun: Store) -> None:
    answer(begun, people("c", 9), "rework")

    assert counted(shown(begun)) == {"rework": "10"}


def test_enough_new_people_change_a_figure(begun: Store) -> None:
    answer(begun, people("c", 5), "rework")
    answer(begun, people("d", 5), None)

    assert counted(shown(begun)) == {"rework": "15"}


def test_what_was_held_back_counts_later(begun: Store) -> None:
    answer(begun, people("c", 4), "rework")
    answer(begun, people("d", 8), None)
    shown(begun)
    answer(begun, people("e", 3), "rework")
    answer(begun, people("f", 8), None)

    assert counted(shown(begun)) == {"rework": "17"}


def test_who_forgets_is_gone_at_once_and_changes_no_figure(begun: Store) -> None:
    before = render(shown(begun), "json")
    forget(begun, "a0")

    assert render(shown(begun), "json") == before
    with begun.transaction() as work:
        assert work.releases.people("s") == 19


def test_who_forgot_stays_a_number_so_that_nobody_can_tell_what_they_named(begun: Store) -> None:
    forget(begun, "a0")
    answer(begun, people("c", 6), "rework")
    answer(begun, people("d", 6), None)

    assert counted(shown(begun)) == {"rework": "16"}


def test_what_is_kept_of_a_release_names_nobody(begun: Store) -> None:
    with begun.transaction() as work:
        kept = json.dumps(work.releases.cells("s"))

    assert not [name for name in (*people("a", 10), *people("b", 10)) if f'"{name}"' in kept]


def test_a_closed_survey_counts_the_last_five_too(store: Store) -> None:
    answer(store, people("a", 30), "rework")
    answer(store, people("b", 30), None)
    shown(store)
    answer(store, people("c", 5), None)

    assert shown(store).response.answered == 60
    assert shown(store, survey=SURVEY._replace(status="closed")).response.answered == 65


def test_nearly_all_is_said_as_a_least_number(store: Store) -> None:
    answer(store, people("a", 19), "rework")
    answer(store, people("b", 1), None)

    assert counted(shown(store)) == {"rework": "15 or more"}


def test_all_of_five_is_not_said(store: Store) -> None:
    answer(store, people("a", 5), "rework")

    assert shown(store).is_empty()


def test_a_team_is_hidden_with_the_one_that_would_give_it_away(store: Store) -> None:
    answer(store, people("a", 12), "rework", team="care")
    answer(store, people("b", 12), None, team="care")
    answer(store, people("c", 2), "rework", team="tiny")
    answer(store, people("d", 9), None, team="tiny")

    published = shown(store)

    assert counted(published) == {"rework": "14"}
    assert cells(published) == {}


def test_teams_are_shown_where_nothing_can_be_subtracted(store: Store) -> None:
    for team, named in (("care", 12), ("sales", 7), ("tiny", 3)):
        answer(store, people(f"a{team}", named), "rework", team=team)
        answer(store, people(f"b{team}", 9), None, team=team)

    published = shown(store)

    assert counted(published) == {"rework": "22"}
    assert cells(published) == {("care", "rework"): 12}
    assert published.recommendations[0].teams == ("Care",)


def test_a_team_manager_sees_the_same_cells_and_no_others(store: Store) -> None:
    for team in ("care", "sales"):
        answer(store, people(f"a{team}", 8), "rework", team=team)
        answer(store, people(f"b{team}", 9), None, team=team)

    whole, care = shown(store), shown(store, Viewer(frozenset({"care"})))

    assert cells(care) == {("care", "rework"): 8}
    assert care.cells[0] in whole.cells
    assert (care.response.answered, care.response.head_count) == (17, 40)
    assert counted(care) == {"rework": "8"}
    assert "Sales" not in render(care, "json")
    assert care.functions == ()


def test_a_manager_of_two_teams_sees_the_sum_of_what_each_shows(store: Store) -> None:
    for team in ("care", "sales"):
        answer(store, people(f"a{team}", 8), "rework", team=team)
        answer(store, people(f"b{team}", 9), None, team=team)
    both = shown(store, Viewer(frozenset({"care", "sales"})))
    parts = [shown(store, Viewer(frozenset({team}))) for team in ("care", "sales")]

    likely = [each.recommendations[0].hours for each in (both, *parts)]

    assert counted(both) == {"rework": "16"}
    assert both.teams == (*parts[0].teams, *parts[1].teams)
    assert all(likely)


def test_the_order_of_questions_does_not_matter(store: Store, tmp_path: Path) -> None:
    for team in ("care", "sales"):
        answer(store, people(f"a{team}", 8), "rework", team=team)
        answer(store, people(f"b{team}", 9), None, team=team)
    viewers = [Viewer(), Viewer(frozenset({"care"})), Viewer(frozenset({"sales"}))]

    one_way = [shown(store, viewer) for viewer in viewers]
    other_way = [shown(store, viewer) for viewer in reversed(viewers)]

    assert one_way == list(reversed(other_way))


def test_two_processes_do_not_make_the_same_release(store: Store) -> None:
    answer(store, people("a", 10), "rework")
    answer(store, people("b", 10), None)
    claim = ReleasedCell("release", "", "", 1, 0, is_exact=True, content="{}")
    with store.transaction() as work:
        assert work.releases.add("s", claim)
        assert not work.releases.add("s", claim)


def test_criteria_are_kept_too_coarse_to_tell_what_each_one_thinks(store: Store) -> None:
    answer(store, people("a", 10), "rework")
    with store.transaction() as work:
        for name in people("a", 10):
            row = AnswerRow("s", name, 1, "f1", "answered", None, 5, 5, 5, "5", 1, WEEK)
            work.answers.save(row)
    shown(store)

    with store.transaction() as work:
        kept = [each for each in work.releases.cells("s") if each.kind == "criterion"]

    assert [json.loads(each.content)["mean"] for each in kept] == [4.5]


def test_a_criterion_says_the_mean_its_error_and_how_far_people_are_apart(store: Store) -> None:
    scores = (2, 3, 3, 4, 2, 3, 4, 4, 3, 2)
    answer(store, people("a", 10), "rework")
    with store.transaction() as work:
        for name, score in zip(people("a", 10), scores, strict=True):
            row = AnswerRow(
                "s", name, 1, "f1", "answered", None, *3 * (score,), str(score), 1, WEEK
            )
            work.answers.save(row)
    shown(store)

    with store.transaction() as work:
        kept = [each for each in work.releases.cells("s") if each.kind == "criterion"]

    error = round(variance(scores) / len(scores), 2)
    assert [json.loads(each.content) for each in kept] == [
        {"mean": 3.0, "variance": error, "apart": 2}
    ]
