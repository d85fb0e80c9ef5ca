"""The made-up company of `company.yaml`, as values."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from storage import TeamRow


@dataclass(frozen=True, slots=True)
class DemoTask:
    """What one employee says about one task, by question."""

    answers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Employee:
    """One scripted employee."""

    team: str
    tasks: tuple[DemoTask, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """The company: its name, why it asks, its teams and its people."""

    name: str
    purpose: str
    teams: tuple[TeamRow, ...]
    employees: tuple[Employee, ...]


@cache
def made_up_company() -> Company:
    """Return the company that the demo plays."""
    text = (Path(__file__).parent / "company.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, yaml.CSafeLoader)  # the safe loader, in C
    return Company(
        data["company"],
        data["purpose"],
        tuple(
            TeamRow(code, team["name"], team["head_count"]) for code, team in data["teams"].items()
        ),
        tuple(
            Employee(each["team"], tuple(DemoTask(task) for task in each["tasks"]))
            for each in data["employees"]
        ),
    )
