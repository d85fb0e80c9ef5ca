"""Every shipped rule finds its own examples and none of its counter-examples; one test a file."""

from collections import defaultdict
from pathlib import Path

import pytest

from knowledge.catalogue import Catalogue
from knowledge.catalogue.codes import FUNCTIONS, INEFFICIENCIES
from knowledge.catalogue.loading import SHIPPED
from knowledge.catalogue.places import Fault
from knowledge.checking import check

FILES = sorted(SHIPPED.rglob("*.yaml"))


@pytest.fixture(scope="module")
def faults(shipped: Catalogue) -> dict[str, list[Fault]]:
    """Return all faults of the shipped catalogue, by file."""
    found: dict[str, list[Fault]] = defaultdict(list)
    for fault in check(shipped):
        found[fault.place.rpartition(":")[0]].append(fault)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SHIPPED).as_posix())
def test_a_shipped_file_is_sound(path: Path, faults: dict[str, list[Fault]]) -> None:
    assert [str(fault) for fault in faults[str(path)]] == []


def test_every_stored_code_is_described(shipped: Catalogue) -> None:
    assert shipped.inefficiencies.keys() == INEFFICIENCIES
    assert shipped.functions.keys() == FUNCTIONS
