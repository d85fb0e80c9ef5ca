"""The matcher: text in, findings out; deterministic, explainable, no network, no model.

In order: tokens and clauses (`reading`), rules and cues that speak, cancelling (`finding`), points
added up and held against thresholds (`weighing`). Functions are weighed apart from inefficiencies:
a task is named whether it is complained of or not.
"""

from collections.abc import Mapping

from knowledge.catalogue.content import Catalogue
from knowledge.matching.finding import CANCEL, PAIN, PRAISE, PROTECT, Reach, hear
from knowledge.matching.index import Index
from knowledge.matching.reading import Reader, clauses_of, spans_of
from knowledge.matching.values import NOTHING, Asked, Match
from knowledge.matching.weighing import Scale, Weighing
from knowledge.matching.words import Folder

_SIGNAL_LISTS: Mapping[str, tuple[str, ...]] = {
    CANCEL: ("over", "imagined", "elsewhere", "fine"),
    PAIN: ("pain",),
    PRAISE: ("praise",),
    PROTECT: ("protected",),
}


class Matcher:
    """Reads texts with one catalogue; safe to share between threads that only read."""

    def __init__(self, catalogue: Catalogue) -> None:
        language = catalogue.language
        folder = Folder(catalogue.folds, language.get("spelling", ()))
        signals = {
            code: [pattern for name in names for pattern in language.get(name, ())]
            for code, names in _SIGNAL_LISTS.items()
        }
        index = Index(catalogue, folder, signals)
        self._reader = Reader(index, folder, frozenset(language.get("contrast", ())))
        self._negators = frozenset(language.get("negators", ()))
        self._scale = Scale.of(catalogue.weighing)
        self._reach = Reach(self._scale.rule_reach, self._scale.cue_reach)
        spoken = {*catalogue.cues, *(rule.code for rule in catalogue.rules.values())}
        self._functions = frozenset(filter(catalogue.is_function, spoken))

    def match(self, text: str, *, asked: Asked = Asked.OPEN) -> Match:
        """Return what *text*, the answer to *asked*, mentions; never raises, whatever it says."""
        tokens = self._reader.tokens_of(text)
        clauses = clauses_of(tokens)
        if not clauses:
            return NOTHING
        weighing = Weighing(self._scale, self._functions, asked)
        for clause in clauses:
            heard = hear(clause, self._negators, self._reach)
            if heard is not None:
                weighing.add(heard)
        return weighing.result(spans_of(text)) if weighing.has_any() else NOTHING
