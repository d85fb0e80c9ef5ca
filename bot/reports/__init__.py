"""Reports: what the gate let through, as text, pages, tables or JSON. Layout and nothing else."""

from bot.reports.brief import BRIEF_FORMATS, render_brief
from bot.reports.delimited import separated
from bot.reports.rendering import FORMATS, render, render_progress
from bot.reports.tables import TABLES

__all__ = [
    "BRIEF_FORMATS",
    "FORMATS",
    "TABLES",
    "render",
    "render_brief",
    "render_progress",
    "separated",
]
