"""`gemba catalogue review`: what corrections and unmatched answers propose, from the database."""

import json
from pathlib import Path

import yaml

from tests.bot.commands.conftest import Run


def talk(gemba: Run, person: int, *lines: str) -> None:
    """Play an interview in the terminal as *person*, each in a database of the same company."""
    ran = gemba("chat", "--person", f"p{person}", stdin="\n".join(lines).encode())
    assert ran.code == 0


def imported(folder: Path, gemba: Run, text: str, people: int) -> None:
    rows = [{"text": text, "respondent": f"r{number}"} for number in range(people)]
    (folder / "said.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert gemba("import", str(folder / "said.jsonl")).code == 0


def test_nothing_to_review_is_said(gemba: Run) -> None:
    ran = gemba("catalogue", "review")

    assert ran.code == 0
    assert "Nothing to review" in ran.out


def test_a_phrase_that_five_people_used_is_proposed(gemba: Run, tmp_path: Path) -> None:
    imported(tmp_path, gemba, "our zeppelin ballast wobbles", 5)

    ran = gemba("catalogue", "review")

    phrases = [each["pattern"] for each in yaml.safe_load(ran.out)["consider"]]
    assert any("zeppelin ballast" in phrase for phrase in phrases)


def test_a_phrase_that_four_people_used_stays_unsaid(gemba: Run, tmp_path: Path) -> None:
    imported(tmp_path, gemba, "our zeppelin ballast wobbles", 4)

    assert "zeppelin" not in gemba("catalogue", "review").out


def test_a_rule_that_people_reject_is_listed_in_fives(gemba: Run) -> None:
    for person in range(6):
        said = "We type every order twice into two systems"
        talk(gemba, person, "/start", "yes", f"/pain {said}", "Something else", "/skip")

    ran = gemba("catalogue", "review")

    (listed,) = yaml.safe_load(ran.out)["review"]
    assert listed["rule"].startswith("duplicate_entry.")
    assert (listed["confirmed"], listed["rejected"]) == (0, 5)
