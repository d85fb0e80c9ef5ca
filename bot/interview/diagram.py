"""The transition table as a Mermaid diagram and a table, for `docs/interview.md`; pure."""

from bot.interview.state import Phase
from bot.interview.table import ACTS, LEADS_TO, Trigger

_HEAD = """# The interview as a table

Generated from `bot/interview/table.py`; a test fails when it is out of date. `gemba chat` plays it.

In words: nothing is kept before consent; then one question after the other; three small asides
(changing an answer, deleting everything, stopping) return to the question that waits; what is not
shown below changes nothing and repeats the question.
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
