"""What advice says besides hours is in what is published: money, places, vital few, flips."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.gate.company import Company
from bot.gate.describing import where_words
from bot.gate.frozen import Figure, Frozen, case_in
from bot.gate.listing import WHOLE, Lists
from bot.gate.published import Published
from bot.gate.publishing import EVERYTHING, Gate, Viewer, publish
from bot.gate.releasing import Kind
from bot.gate.rule import ALL
from knowledge.advice import decide
from storage import FindingRow, Store, SurveyRow, TaskRow, TeamRow, Triple, Work, open_store
from tests.bot.gate.conftest import WEEK, catalogue

SETTINGS = json.dumps({"currency": "EUR", "rates": {"clerk": 30, "driver": 40}})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/gemba.db")
    opened.migrate()
    yield opened
    opened.close()


def survey_with(settings: str) -> SurveyRow:
    return SurveyRow("s", "Made up", "why", "open", "", 5, 10, WEEK, settings)


def answer(work: Work, code: str | None, people: int, role: tuple[str, str], hours: float) -> None:
    """Let *people* new people name *code*, or nothing."""
    for number in range(people):
        name = f"{code}-{role}-{number}"
        work.answers.add_respondent("s", name, WEEK)
        work.answers.place("s", name, *role)
        work.answers.open_task("s", name, 1, source="interview", week=WEEK)
        if code is not None:
            found = FindingRow("inefficiency", code, f"{code}.cue.x", 4, 3, 0, 4, None)
            work.answers.save_findings("s", name, 1, "obstacle", [found])
        once, minutes = Triple(1, 1, 1), Triple(hours * 60, hours * 60, hours * 60)
        work.answers.close_task(TaskRow("s", name, 1, "payroll", code, once, minutes, None))


def shown(
    store: Store, settings: str, viewer: Viewer = EVERYTHING, roles: Sequence[str] = ()
) -> Published:
    """Return the report on two teams that name two problems, the large one in both."""
    survey = survey_with(settings)
    with store.transaction() as work:
        work.surveys.add(survey, "ab" * 32)
        for role in roles:
            work.surveys.add_role("s", TeamRow(role, role.title(), None))
        for team in ("care", "sales"):
            work.surveys.add_team("s", TeamRow(team, team.title(), 30))
            answer(work, "rework", 8, (team, "clerk"), 6)
            answer(work, "waiting", 6, (team, "driver"), 0.5)
            answer(work, None, 6, (team, "clerk"), 1)
        return publish(work, survey, catalogue(), WEEK, viewer)


def test_money_is_the_companys_own_rate_for_the_weeks_of_a_year(store: Store) -> None:
    found = shown(store, SETTINGS)

    costs = {each.code: each.money for each in found.recommendations}
    rework = next(each for each in found.recommendations if each.code == "rework")
    assert rework.hours is not None
    assert costs["rework"] is not None
    assert costs["rework"].likely == pytest.approx(rework.hours.likely * 35 * 44, rel=0.1)
    assert found.currency == "EUR"
    assert any("44 working weeks" in line for line in found.method)


def test_without_a_rate_for_each_role_no_money_is_shown(store: Store) -> None:
    rates = json.dumps({"currency": "EUR", "rates": {"driver": 40}})
    found = shown(store, rates, roles=("clerk", "driver"))

    assert [each.money for each in found.recommendations] == [None, None]


@pytest.mark.parametrize(
    ("rates", "roles", "rate"),
    [
        pytest.param({"a": 30, "b": 60}, {"a": 20, "b": 10}, 40, id="weighed by head counts"),
        pytest.param({"a": 30, "b": 60}, {"a": 20, "b": None}, 45, id="not all counts are known"),
        pytest.param({"a": 30, "": 60}, {"a": 10, "b": 20}, 50, id="others have a rate as well"),
        pytest.param({"": 50}, {}, 50, id="no kinds of job"),
        pytest.param({"a": 30}, {"a": 10, "b": 20}, None, id="one has no rate"),
        pytest.param({}, {}, None, id="no rates"),
    ],
)
def test_an_hour_costs_one_average_of_all_jobs(
    rates: dict[str, float], roles: dict[str, int | None], rate: float | None
) -> None:
    assert Company(rates).rate_of(roles) == rate


@pytest.mark.parametrize(("money", "tells"), [(True, False), (False, True)])
def test_a_rate_set_high_for_one_person_does_not_read_their_hours(
    store: Store, *, money: bool, tells: bool
) -> None:
    """Whoever sets rates gives one kind of job, held by one person, a million an hour."""
    rates = json.dumps({"currency": "EUR", "rates": {"clerk": 1, "boss": 1_000_000}})
    with store.transaction() as work:
        survey = survey_with(rates)
        work.surveys.add(survey, "ab" * 32)
        answer(work, "rework", 9, ("care", "clerk"), 6)
        answer(work, None, 9, ("care", "clerk"), 0)
        work.answers.add_respondent("s", "boss", WEEK)
        work.answers.place("s", "boss", "care", "boss")
        work.answers.open_task("s", "boss", 1, source="interview", week=WEEK)
        once = Triple(1, 1, 1)
        work.answers.close_task(TaskRow("s", "boss", 1, "payroll", None, once, once, None))
        gate = Gate(ALL._replace(money=money))
        found = gate.publish(work, survey, catalogue(), WEEK).recommendations[0]

    assert found.hours is not None
    assert found.money is not None
    reads_that_the_boss_lost_nothing = found.money.likely < 1_000_000
    assert reads_that_the_boss_lost_nothing is tells


def test_a_company_without_rates_is_told_nothing_about_money(store: Store) -> None:
    found = shown(store, "{}")

    assert found.currency is None
    assert [each.money for each in found.recommendations] == [None, None]
    assert not any("44 working weeks" in line for line in found.method)


def test_a_teams_money_is_the_sum_of_what_its_cells_show(store: Store) -> None:
    found = shown(store, SETTINGS, Viewer(frozenset({"care", "sales"})))

    rework = next(each for each in found.recommendations if each.code == "rework")
    assert rework.hours is not None
    assert rework.money is not None
    assert rework.money.likely == pytest.approx(rework.hours.likely * 35 * 44, rel=0.2)


def test_the_fewest_bars_that_make_up_four_fifths_are_vital(store: Store) -> None:
    found = shown(store, "{}")

    assert [(bar.code, bar.is_vital) for bar in found.pareto] == [
        ("rework", True),
        ("waiting", False),
    ]


def test_a_recommendation_says_effort_place_and_what_it_is_ranked_by(store: Store) -> None:
    first, second = shown(store, "{}").recommendations

    assert first.rice > second.rice > 0
    assert first.effort_days > 0
    assert {first.quadrant, second.quadrant} <= {
        "quick win", "larger project", "fill-in", "not now",
    }  # fmt: skip


def test_a_decision_inside_says_why_what_it_needs_and_what_would_change_it(store: Store) -> None:
    own = json.dumps({"trade": ["payroll"]})
    found = {each.code: each.decision for each in shown(store, own).recommendations}

    assert "the effort is" in found["rework"].reasons_for[0]
    assert found["rework"].reasons_against[-1] == (
        "handing over payroll was weighed: keep. It stays inside, whatever the scores say. "
        "It is the organisation's own trade."
    )
    assert "It would be “Train” if “errors per thousand fields”" in found["rework"].flip


def test_a_function_of_which_too_little_is_known_is_no_reason(store: Store) -> None:
    found = {each.code: each.decision for each in shown(store, "{}").recommendations}

    assert not any("payroll" in reason for reason in found["rework"].reasons_against)


def test_a_function_that_is_kept_asks_managers_nothing_more(store: Store) -> None:
    own = json.dumps({"confirmed": {"payroll": {"own_trade": "yes"}}})
    (line,) = shown(store, own).functions

    assert (line.decision.verdict, line.asked) == ("keep", ())


def test_a_function_shows_all_its_hours_and_what_a_manager_must_confirm(store: Store) -> None:
    (line,) = shown(store, "{}").functions

    assert line.volume is not None
    assert line.hours is not None
    assert line.volume.likely >= line.hours.likely
    assert len(line.asked) == len(catalogue().confirmations)


def test_the_own_trade_is_kept_and_nothing_is_asked_about_it(store: Store) -> None:
    (line,) = shown(store, json.dumps({"trade": ["payroll"]})).functions

    assert line.decision.verdict == "keep"
    assert line.asked == ()


def figure(**content: float) -> Figure:
    return Figure(people=9, is_exact=True, release=1, content=content)


def suitable() -> Frozen:
    """Return released figures of a function that speaks for handing over in all criteria."""
    criteria = {
        (Kind.CRITERION, f"payroll {name}", ""): figure(mean=4.5, variance=0.01, apart=0)
        for name in catalogue().criteria
    }
    named = {
        (Kind.FUNCTION, "payroll", ""): figure(),
        (Kind.FUNCTION_HOURS, "payroll", ""): figure(volume=60.0),
    }
    return Frozen(named | criteria)


def test_a_managers_word_decides_with_the_answers() -> None:
    said = {"data_terms": "yes", "regulated": "no", "own_staff": "yes"}
    settled = Company(answers={"payroll": {**said, "own_staff": "no"}})
    reserved = Company(answers={"payroll": said})

    verdicts = [
        decide(catalogue(), case_in(suitable(), "payroll", catalogue(), each)).verdict
        for each in (Company(), settled, reserved)
    ]

    assert verdicts == ["look_closer", "outsource_now", "keep"]


def test_what_a_manager_has_said_is_not_asked_again() -> None:
    company = Company(answers={"payroll": {"regulated": "no"}})
    lists = Lists(suitable(), catalogue(), {}, WHOLE, {}, company)

    (line,) = lists.functions()

    assert len(line.asked) == len(catalogue().confirmations) - 1


@pytest.mark.parametrize(
    ("teams", "words"),
    [
        ((), "across the teams"),
        (("Yard",), "at least in Yard"),
        (("Desk", "Shop", "Yard"), "at least in Desk, Shop and Yard"),
        (("A", "B", "C", "D"), "in at least 4 teams"),
    ],
)
def test_where_a_problem_is_felt_claims_no_more_than_may_be_shown(
    teams: tuple[str, ...], words: str
) -> None:
    assert where_words(None, teams) == words
