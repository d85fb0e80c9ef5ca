"""The rows that go into and come out of the database, as typed values; imports nothing of ours.

Times are unix seconds. `week` is the ISO date of a Monday: no finer date is kept with answers.
"""

from typing import NamedTuple


class SurveyRow(NamedTuple):
    """A survey as it was set up; `threshold` never changes once it is open."""

    id: str
    name: str
    purpose: str
    status: str
    interview: str
    threshold: int
    quote_threshold: int
    week: str
    settings: str = "{}"


class TeamRow(NamedTuple):
    """A team of a survey, with its head count where that is known."""

    code: str
    name: str
    head_count: int | None


class ConversationRow(NamedTuple):
    """Where one chat stands; `state` is the engine's own JSON."""

    channel: str
    chat: str
    survey: str
    language: str
    state: str
    changed: int


class OutboxRow(NamedTuple):
    """A message that waits to be sent; `payload` is the channel-neutral JSON."""

    id: str
    channel: str
    chat: str
    kind: str
    payload: str
    not_before: int
    attempts: int = 0


class DueRow(NamedTuple):
    """A piece of work, its subject (such as a survey), when it is due, and its kind's own state."""

    kind: str
    subject: str
    at: int
    state: str = ""
    attempts: int = 0


class WishesRow(NamedTuple):
    """How a chat wants to be written to; None is the survey's own, times are minutes of a day."""

    channel: str
    chat: str
    zone: str | None = None
    quiet_from: int | None = None
    quiet_until: int | None = None
    is_silent: int = 0


class ReachableRow(NamedTuple):
    """Somebody whom a survey may write to, how far they are, and how they want it."""

    survey: str
    channel: str
    chat: str
    language: str
    is_finished: int
    reminders: int
    next_at: int | None
    zone: str | None = None
    quiet_from: int | None = None
    quiet_until: int | None = None
    is_silent: int = 0


class AsideRow(NamedTuple):
    """An event or message that could not be handled: its number and error, not its content."""

    channel: str
    number: str
    error: str
    at: int


class AnswerRow(NamedTuple):
    """What a person answered; `low` to `high` for amounts, `choices` as codes with commas."""

    survey: str
    respondent: str
    task: int
    question: str
    outcome: str
    text: str | None
    low: float | None
    likely: float | None
    high: float | None
    choices: str
    message: int | None
    week: str


class FindingRow(NamedTuple):
    """What an answer was matched to; `state` is found, confirmed, rejected or added."""

    kind: str
    code: str
    rule: str
    score: float
    threshold: float
    start: int
    end: int
    runner_up: str | None
    state: str = "found"


class JudgedRow(NamedTuple):
    """What an employee says of a finding: confirmed or rejected."""

    survey: str
    respondent: str
    task: int
    kind: str
    code: str
    state: str


class Triple(NamedTuple):
    """An amount as a range."""

    low: float
    likely: float
    high: float


class TaskRow(NamedTuple):
    """The figures of one finished task; what reports are made from."""

    survey: str
    respondent: str
    number: int
    function: str | None
    code: str | None
    per_week: Triple | None
    minutes: Triple | None
    wasted: Triple | None


class TaskLoss(NamedTuple):
    """One task with its primary inefficiency, for the estimate; a person is a number here."""

    respondent: str
    team: str | None
    function: str | None
    code: str | None
    per_week: Triple | None
    minutes: Triple | None
    wasted: Triple | None
    role: str | None = None


class ScoreSum(NamedTuple):
    """The scores on one criterion for one function, of the people first counted by one release.

    How many people, how many scores (one for each task), their sum, and that of their squares.
    """

    function: str
    criterion: str
    release: int
    people: int
    scores: int
    total: float
    squares: float
    lowest: float
    highest: float


class CellCount(NamedTuple):
    """How many people stand behind a figure, of one team and first counted by one release."""

    kind: str
    code: str
    team: str
    release: int
    people: int


class Counted(NamedTuple):
    """How much there is of the people whom a release has counted: if it changes, somebody did."""

    people: int
    findings: int
    quotable: int


class ReleasedCell(NamedTuple):
    """A figure as it was shown by one release; `content` is the gate's own JSON.

    `team` is empty for everybody. Where `is_exact` is false, `people` is only the least number.
    """

    kind: str
    code: str
    team: str
    release: int
    people: int
    is_exact: bool
    content: str


class Judgement(NamedTuple):
    """How often employees confirmed and rejected what a rule found."""

    rule: str
    code: str
    confirmed: int
    rejected: int


class KeptAnswer(NamedTuple):
    """One answer as its author may see it."""

    task: int
    question: str
    outcome: str
    text: str | None
    choices: str
    low: float | None
    likely: float | None
    high: float | None
    week: str


class MyData(NamedTuple):
    """Everything that is kept of one person in one survey."""

    team: str | None
    role: str | None
    answers: tuple[KeptAnswer, ...]
    findings: tuple[tuple[int, str, str, str], ...]


class Forgotten(NamedTuple):
    """How much was deleted."""

    tasks: int
    answers: int
