"""A brief for providers as Markdown, or as a page that a browser prints and a word processor opens.

Both come from one text, so they say the same.
"""

from collections.abc import Callable, Mapping
from typing import Final

from markdown_it import MarkdownIt
from markupsafe import Markup

from bot.gate.briefs import Brief
from bot.reports.rendering import template

#: HTML in a survey's name stays text.
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def _text(brief: Brief) -> str:
    return template("brief.md.j2").render(brief=brief)


def _page(brief: Brief) -> str:
    body = Markup(_markdown.render(_text(brief)))  # noqa: S704  # made with html off
    return template("brief.html.j2").render(brief=brief, body=body)


BRIEF_FORMATS: Final[Mapping[str, Callable[[Brief], str]]] = {"md": _text, "html": _page}


def render_brief(brief: Brief, kind: str) -> str:
    """Return *brief* in the format *kind*, one of `BRIEF_FORMATS`."""
    return BRIEF_FORMATS[kind](brief)
