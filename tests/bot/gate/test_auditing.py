"""The audit against a slow twin that tries every combination."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gate.auditing import Atom, Heads, Part, is_safe

TEAMS = ("", "a", "b", "c")
HEADS = st.builds(Heads, st.integers(0, 8), st.integers(0, 8))
ATOMS = st.dictionaries(
    st.builds(Atom, st.sampled_from(TEAMS), st.integers(1, 3)), HEADS, min_size=1, max_size=8
)


@st.composite
def shown(draw: st.DrawFn) -> list[Part]:
    """Draw figures as releases show them: each begins where the one before ended."""
    parts = []
    for team in draw(st.lists(st.sampled_from(TEAMS), unique=True)):
        ends = sorted(draw(st.sets(st.integers(1, 3), min_size=1)))
        parts += [Part(team, after, end) for after, end in zip([0, *ends], ends, strict=False)]
    return parts


def slow_twin(atoms: dict[Atom, Heads], parts: list[Part], named: int, others: int) -> bool:
    """Say the same as the audit, by trying all factors from -1 to 1."""
    for factors in product((-1, 0, 1), repeat=len(parts)):
        left = [
            heads
            for atom, heads in atoms.items()
            if sum(
                Fraction(factor)
                for factor, part in zip(factors, parts, strict=True)
                if part.holds(atom)
            )
        ]
        if left and (
            sum(each.named for each in left) < named or sum(each.others for each in left) < others
        ):
            return False
    return True


@settings(max_examples=200, deadline=None)
@given(ATOMS, shown().filter(lambda parts: len(parts) <= 6))
def test_the_audit_agrees_with_trying_everything(
    atoms: dict[Atom, Heads], parts: list[Part]
) -> None:
    assert is_safe(atoms, parts, 5, 5) == slow_twin(atoms, parts, 5, 5)


def test_what_is_left_of_the_whole_must_be_enough() -> None:
    atoms = {Atom("a", 1): Heads(9, 9), Atom("b", 1): Heads(4, 9)}
    whole, team = Part("", 0, 1), Part("a", 0, 1)

    assert is_safe(atoms, [whole], 5, 5)
    assert is_safe(atoms, [team], 5, 5)
    assert not is_safe(atoms, [whole, team], 5, 5)


def test_what_is_left_of_two_releases_must_be_enough() -> None:
    atoms = {Atom("a", 1): Heads(9, 9), Atom("a", 2): Heads(1, 9)}
    first, second = Part("", 0, 1), Part("", 1, 2)

    assert is_safe(atoms, [first], 5, 5)
    assert not is_safe(atoms, [first, second], 5, 5)


def test_three_figures_together_may_tell_what_two_do_not() -> None:
    atoms = {
        Atom("a", 1): Heads(9, 9),
        Atom("b", 1): Heads(9, 9),
        Atom("c", 1): Heads(2, 2),
    }
    parts = [Part("", 0, 1), Part("a", 0, 1), Part("b", 0, 1)]

    assert is_safe(atoms, parts[:2], 5, 5)
    assert not is_safe(atoms, parts, 5, 5)


def test_many_teams_over_many_releases_are_audited_at_once() -> None:
    atoms = {
        Atom(f"t{team}", release): Heads(1 + (team + release) % 3, 4)
        for team in range(60)
        for release in range(1, 21)
    }
    parts = [Part(f"t{team}", 0, 20) for team in range(60)]
    totals = [Part("", release - 1, release) for release in range(1, 21)]

    assert is_safe(atoms, [*parts, *totals], 5, 5)
