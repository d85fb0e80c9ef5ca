"""The page on surveys says what the code does."""

import re
from pathlib import Path

from bot.interview.survey import Hook, Kind
from bot.managing.roles import Role
from bot.surveys import parse_survey

PAGE = (Path(__file__).parents[2] / "docs/surveys.md").read_text(encoding="utf-8")


def test_the_example_of_an_interview_is_accepted() -> None:
    found = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None

    survey = parse_survey(found[1], "docs/surveys.md")

    assert [each.id for each in survey.questions] == ["consent", "task", "often", "system"]


def test_every_kind_and_every_hook_is_named() -> None:
    assert all(f"`{kind.value}`" in PAGE for kind in Kind)
    assert all(f"`{hook.value}`" in PAGE for hook in Hook if hook is not Hook.NONE)


def test_every_role_is_in_the_table() -> None:
    names = {role: role.value for role in Role} | {Role.LEAD: "manager of a team"}

    assert all(f"| {name} |" in PAGE for name in names.values())
