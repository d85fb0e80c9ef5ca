"""Taking names and numbers out of what somebody said, before others read it; pure.

Rule 1: rather too much than too little: what may be a person is masked. But a quote must still say
what is wrong, so tools, departments, dates, amounts and sums stay (each rule has its twin).
Rule 2: what looks like a number by its form goes: links, mails, handles, accounts, phones, and
anything of seven digits or more that is no date and no amount.
Rule 3: a name goes by the list of first names, with the surname behind it; by its place: behind a
title, behind "my boss" or "ask", as "J. Smith"; first names that are words only by their place.
Rule 4: of a text that would be mostly masks nothing is quoted.

What it cannot do: a surname alone at the beginning of a sentence, a nickname, a person described
("the only one who speaks Finnish"). That is why a quote also needs ten people and a yes.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent
_REGIONS: Final = ("US", "GB", "DE", "FR", "ES", "IN")
_MOST_MASKED: Final = 0.5
_SEVEN_DIGITS: Final = 7

_CAPITAL = r"[A-ZÀ-ÖØ-ÞŁŚŻ](?:[\w-]|['’](?!s\b))*[a-zà-öø-ÿłśż]"  # noqa: RUF001  # as people type it
_LINK = re.compile(
    r"\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|de|eu|io|info|biz|co|uk|fr|es|it|"
    r"nl|ch|at|us|gov|edu|local|intern|internal)\b(?:[/:?#]\S*)?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+%-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\w)@\w{2,}")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,4})?\b")
_DATE = re.compile(r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})(?:\s\d{1,2}:\d{2})?")
_AMOUNT = re.compile(r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?|\d+[.,]\d{1,2}")
_RUN = re.compile(r"(?<![\w.,])\+?\(?\d[\d ()./-]{4,}\d(?!\w)")
_NAMED_NUMBER = re.compile(
    r"\b((?:(?:employee|personnel|staff|badge|customer|account|order|ticket|policy|passport|tax|"
    r"social security|insurance|case|file|contract|invoice|serial|card|id|payroll)\s*"
    r"(?:number|no\.?|nr\.?|id|code|#)?|number|no\.|nr\.|#)\s*[:=#]?\s*)"
    r"(?=[\w/-]*\d{3})[A-Za-z0-9][\w/-]*",
    re.IGNORECASE,
)
_MIXED = re.compile(r"\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])(?=(?:\w*\d){5})[A-Za-z0-9]{6,}\b")

_TITLE = re.compile(
    r"\b(?i:mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|herr|frau|señora?|monsieur|madame)\b\.?\s+"
    rf"(?:(?i:dr|prof)\.\s+)?(?:{_CAPITAL}|[A-Z]\.)(?:[\s-]+{_CAPITAL})*"
)
_INITIAL = re.compile(rf"\b[A-Z]\.\s?(?:[A-Z]\.\s?)?{_CAPITAL}|\b{_CAPITAL},?\s[A-Z]\.(?=\W|$)")
_BEFORE_A_PERSON = (
    r"(?:my|our|the|their|his|her)\s+(?:\w+\s+)?(?:boss|manager|supervisor|lead|leader|chef|head|"
    r"director|colleague|coworker|co-worker|assistant|foreman|predecessor|successor|trainee|intern|"
    r"secretary|buddy|mate|friend)(?:\s+is|,)?"
    r"|called|named|ask|asks|asked|asking|tell|told|telling|remind|chase|chasing|message|text|thank"
    r"|emailed|phoned|rang|because|until|unless|when|if|only|unlike|like|poor|dear|hi|hello|without"
)
_BY_PLACE = re.compile(rf"(?<!\w)(?i:{_BEFORE_A_PERSON})\s+({_CAPITAL}(?:\s+{_CAPITAL})?)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # noqa: RUF001
_SURNAME = re.compile(rf"\s+(?:(?:von|van|de|der|den|di|da|del|la|al|bin|mc)\s+)*{_CAPITAL}")
_BEHIND_A_PERSON = re.compile(
    r"\s+(?:says|said|sends|sent|does|did|has|wants|thinks|forgets|signs|signed|approves|approved|"
    r"checks|checked|needs|is|was|never|always|from|in\s+(?:accounting|accounts|sales|hr|it|finance|"
    r"purchasing|logistics|payroll|marketing|procurement)|and\s+i)\b|['’]s\b",  # noqa: RUF001
)


def mask(text: str) -> str | None:
    """Return *text* without names, mails, numbers and links; None if hardly anything is left."""
    masked = text
    for step in _STEPS:
        masked = step(masked)
    marks = masked.count("[")
    words = len(_WORD.findall(masked)) - marks
    return masked if marks <= _MOST_MASKED * (words + marks) and words > 1 else None


def _numbers(text: str) -> str:
    """Mask what has many digits, and is neither a date nor an amount."""
    text = _RUN.sub(lambda run: run[0] if _is_plain(run[0]) else "[number]", text)
    return _MIXED.sub("[number]", _NAMED_NUMBER.sub(r"\1[number]", text))


def _is_plain(run: str) -> bool:
    """Say whether *run* is a date, an amount, or few digits."""
    digits = sum(sign.isdigit() for sign in run)
    is_known = _DATE.fullmatch(run.strip()) or _AMOUNT.fullmatch(run.strip())
    return digits < _SEVEN_DIGITS or is_known is not None


def _phones(text: str) -> str:
    """Mask telephone numbers as they are written in several countries."""
    from phonenumbers import Leniency, PhoneNumberMatcher  # noqa: PLC0415  # slow to load

    found: set[tuple[int, int]] = set()
    for region in _REGIONS:
        matches = PhoneNumberMatcher(text, region, leniency=Leniency.VALID)
        found |= {(each.start, each.end) for each in matches if not _is_plain(each.raw_string)}
    for start, end in sorted(_outermost(found), reverse=True):
        text = f"{text[:start]}[phone]{text[end:]}"
    return text


def _outermost(spans: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return *spans* without those that lie in, or overlap with, an earlier or longer one."""
    kept: set[tuple[int, int]] = set()
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if all(end <= first or start >= last for first, last in kept):
            kept.add((start, end))
    return kept


