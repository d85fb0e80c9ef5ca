"""What a manager's answer to a question about a plan means; what cannot be used says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.managing.fields import FIELDS, Fault
from bot.managing.naming import LONGEST_CODE, code_of
from bot.managing.plans import Desk, Group, Stage, SurveyPlan

CLERK = Group("clerk", "Clerk", 3)
PLAN = SurveyPlan(
    id="lager",
    name="Lager",
    purpose="find out",
    stage=Stage.DRAFT,
    teams=(Group("night", "Night shift", 9),),
    jobs=(CLERK, Group("driver", "Driver", None)),
)
DESK = Desk(
    plan=PLAN,
    today="2026-11-27",
    in_days={14: "2026-12-11"},
    zone="Europe/Vienna",
    functions={"logistics": "Storing, packing, transport", "sales": "Selling"},
    languages=("en", "de", "pl"),
)


@pytest.mark.parametrize(
    ("field", "said", "meant"),
    [
        ("name", "  Warehouse,\n winter ", "Warehouse, winter"),
        ("purpose", "to find what is slow.", "find what is slow"),
        ("purpose", "We ask people about their daily work, to find out why", "find out why"),
        ("teams", "none", ()),
        ("teams", "Night shift 12", (Group("night", "Night shift", 12),)),
        ("teams", "Büro: 7; Hall 3", (Group("buero", "Büro", 7), Group("hall", "Hall", 3))),
        (
            "teams",
            "• Hall 3 (24)\n- Yard",
            (Group("hall-3", "Hall 3", 24), Group("yard", "Yard", None)),
        ),
        ("jobs", "Clerk = 5", (Group("clerk", "Clerk", 5),)),
        ("interview", "Short", "short"),
        ("closes", "2026-12-1", "2026-12-01"),
        ("closes", "18.12.2026", "2026-12-18"),
        ("closes", "14", "2026-12-11"),
        ("closes", "none", None),
        ("opens", "2028-02-29", "2028-02-29"),
        ("reminders", "0", 0),
        ("quiet", "20-8 Vienna", ("20-8", "Europe/Vienna")),
        ("threshold", "5", 5),
        ("languages", "all", ("en", "de", "pl")),
        ("languages", "PL", ("en", "pl")),
        ("languages", "de, en", ("en", "de")),
        ("quotes", "12", 12),
        ("money", "none", ((), None)),
        ("money", "EUR, all 38,50", ((("", 38.5), ("clerk", 38.5), ("driver", 38.5)), "EUR")),
        ("money", "EUR\nclerk 40\nDriver: 29.5", ((("clerk", 40.0), ("driver", 29.5)), "EUR")),
        ("trade", "Selling\nlogistics", ("sales", "logistics")),
        ("trade", "none", ()),
    ],
)
def test_an_answer_is_understood(field: str, said: str, meant: object) -> None:
    assert FIELDS[field].parse(said, DESK) == meant


@pytest.mark.parametrize(
    ("field", "said", "code"),
    [
        ("name", " ", "fault_length"),
        ("name", "x" * 61, "fault_length"),
        ("purpose", "x" * 201, "fault_length"),
        ("teams", "Night 200000", "fault_group"),
        ("teams", "Night 0123456789", "fault_group"),
        ("teams", "Night 3\nnight 4", "fault_twice"),
        ("teams", ", ;", "fault_groups"),
        ("teams", "\n".join(f"Team {number}x" for number in range(61)), "fault_groups"),
        ("interview", "long", "fault_interview"),
        ("closes", "soon", "fault_date"),
        ("closes", "2027-02-29", "fault_date"),
        ("closes", "2026-13-01", "fault_date"),
        ("closes", "9999", "fault_date"),
        ("closes", "2026-11-27", "fault_past"),
        ("reminders", "3", "fault_reminders"),
        ("quiet", "always", "fault_quiet"),
        ("threshold", "4", "fault_number"),
        ("languages", "de fr", "fault_languages"),
        ("languages", " ", "fault_languages"),
        ("threshold", "five", "fault_number"),
        ("quotes", "9", "fault_number"),
        ("money", "clerk 40", "fault_currency"),
        ("money", "EUR, boss 40", "fault_rate"),
        ("money", "EUR, clerk 0", "fault_rate"),
        ("money", "EUR", "fault_rate"),
        ("trade", "Selling\nBuying", "fault_trade"),
    ],
)
def test_what_cannot_be_used_says_why(field: str, said: str, code: str) -> None:
    found = FIELDS[field].parse(said, DESK)

    assert isinstance(found, Fault)
    assert found.code == code


@pytest.mark.parametrize("field", FIELDS)
@given(said=st.text(max_size=300))
def test_whatever_is_typed_is_understood_or_refused(field: str, said: str) -> None:
    FIELDS[field].parse(said, DESK)


@given(st.lists(st.text(max_size=40), max_size=30))
def test_codes_are_short_plain_and_different(names: list[str]) -> None:
    codes: set[str] = set()
    for name in names:
        code = code_of(name, codes)
        assert code not in codes
        assert 0 < len(code) <= LONGEST_CODE
        assert code.isascii()
        codes.add(code)


@pytest.mark.parametrize(
    ("name", "code"),
    [("Lager, Winter 2026", "lager-winter-202"), ("Büro", "buero"), ("日本", "x"), ("É", "e")],
)
def test_a_code_speaks_of_its_name(name: str, code: str) -> None:
    assert code_of(name) == code
