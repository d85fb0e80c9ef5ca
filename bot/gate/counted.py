"""What a release is made from: counts of today, and figures as they were shown; shapes only."""

from typing import Protocol


class Counted(Protocol):
    """How many people stand behind a figure, of one team and first counted by one release."""

    @property
    def kind(self) -> str:
        """Which `Kind`."""

    @property
    def code(self) -> str:
        """Which inefficiency, function, or inefficiency and rule."""

    @property
    def team(self) -> str:
        """Which team; empty where teams do not matter."""

    @property
    def release(self) -> int:
        """Which release counted them first."""

    @property
    def people(self) -> int:
        """How many."""


class Shown(Protocol):
    """A figure as an earlier release showed it."""

    @property
    def kind(self) -> str:
        """Which `Kind`."""

    @property
    def code(self) -> str:
        """Which inefficiency, function, or inefficiency and rule."""

    @property
    def team(self) -> str:
        """Which team; empty for everybody."""

    @property
    def release(self) -> int:
        """Which release."""

    @property
    def people(self) -> int:
        """How many people were told."""

    @property
    def is_exact(self) -> bool:
        """Whether that was their number, or the least number."""