def _names(text: str) -> str:
    """Mask people, by where a word stands and by the lists of first names."""
    text = _TITLE.sub("[name]", text)
    text = _INITIAL.sub(lambda found: found[0] if _is_no_person(found[0]) else "[name]", text)
    text = _BY_PLACE.sub(_of_a_person, text)
    return _by_list(text)


def _of_a_person(found: re.Match[str]) -> str:
    first = found[1].split()[0]
    if _is_no_person(first):
        return found[0]
    return f"{found[0][: found.start(1) - found.start()]}[name]"


def _is_no_person(words: str) -> bool:
    """Say whether the longest of *words* is an abbreviation, or known to be no person."""
    longest = max(re.split(r"[\s.,]+", words), key=len)
    return longest.isupper() or longest.lower() in _listed("no_person.txt")


def _by_list(text: str) -> str:
    """Mask first names of the lists, and what stands behind them as a surname."""
    sure, possible = _listed("first_names.txt"), _listed("names_and_words.txt")
    parts, at = list[str](), 0
    for word in _WORD.finditer(text):
        if word.start() < at or text[word.start() - 1 : word.start()] == "[":
            continue
        name = re.split(r"['’]", word[0])[0]  # noqa: RUF001
        surname = _SURNAME.match(text, word.start() + len(name)) if name[0].isupper() else None
        is_name = any(part in sure - possible for part in name.lower().split("-")) or (
            name.lower() in possible and _is_clear(text, word.start(), name, surname)
        )
        if is_name:
            end = word.start() + len(name)
            if surname is not None and not _is_no_person(surname[0].split()[-1]):
                end = surname.end()
            parts += [text[at : word.start()], "[name]"]
            at = end
    return "".join([*parts, text[at:]])


def _is_clear(text: str, start: int, name: str, surname: re.Match[str] | None) -> bool:
    """Say whether a first name that is a word stands where only a person can."""
    if not name[0].isupper():
        return False
    if surname is not None and not _is_no_person(surname[0].split()[-1]):
        return True
    behind = _BEHIND_A_PERSON.match(text, start + len(name))
    is_first = not text[:start].strip() or text[:start].rstrip()[-1] in ".!?:\n"
    return behind is not None and (not is_first or name.lower() not in _OFTEN_FIRST)


#: Words that begin sentences: "Will is ...", "May has ..." stay unless more speaks for a person.
_OFTEN_FIRST: Final = frozenset(
    ("art", "can", "chance", "don", "grant", "hope", "mark", "may", "page", "price", "will")
)


@cache
def _listed(name: str) -> frozenset[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


_STEPS: Final[tuple[Callable[[str], str], ...]] = (
    lambda text: _MAIL.sub("[mail]", text),
    lambda text: _LINK.sub("[link]", text),
    lambda text: _HANDLE.sub("[name]", text),
    lambda text: _ACCOUNT.sub("[account]", text),
    _phones,
    _numbers,
    _names,
)
