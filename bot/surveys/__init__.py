"""Interviews as files: the shipped ones, and how a company's own is read and checked."""

from bot.surveys.loading import interview_text, load_survey, parse_survey, shipped, shipped_text

__all__ = ["interview_text", "load_survey", "parse_survey", "shipped", "shipped_text"]
