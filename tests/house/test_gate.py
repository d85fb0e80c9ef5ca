"""The gate is the only way from what people said to anything that leaves."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OUTSIDE = [
    path for path in (ROOT / "bot").rglob("*.py") if not path.is_relative_to(ROOT / "bot" / "gate")
]
#: What the operator reads to better the catalogue, on the operator's own terminal.
REVIEWED = {"judgements", "unmatched"}
FORBIDDEN_NAMES = {"Gate", "Protections", "refresh", "frozen_of", "pairs_of"}


def offences(source: str) -> list[str]:
    """Return where *source* goes around the gate."""
    tree = ast.parse(source)
    reviewed = {
        each.value
        for each in ast.walk(tree)
        if isinstance(each, ast.Attribute) and each.attr in REVIEWED
    }
    found = []
    for each in ast.walk(tree):
        if isinstance(each, ast.Attribute) and each not in reviewed:
            is_health = ast.unparse(each.value).removesuffix("()").endswith("health")
            found += [each.attr] if each.attr in {"figures", "releases"} and not is_health else []
        if isinstance(each, ast.ImportFrom):
            module = each.module or ""
            found += [module] if module in {"storage.figures", "storage.releases"} else []
            names = {alias.name for alias in each.names}
            if module.startswith("bot.gate"):
                found += sorted(names & FORBIDDEN_NAMES)
    return found


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_but_the_gate_reads_figures(path: Path) -> None:
    assert offences(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "work.figures.task_losses('s')",
        "rows = work.releases.counts",
        "from storage.figures import Figures",
        "from bot.gate.publishing import Gate",
        "from bot.gate.rule import Protections",
        "from bot.gate.pairing import pairs_of",
    ],
)
def test_a_way_around_the_gate_is_seen(source: str) -> None:
    assert offences(source)
