"""Two rounds of one person, compared because they want it: by a secret in their own chat.

Rule 1: the secret, 100 random bits, stands in a message that the person keeps. The database has a
hash of it under our own secret and the round's name; from that nobody gets back to it.
Rule 2: a hash joins two rounds only after the person showed the secret again in the later one.
Rule 3: while the later round is open, whoever holds the database and our secret can find the
earlier answers of somebody who linked: they are told so before they do.
"""

import base64
import hashlib
import hmac
import secrets
from typing import Final

from bot.lifecycle import earlier_of
from bot.recording import Author
from storage import SurveyRow, Work

_CODE_BYTES: Final = 13
_CODE_SIGNS: Final = 20


def fresh_code() -> str:
    """Return a new secret that a person can keep, of letters and digits that cannot be mistaken."""
    return base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode().lower()[:_CODE_SIGNS]


def offer_link(work: Work, author: Author, secret: bytes) -> str:
    """Keep the hash of a new secret for this round, the only one, and return the secret."""
    code = fresh_code()
    _keep(work, author, author.survey, _token(secret, author.survey, code))
    return code


def link(work: Work, author: Author, survey: SurveyRow, secret: bytes, code: str) -> bool:
    """Join this round with the one before, if *code* was given out there; it goes on from here."""
    earlier, code = earlier_of(survey), code.strip().lower()
    if earlier is None or not work.links.has(earlier, earlier, _token(secret, earlier, code)):
        return False
    if not _keep(work, author, earlier, _token(secret, earlier, code)):
        return False  # somebody else showed it first
    return _keep(work, author, survey.id, _token(secret, survey.id, code))


def is_for_later(work: Work, author: Author, secret: bytes, code: str) -> bool:
    """Say whether *code* was given to this person in this very round."""
    token = _token(secret, author.survey, code.strip().lower())
    return work.links.owns(author.survey, author.respondent, author.survey, token)


def _keep(work: Work, author: Author, origin: str, token: str) -> bool:
    return work.links.replace(author.survey, author.respondent, origin, token)


def _token(secret: bytes, origin: str, code: str) -> str:
    return hmac.new(secret, f"link/{origin}/{code}".encode(), hashlib.sha256).hexdigest()[:32]
