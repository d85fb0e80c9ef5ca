"""What must hold for everything the catalogue says, entry by entry."""

from functools import cache

import pytest

from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.catalogue.decision_records import Criterion
from knowledge.catalogue.records import Function, Inefficiency, Remedy, Step


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


INEFFICIENCIES = list(catalogue().inefficiencies.values())
FUNCTIONS = list(catalogue().functions.values())
REMEDIES = list(catalogue().remedies.values())


def test_there_are_18_inefficiencies_and_14_functions() -> None:
    assert (len(INEFFICIENCIES), len(FUNCTIONS)) == (18, 14)
    assert len(catalogue().heuristics) == 29
    assert len(catalogue().wastes) == 8
    assert len(catalogue().criteria) == 13


@pytest.mark.parametrize("entry", INEFFICIENCIES, ids=lambda entry: entry.code)
def test_an_inefficiency_is_complete(entry: Inefficiency) -> None:
    remedies = catalogue().remedies_for(entry.code)
    order = [list(Step).index(remedy.step) for remedy in remedies]

    assert len(remedies) >= 3
    assert order == sorted(order)
    assert entry.kpis
    assert set(entry.wastes) <= set(catalogue().wastes)
    assert set(entry.heuristics) <= set(catalogue().heuristics)
    assert set(entry.loss_figures) <= set(catalogue().figures)
    assert {each.code for each in entry.not_when} <= set(catalogue().inefficiencies)
    assert entry.probe.why.endswith("?")
    assert entry.probe.workaround.endswith("?")


@pytest.mark.parametrize("entry", REMEDIES, ids=lambda entry: entry.id)
def test_a_remedy_shows_where_its_figures_come_from(entry: Remedy) -> None:
    assert 0 <= entry.saves.low <= (entry.saves.likely or 0) <= entry.saves.high <= 100
    assert set(entry.sources) <= set(catalogue().sources)
    assert set(entry.heuristics) <= set(catalogue().heuristics)
    assert not set(entry.never_with) & set(entry.heuristics)
    assert set(entry.requires) | set(entry.excludes) <= set(catalogue().remedies)
    if entry.grade == "D":
        assert not entry.sources or "direction only" in entry.note
    else:
        assert entry.sources


@pytest.mark.parametrize("entry", FUNCTIONS, ids=lambda entry: entry.code)
def test_a_function_says_what_providers_take(entry: Function) -> None:
    assert entry.is_core == (not entry.provider_scope)
    assert set(entry.vetoes) <= set(catalogue().vetoes)
    assert entry.retained
    if entry.saving is not None:
        assert entry.saving.low <= entry.saving.likely <= entry.saving.high
        assert set(entry.saving.sources) <= set(catalogue().sources)
    for level in entry.service_levels:
        assert level.grade == "D" or level.source in catalogue().sources


@pytest.mark.parametrize("axis", ["fit", "readiness"])
def test_the_weights_of_an_axis_sum_to_100(axis: str) -> None:
    weights = [each.weight for each in catalogue().criteria.values() if each.axis == axis]

    assert sum(weights) == 100


@pytest.mark.parametrize("entry", catalogue().criteria.values(), ids=lambda entry: entry.id)
def test_a_criterion_has_five_answers_from_low_to_high(entry: Criterion) -> None:
    assert [option.score for option in entry.options] == [1, 2, 3, 4, 5]
    assert entry.question.endswith("?")


def test_control_is_never_added_to_an_approval() -> None:
    assert "h23" not in catalogue().inefficiencies["approval_bottleneck"].heuristics


def test_only_leadership_is_sensitive() -> None:
    assert [each.code for each in INEFFICIENCIES if each.sensitive] == ["management_gap"]


def test_figures_say_how_they_must_be_shown() -> None:
    for figure in catalogue().figures.values():
        assert figure.display
        assert (figure.grade == "D") == (figure.source is None)
        if figure.grade == "D":
            assert figure.display == "our assumption"


def test_labels_differ_and_fit_a_button() -> None:
    labels = [each.label for each in INEFFICIENCIES] + [each.label for each in FUNCTIONS]

    assert len(set(labels)) == len(labels)
    assert max(map(len, labels)) <= 32
