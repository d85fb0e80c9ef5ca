"""What a manager sees who only wants to know: how many figures the protections leave, and take.

Typical organisations: 25 to 160 people in one to four teams, of whom two thirds answer within five
weeks and one in thirty forgets everything. The manager looks once a week, or once after the end.
"""

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from random import Random
from typing import Final

from benchmarks.organisation import WEEK
from bot.gate.publishing import Gate
from bot.gate.rule import ALL
from bot.reports import render
from bot.setting import Setting
from storage import AnswerRow, FindingRow, Store, SurveyRow, TaskRow, TeamRow, Triple, Work

ORGANISATIONS: Final = 200
KINDS: Final = (
    "problems", "with hours", "with money", "with a function", "quotes", "rules", "team cells",
    "team cells with hours", "functions",
)  # fmt: skip
_FUNCTIONS: Final = ("logistics", "sales", "payroll", "it_support")
_SETTINGS: Final = '{"currency": "EUR", "rates": {"": 40}}'
_WEEKS: Final = (0.4, 0.25, 0.15, 0.1, 0.1)


class _UndoneError(Exception):
    """Ends a transaction so that nothing of it stays."""


def seen(
    store: Store, setting: Setting, random: Random, gate: Gate, *, weekly: bool
) -> Counter[str]:
    """Return how many figures of each kind are seen after the end, of one organisation."""
    found: Counter[str] = Counter()
    with suppress(_UndoneError), store.transaction() as work:
        row = SurveyRow("honest", "Typical", "why", "open", "", 5, 10, WEEK, _SETTINGS)
        work.surveys.add(row, "ab" * 32)
        for part in _arrivals(work, random, setting):
            _answer(work, part, random)
            if weekly:
                gate.publish(work, row, setting.catalogue, WEEK)
        work.surveys.set_status(row.id, "closed")
        closed = row._replace(status="closed")
        published = gate.publish(work, closed, setting.catalogue, WEEK)
        found.update(_counted(json.loads(render(published, "json"))))
        raise _UndoneError
    return found


def _arrivals(
    work: Work, random: Random, setting: Setting
) -> list[list[tuple[str, str, list[str]]]]:
    """Return who answers in which week: name, team, and what they name."""
    heads = random.choice(((25,), (12, 30), (18, 25, 40), (14, 26, 50, 70)))
    codes = random.sample(sorted(setting.catalogue.inefficiencies), 12)
    likely = {code: random.betavariate(1.2, 5) for code in codes}
    people = []
    for number, count in enumerate(heads):
        work.surveys.add_team("honest", TeamRow("abcd"[number], "ABCD"[number], count))
        for each in range(round(count * 0.66)):
            named = [code for code in codes if random.random() < likely[code]]
            people.append((f"{number} {each}", "abcd"[number], named))
    random.shuffle(people)
    parts, begin = [], 0
    for share in _WEEKS:
        end = begin + round(share * len(people))
        parts.append(people[begin:end])
        begin = end
    return parts


def _answer(work: Work, people: Sequence[tuple[str, str, list[str]]], random: Random) -> None:
    for name, team, codes in people:
        answers = work.answers
        answers.add_respondent("honest", name, WEEK)
        answers.place("honest", name, team, None)
        answers.open_task("honest", name, 1, source="interview", week=WEEK)
        words = "it takes long " + "".join(chr(ord(each) + 49) for each in name if each != " ")
        said = AnswerRow(
            "honest", name, 1, "obstacle", "answered", words, None, None, None, "", 1, WEEK
        )
        answers.save(said)
        found = [FindingRow("inefficiency", code, f"{code}.a", 4, 3, 0, 4, None) for code in codes]
        answers.save_findings("honest", name, 1, "obstacle", found)
        hours = Triple(*(random.uniform(0.5, 6),) * 3) if random.random() < 0.8 else None  # noqa: PLR2004
        function = random.choice(_FUNCTIONS)
        code = random.choice(codes) if codes else None
        answers.close_task(TaskRow("honest", name, 1, function, code, hours, hours, None))
        answers.allow_quotes("honest", name, allowed=random.random() < 0.6)  # noqa: PLR2004
    for name, _, _ in people:
        if random.random() < 1 / 30:
            work.answers.forget("honest", name)


def _counted(report: dict[str, list[dict[str, str]]]) -> Counter[str]:
    """Return how many figures a report has, by kind."""
    items, cells = report["recommendations"], report["cells"]
    return Counter(
        {
            "problems": len(items),
            "with hours": sum(bool(each["hours"]) for each in items),
            "with money": sum(bool(each["money"]) for each in items),
            "with a function": sum(each["where"].startswith("mostly") for each in items),
            "quotes": sum(len(each["quotes"]) for each in items),
            "rules": sum(len(each["evidence"]) for each in items),
            "team cells": len(cells),
            "team cells with hours": sum(bool(each["hours"]) for each in cells),
            "functions": len(report["functions"]),
        }
    )


#: What there was before, and what there is with each protection against conclusions added.
GATES: Final = {
    "none of the three": Gate(ALL._replace(beginnings=False, quotes=False, money=False)),
    "all but `beginnings`": Gate(ALL._replace(beginnings=False)),
    "all but `quotes`": Gate(ALL._replace(quotes=False)),
    "all": Gate(),
}


def lines(store: Store, setting: Setting) -> list[str]:
    """Return a table of how many figures an organisation's manager sees, on average."""
    found = [
        "| protections against conclusions | looks | " + " | ".join(KINDS) + " |",
        "| --- | --- |" + " ---: |" * len(KINDS),
    ]
    for weekly, looks in ((True, "weekly"), (False, "once")):
        for name, gate in GATES.items():
            counts: Counter[str] = Counter()
            for seed in range(ORGANISATIONS):
                counts += seen(store, setting, Random(seed), gate, weekly=weekly)  # noqa: S311  # repeatable
            means = (f"{counts[kind] / ORGANISATIONS:.1f}" for kind in KINDS)
            found.append(f"| {name} | {looks} | " + " | ".join(means) + " |")
    return found
