"""Everything that may go wrong with knowledge, in one tree; imports nothing of ours.

KnowledgeError              the root, never raised itself
├── CatalogueError          the catalogue's files have faults; all of them are listed
├── LabelError              a labelled text to measure with cannot be used
└── PatternError            a pattern cannot be read
"""

from collections.abc import Sequence


class KnowledgeError(Exception):
    """The root of all errors about knowledge; catch it, never raise it."""


class CatalogueError(KnowledgeError):
    """The catalogue cannot be used; each of *faults* says where (file:line) and why."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        listed = "\n  ".join(self.faults)
        super().__init__(f"the catalogue has {len(self.faults)} fault(s), mend them:\n  {listed}")


class LabelError(KnowledgeError):
    """A labelled text cannot be used; the message says which field and why."""


class PatternError(KnowledgeError):
    """The pattern *text* cannot be read: *problem* says why."""

    def __init__(self, text: str, problem: str) -> None:
        self.text, self.problem = text, problem
        super().__init__(f"pattern {text!r} {problem}")
