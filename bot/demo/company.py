"""The made-up company of `company.yaml`, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.surveys.planning import Plan
from storage import TeamRow

Confirmed = Mapping[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class DemoTask:
    """What one employee says about one task, by question."""

    answers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Employee:
    """One scripted employee; `function` is what their team's work is called, if it is one thing."""

    team: str
    role: str
    function: str | None
    tasks: tuple[DemoTask, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """The company: its name, why it asks, its teams, kinds of job and people, what they think.

    `confirmed` is what its managers answer about handing over, by function and question; `opinions`
    what its people think of it, 1 to 5, by team and criterion.
    """

    name: str
    purpose: str
    teams: tuple[TeamRow, ...]
    roles: tuple[TeamRow, ...]
    plan: Plan
    confirmed: Confirmed
    opinions: Mapping[str, Mapping[str, int]]
    employees: tuple[Employee, ...]


@cache
def made_up_company() -> Company:
    """Return the company that the demo plays."""
    text = (Path(__file__).parent / "company.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, yaml.CSafeLoader)  # the safe loader, in C
    teams, roles = data["teams"], data["roles"]
    jobs, own = data["jobs"], data["own"]
    rates = {code: role["rate"] for code, role in roles.items()}
    return Company(
        data["company"],
        data["purpose"],
        tuple(TeamRow(code, team["name"], team["head_count"]) for code, team in teams.items()),
        tuple(TeamRow(code, role["name"], None) for code, role in roles.items()),
        Plan(rates=rates, currency=data["currency"]),
        data["confirmed"],
        data["opinions"],
        tuple(
            Employee(team, jobs[team], own.get(team), tuple(map(DemoTask, each["tasks"])))
            for each in data["employees"]
            for team in (each["team"],)
        ),
    )
