"""Surveys open and close at their dates; whoever was quicker by hand is right."""

from typing import Final

from bot.duties.ticking import Job, Later
from bot.lifecycle import Status, close_survey, open_survey

TIDY_SECONDS: Final = 10 * 60


def open_at_its_date(job: Job) -> None:
    """Open the survey, if it still waits for its date."""
    row = job.work.surveys.get(job.subject)
    if row is not None and row.status == Status.DRAFT:
        open_survey(job.work, job.subject)


def close(job: Job) -> None:
    """Close the survey, if nobody has."""
    close_survey(job.work, job.subject, job.now)


def lose_order(job: Job) -> Later | None:
    """Go on with closing the survey: the rows of some more people lose their order."""
    mark = job.work.surveys.lose_order(job.subject, job.state)
    return Later(job.now, mark) if mark else None


def tidy(job: Job) -> Later:
    """Let the disk forget what was sent and deleted since; again in some minutes."""
    job.work.let_disk_forget()
    return Later(job.now + TIDY_SECONDS)


def let_go(job: Job) -> None:
    """Forget whom the survey could write to: what became of it has had its time."""
    job.work.contacts.let_go(job.subject)
