"""What people say in the measurements: once at the beginning, and then again and again.

What stands in braces becomes a person's own, so that texts differ from person to person.
"""

from typing import Final, NamedTuple


class Script(NamedTuple):
    """What a person says."""

    opening: tuple[str, ...]
    loop: tuple[str, ...] = ()

    def line(self, number: int, person: int) -> str:
        """Return what *person* says as number *number*, counted from 0."""
        said = number - len(self.opening)
        text = self.opening[number] if said < 0 else self.loop[said % len(self.loop)]
        return text.format(person)


GREETING: Final = Script(("/start",), ("An answer of some words, as people give them",))
#: A whole interview, then one about the next task.
INTERVIEW: Final = Script(
    ("/start", "yes"),
    (
        "/task",
        "I pack parcels for the shop in hall {}",
        "/skip",
        "every day",
        "20 minutes",
        "half of it",
        "The printer in hall {} jams all the time and nobody comes to mend it",
        "/skip",
        "/skip",
        "/skip",
        "A second printer for hall {}",
        "no",
        "no",
        "yes",
    ),
)
