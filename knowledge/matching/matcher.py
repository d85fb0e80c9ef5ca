"""The matcher: text in, findings out; deterministic, explainable, no network, no model.

In order: tokens and clauses (`reading`), rules and cues that speak, cancelling (`hearing`), points
(`weighing`), thresholds and evidence (`deciding`). Functions are weighed apart from inefficiencies:
a task is named whether it is complained of or not.
"""

from knowledge.catalogue.content import Catalogue
from knowledge.matching.compiling import Lexicon
from knowledge.matching.deciding import decide, functions_in, inefficiencies_in, threshold_for
from knowledge.matching.hearing import Listener, Reach
from knowledge.matching.index import Index
from knowledge.matching.learning import WordEvidence
from knowledge.matching.reading import Reader, Spelling, Turns, Words
from knowledge.matching.repair import Repair
from knowledge.matching.scale import Scale
from knowledge.matching.speaking import Codes, is_signal, speakers_of
from knowledge.matching.tokens import clauses_of
from knowledge.matching.values import NOTHING, Asked, Evidence, Match
from knowledge.matching.weighing import Weighing
from knowledge.matching.witnessing import Witness
from knowledge.matching.words import Folder


class Matcher:
    """Reads texts with one catalogue; safe to share between threads that only read."""

    def __init__(self, catalogue: Catalogue) -> None:
        listed = catalogue.language.get
        folder = Folder(catalogue.folds, listed("spelling", ()))
        speakers = list(speakers_of(catalogue))
        negators = frozenset(listed("negators", ()))
        lexicon = Lexicon(folder, frozenset(listed("common", ())))
        spoken = [speaker.code for speaker, _ in speakers if not is_signal(speaker)]
        self._codes = Codes([*spoken, *catalogue.inefficiencies, *catalogue.functions])
        index = Index(speakers, lexicon, self._codes)
        turns = Turns(
            negators,
            frozenset(listed("contrast", ())),
            frozenset(listed("resuming", ())),
            frozenset(listed("asking", ())),
            frozenset(listed("barriers", ())),
        )
        repair = Repair(index.names, frozenset(listed("modern", ())))
        self._scale = Scale.of(catalogue.weighing)
        learnt = WordEvidence.of(catalogue, folder, self._scale)
        self._reader = Reader(Words(index, Spelling(folder, repair, learnt), turns))
        self._functions = frozenset(filter(catalogue.is_function, self._codes.names))
        reach = Reach(int(self._scale.rule_reach), int(self._scale.cue_reach))
        self._listener = Listener(self._functions, reach, index.end)

    def match(self, text: str, *, asked: Asked = Asked.OPEN, in_full: bool = True) -> Match:
        """Return what *text*, the answer to *asked*, mentions; never raises, whatever it says.

        Without *in_full* a finding lists only its strongest evidence, which is faster.
        """
        reading = self._reader.read(text)
        is_complaint = asked is Asked.OBSTACLE or asked is Asked.WHY
        may_imagine = is_complaint or asked is Asked.IDEA
        weighing = Weighing(self._codes, self._scale, is_complaint=is_complaint)
        weighing.add_all(
            [
                self._listener.hear(each, may_imagine=may_imagine)
                for each in clauses_of(reading.tokens)
            ]
        )
        order = weighing.scores()
        if not order:
            return NOTHING
        codes = [each for each in order if each[1] not in self._functions]
        tasks = [each for each in order if each[1] in self._functions]
        threshold = threshold_for(self._scale, len(reading.tokens), is_complaint=is_complaint)
        inefficiencies = inefficiencies_in(codes, self._scale, threshold)
        functions = functions_in(tasks, self._scale)
        shown = [code for _, code in inefficiencies.winners() + functions.winners()]
        evidence: dict[str, list[Evidence]] = {}
        if shown:
            witness = Witness(weighing.counted, self._scale, in_full=in_full)
            evidence = witness.evidence(shown, reading.spans())
        return decide(inefficiencies, functions, evidence)
