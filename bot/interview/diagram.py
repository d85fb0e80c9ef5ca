"""The transition table as a Mermaid diagram and a table, for `docs/interview.md`; pure."""

from bot.interview.state import Phase
from bot.interview.table import ACTS, LEADS_TO, Trigger

_HEAD = """# The interview as a table

Generated from `bot/interview/table.py`; a test fails when it is out of date. `gemba chat` plays it.

In words: nothing is kept before consent; then one question after the other; four small asides
(changing an answer, deleting everything, stopping, saying where one is) return to the question that
waits; what is not shown below changes nothing and repeats the question.

## What is asked on the way, once

**When to write.** Reminders go by the survey's time zone and quiet hours, unless a person says
otherwise. They are asked once, in all surveys, where it costs least: with the first question about
work that they leave open, after they stop and let what they said count, or below the first
reminder if they broke off without a word. One press answers it: the survey's clock, three
neighbours', another place, or no reminders at all. “Another place” takes a city, a country or a
zone, near enough, and other hours with it (“Madrid 21-7”). Nobody has to answer: the interview
goes on meanwhile, and who leaves it aside is not asked again. `/reminders` and `/stop` change it
at any time.

**Comparing with the next time.** A survey may be asked again, and the always-on one goes on by
periods. At the end of the first interview whoever came through is told once, in one sentence with
one button, that their own answers of both times can be compared; only who presses it gets a secret
(`/link`), which stands in their chat and nowhere else. At the end of a later round they are told
once to show it. Who does nothing is compared with nobody. `/pain` and who stops midway hear
nothing of it.
"""


def document() -> str:
    """Return the whole page: the diagram of phases, then what happens in each."""
    return "\n".join((_HEAD, "```mermaid", *_arrows(), "```", "", *_rows(), ""))


def _arrows() -> list[str]:
    lines = ["stateDiagram-v2", "    [*] --> new"]
    found: dict[tuple[Phase, Phase], list[str]] = {}
    for (phase, trigger), act in ACTS.items():
        for target in LEADS_TO.get(act, frozenset()):
            if target is not phase:
                found.setdefault((phase, target), []).append(trigger.value)
    for (phase, target), triggers in sorted(found.items()):
        shown = ", ".join(sorted(triggers)[:4]) + (", ..." if len(triggers) > 4 else "")  # noqa: PLR2004  # what fits on an arrow
        lines.append(f"    {phase.value} --> {target.value}: {shown}")
    return lines


def _rows() -> list[str]:
    head = "| what happens | " + " | ".join(phase.value for phase in Phase) + " |"
    rule = "| --- |" + " --- |" * len(Phase)
    rows = [
        f"| {trigger.value} | " + " | ".join(ACTS[phase, trigger].value for phase in Phase) + " |"
        for trigger in Trigger
    ]
    return [head, rule, *rows]
