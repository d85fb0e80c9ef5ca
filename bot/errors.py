"""Everything that may go wrong in the bot, in one tree; imports nothing of ours.

    BotError                    the root, never raised itself
    ├── SettingsError           the environment says something that cannot be used
    ├── SurveyError             an interview file has faults
    ├── InputError              a file or stream that a person gave cannot be read
    ├── ChannelError            the chat service cannot be used
    ├── RefusedError            what was asked for cannot be done now
    ├── NoBriefError            there is nothing to ask providers about a function
    └── WordingError            a message has no wording

The message says what, where, and what to do; it never carries what a person said in an interview.
"""

from collections.abc import Sequence


class BotError(Exception):
    """The root of all errors of the bot; catch it, never raise it."""


class SettingsError(BotError):
    """The environment variable *name* cannot be used, for the reason *problem*."""

    def __init__(self, name: str, problem: str) -> None:
        self.name, self.problem = name, problem
        super().__init__(f"{name} {problem}")


class SurveyError(BotError):
    """The interview in *source* cannot be used; each of *faults* says why and where."""

    def __init__(self, source: str, faults: Sequence[str]) -> None:
        self.source, self.faults = source, tuple(faults)
        lines = "\n  ".join(self.faults)
        super().__init__(f"{source}: {len(self.faults)} fault(s), mend them first\n  {lines}")


class InputError(BotError):
    """What was given in *source* cannot be read; each of *faults* says why and where."""

    def __init__(self, source: str, faults: Sequence[str]) -> None:
        self.source, self.faults = source, tuple(faults)
        super().__init__("\n  ".join((f"{source}: nothing was taken from it", *self.faults)))


class ChannelError(BotError):
    """The chat service cannot be used: *problem* says why and what to do."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


class RefusedError(BotError):
    """*What* was asked for cannot be done: *problem* says why and what to do."""

    def __init__(self, what: str, problem: str) -> None:
        self.what, self.problem = what, problem
        super().__init__(f"{what}: {problem}")


class NoBriefError(BotError):
    """There is no brief for a function; the message says why, and what would change it."""


class WordingError(BotError):
    """The message *code* has no wording in *language*."""

    def __init__(self, code: str, language: str) -> None:
        self.code, self.language = code, language
        super().__init__(f"message {code!r} has no wording in {language!r}: add it to bot/wording")
