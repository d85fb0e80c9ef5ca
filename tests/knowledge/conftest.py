"""A small catalogue whose rules are easy to keep in mind, with the shipped language."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.catalogue.loading import SHIPPED, load_files
from knowledge.matching import Matcher

SMALL = """
rules:
  - id: approval_bottleneck.waits_for_it
    find:
      - (wait|waits|waiting|waited) _ for _ (approv~|signature|sign-off|permission)
      - approv~ _ (take|takes|took) _ (days|weeks|months|ages|forever)
      - approv~ _ (slow|late)
    instead_of: [waiting]
    yes: [We wait for approval of every order.]
    no: [We wait for the delivery.]
  - id: waiting.for_others
    find: (wait|waits|waiting|waited) _ for
    yes: [We wait for the delivery.]
    no: [The delivery came.]
  - id: duplicate_entry.twice
    find: (type|types|typed|enter|enters|entered|copy) _ (twice|again|two systems)
    unless: [double entry bookkeeping]
    yes: [We type it twice.]
    no: [We type it once.]
  - id: lack_of_training.none
    find: (no|without|lack of|not enough) _2 training
    yes: [There is no training.]
    no: [The training helps.]
  - id: paper_process.printed
    find: (print|prints|printed|printing) _ (sign|scan|file)~
    needs: pain
    yes: [It is annoying that we print and scan it all.]
    no: [We print and scan it all.]
  - id: payroll.run
    find: payroll
    yes: [I run the payroll.]
    no: [I run the shop.]
cues:
  paper_process:
    2: print*; paper form~
    1: scan*; binder~
  poor_communication:
    2: nobody tells
    1: communicat~; informed
    -2: well informed
  finance_accounting:
    1: invoice*; ledger~
"""


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Return the small catalogue."""
    path = tmp_path_factory.mktemp("small") / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return load_files([SHIPPED / "language.yaml", SHIPPED / "matching.yaml", path])


@pytest.fixture(scope="session")
def matcher(small: Catalogue) -> Matcher:
    """Return a matcher for the small catalogue."""
    return Matcher(small)


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    """Return the catalogue as it ships."""
    return load_catalogue(in_full=True)


@pytest.fixture(scope="session")
def shipped_matcher(shipped: Catalogue) -> Matcher:
    """Return a matcher for the catalogue as it ships."""
    return Matcher(shipped)


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Return what writes a text into a catalogue file of its own and gives its path."""

    def write(text: str) -> Path:
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write
