"""What was known and promised when a recommendation was accepted: kept once, with its digest.

It holds published figures only, and the goal, so that neither can move afterwards without notice:
the digest (SHA-256) is shown to whoever accepts and stands in the audit log besides.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from bot.gate.published import Published, Recommendation
from knowledge.advice.aiming import Aim
from knowledge.advice.seeing import Sight, sight_of
from storage import AuditRow, InitiativeRow, Work, new_id

LOCKED: Final = "locked"
_ALL: Final = 1_000_000


def baseline_of(
    published: Published, chosen: Recommendation, aim: Aim, promised: Mapping[str, object]
) -> str:
    """Return as JSON what *published* says of what was *chosen*, and what was *promised*."""
    known = {
        "survey": published.survey,
        "week": published.week,
        "catalogue": published.catalogue,
        "threshold": published.threshold,
        "code": chosen.code,
        "people": chosen.people,
        "or_more": chosen.or_more,
        "answered": published.response.answered,
        "head_count": published.response.head_count,
        "hours": chosen.hours,
        "money": chosen.money,
        "remedy": aim.remedy,
        "usual_percent": aim.percent,
        "grade": aim.grade,
        "kpi": asdict(chosen)["kpi"],
        "promised": dict(promised),
    }
    return json.dumps(known, ensure_ascii=False, sort_keys=True)


def digest_of(baseline: str) -> str:
    """Return the digest of *baseline*."""
    return hashlib.sha256(baseline.encode()).hexdigest()


def locked_entry(row: InitiativeRow, person: str) -> AuditRow:
    """Return the entry of the audit log that says what was locked, and by whom."""
    return AuditRow(new_id(), row.made, person, LOCKED, row.survey, _lock_of(row), "changed")


def _lock_of(row: InitiativeRow) -> str:
    return f"{row.id} {row.digest}"


def is_intact(work: Work, row: InitiativeRow) -> bool:
    """Say whether baseline, goal and dates are still those that were locked.

    The log is only ever added to: who changes baseline and digest together is found out by it.
    """
    if digest_of(row.baseline) != row.digest:
        return False
    logged = work.audit.entries(code=LOCKED, survey=row.survey, most=_ALL)
    if _lock_of(row) not in {each.about for each in logged}:
        return False
    promised = json.loads(row.baseline)["promised"]
    return bool(promised == promised_by(row))


def promised_by(row: InitiativeRow) -> dict[str, object]:
    """Return what *row* promises: goal, dates, indicator."""
    goal = [row.goal_low, row.goal_likely, row.goal_high]
    return {
        "team": row.team,
        "unit": row.unit,
        "goal": [float(each) for each in goal],
        "due": row.due_on,
        "check": row.check_on,
        "kpi": row.kpi,
    }


def hours_in(baseline: str) -> float:
    """Return how many hours a week were lost then; a goal in hours is refused without."""
    return float(json.loads(baseline)["hours"][1])


def sights_in(baseline: str) -> tuple[Sight, Sight]:
    """Return what changes will show later: if people link their rounds, and if they do not."""
    known = json.loads(baseline)
    linked = sight_of(int(known["people"]), linked=True)
    return linked, sight_of(int(known["answered"]), linked=False)
