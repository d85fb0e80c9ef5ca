"""The wording: what every message code says, by language; apart from it nobody writes to people."""

from bot.wording.speaking import LANGUAGES, Wording, wording_in

__all__ = ["LANGUAGES", "Wording", "wording_in"]
