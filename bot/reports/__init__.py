"""Reports: what the gate let through, as text, HTML, Markdown or JSON. Layout and nothing else."""

from bot.reports.rendering import FORMATS, render, render_progress

__all__ = ["FORMATS", "render", "render_progress"]
