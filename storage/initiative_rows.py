"""Rows about what was decided: initiatives, notes, repeated rounds; imports nothing of ours.

Dates are ISO dates, times unix seconds.
"""

from typing import NamedTuple


class InitiativeRow(NamedTuple):
    """A recommendation that somebody took on; empty `team` and `function` are all of them.

    `person`, `channel` and `chat` are whom to remind, if anybody; `baseline` is the JSON
    of what was known then, with its `digest`. Goals are drops, in `unit` "percent" or "hours".
    """

    id: str
    survey: str
    code: str
    function: str
    team: str
    title: str
    owner: str
    person: str
    channel: str
    chat: str
    unit: str
    goal_low: float
    goal_likely: float
    goal_high: float
    due_on: str
    check_on: str
    kpi: str
    baseline: str
    digest: str
    made: int
    state: str = "accepted"
    reason: str = ""


class NoteRow(NamedTuple):
    """How an initiative goes, and the figure of its indicator where one was given."""

    id: str
    initiative: str
    at: int
    text: str
    value: float | None = None


class PulseRow(NamedTuple):
    """A survey that is asked again every `weeks`, `rounds` times, of which some are `done`.

    `questions` are ids with commas, of the survey's own; each round is open for `days_open`.
    """

    survey: str
    weeks: int
    days_open: int
    questions: str
    rounds: int
    done: int = 0


class SubscriptionRow(NamedTuple):
    """Who gets the report on a survey's initiatives, every so many `days`, and where."""

    survey: str
    person: str
    channel: str
    chat: str
    language: str
    days: int
