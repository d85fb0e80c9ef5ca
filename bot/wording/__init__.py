"""The wording: what every message code says, by language; apart from it nobody writes to people."""

from bot.wording.speaking import DEFAULT, LANGUAGES, Wording, wording_in

__all__ = ["DEFAULT", "LANGUAGES", "Wording", "wording_in"]
