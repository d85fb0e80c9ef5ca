"""Surveys open and close at their dates; whoever was quicker by hand is right."""

from bot.duties.ticking import Job
from bot.lifecycle import Status, close_survey, open_survey


def open_at_its_date(job: Job) -> None:
    """Open the survey, if it still waits for its date."""
    row = job.work.surveys.get(job.subject)
    if row is not None and row.status == Status.PLANNED:
        open_survey(job.work, job.subject)


def close(job: Job) -> None:
    """Close the survey, if nobody has."""
    close_survey(job.work, job.subject, job.now)
