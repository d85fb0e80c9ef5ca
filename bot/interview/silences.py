"""What people type when they do not answer: they do not know, will not say, have nothing to say.

Such words are never read for complaints: "I don't know" is no gap in communication.
"""

import re

from bot.interview.records import Outcome

_NOT = r"(?:(?:do|did|could) not|(?:don|didn|couldn|can)'?t|cannot|can not)"


def _any_of(*said: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in said), re.IGNORECASE)


_UNKNOWN = _any_of(
    rf"(?:sorry,? )?(?:[iw]e? )?(?:really |honestly )?{_NOT} (?:really )?(?:know|remember|recall)"
    r"(?: really| yet| sorry)?",
    rf"(?:i )?{_NOT} (?:say|tell)",
    r"(?:i have |i've )?(?:really )?no (?:idea|clue)(?: really| sorry)?",
    r"(?:i'm |i am )?not (?:really |quite )?sure",
    r"(?:it's |it is )?hard to say|who knows|dunno|idk|\?+",
)
_DECLINED = _any_of(
    r"(?:i'd |i would )?rather not(?: say)?", r"(?:i )?prefer not to say", r"no comment"
)
_NOTHING = _any_of(
    r"no|nope|nah|none|n/?a|nil|-+|yes|y|n|hi|hello|test|skip|next|pass",
    r"(?:no,? )?nothing(?: really| much| special| at all| in particular| to report| to add)?",
    r"nothing (?:comes to mind|got in the way|went wrong)",
    r"not (?:much|really|that i (?:know|can think)(?: of)?)",
    r"(?:there (?:were|are) )?no (?:problem|issue|obstacle|complaint|trouble)s?(?: at all)?",
    rf"(?:i )?{_NOT} (?:complain|think of (?:anything|something|any|one))",
    r"(?:(?:it|it all|all|everything) (?:was|is|went|goes) |it's |all )?(?:all )?"
    r"(?:fine|good|ok|okay|well|great|smoothly|as usual|normal|normally)",
    r"(?:see|same as) (?:above|before)|as (?:above|before)|it depends",
    rf"(?:i )?{_NOT} understand(?: the question| you| this)?|what do you mean\??",
)


def outcome_of(text: str) -> Outcome | None:
    """Return the outcome that *text* stands for if it is no answer in itself; else None."""
    plain = _plain(text)
    if _UNKNOWN.fullmatch(plain):
        return Outcome.UNKNOWN
    return Outcome.DECLINED if _DECLINED.fullmatch(plain) else None


def says_nothing(text: str) -> bool:
    """Say whether *text* tells of no work and of no obstacle."""
    return outcome_of(text) is not None or _NOTHING.fullmatch(_plain(text)) is not None


def _plain(text: str) -> str:
    return text.strip().strip(".! ").replace("’", "'")  # noqa: RUF001  # the sign that phones type
