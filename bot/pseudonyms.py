"""Pseudonyms: who answered and who took part, by two keys, so that neither leads to the other.

HMAC-SHA-256 (RFC 2104), cut to 128 bits. The survey's own key is destroyed when it closes; then not
even whoever holds the database and the secret can tell which person a respondent was.
"""

import hmac
import secrets

KEY_BYTES = 32


def fresh_key() -> str:
    """Return a new key for a survey's pseudonyms, as hexadecimal digits."""
    return secrets.token_hex(KEY_BYTES)


def respondent_of(key: bytes, survey: str, who: str) -> str:
    """Return under which pseudonym *who* answers *survey*."""
    return _token(key, f"respondent/{survey}/{who}")


def participant_of(secret: bytes, survey: str, who: str) -> str:
    """Return under which pseudonym it is kept that *who* takes part in *survey*."""
    return _token(secret, f"participant/{survey}/{who}")


def member_of(secret: bytes, who: str) -> str:
    """Return under which pseudonym it is kept what *who* may do as one who manages, and did."""
    return _token(secret, f"member/{who}")


def code_digest(secret: bytes, code: str) -> str:
    """Return what is kept of the *code* of an invitation."""
    return _token(secret, f"invitation/{code}")


def _token(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode(), "sha256").hex()[:32]
