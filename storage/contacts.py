"""Whom a survey may still write to and how they want it, and links between rounds.

Nothing here holds a respondent's pseudonym together with a chat.
"""

from storage.rows import ReachableRow, WishesRow
from storage.statements import Statements


class Contacts:
    """Chats that surveys may write to, apart from what was answered."""

    def __init__(self, statements: Statements) -> None:
        self._do = statements

    def reach(
        self, survey: str, channel: str, chat: str, *, language: str, next_at: int | None
    ) -> None:
        """Keep that *survey* may write to a chat, for the first time at *next_at*."""
        self._do.run(
            "reach", survey=survey, channel=channel, chat=chat, language=language, next_at=next_at
        )

    def finish(self, survey: str, channel: str, chat: str) -> None:
        """Keep that somebody came to the end: no reminders any more."""
        self._do.run("reached_the_end", survey=survey, channel=channel, chat=chat)

    def due(self, survey: str, now: int, most: int) -> list[ReachableRow]:
        """Return whom *survey* should write to at *now*, longest due first."""
        rows = self._do.rows("due_reachable", survey=survey, now=now, most=most)
        return [ReachableRow(*row) for row in rows]  # type: ignore[arg-type]  # as selected

    def soonest(self, survey: str) -> int | None:
        """Return when *survey* should next write to somebody; None if never."""
        found = self._do.value("soonest_reachable", survey=survey)
        return None if found is None else int(found)

    def is_known(self, survey: str, channel: str, chat: str) -> bool:
        """Say whether *survey* may write to a chat."""
        return bool(self._do.value("is_reachable", survey=survey, channel=channel, chat=chat))

    def move(self, row: ReachableRow, next_at: int | None, reminders: int | None = None) -> None:
        """Write to somebody at *next_at*; None: not any more."""
        self._do.run(
            "move_reachable",
            survey=row.survey,
            channel=row.channel,
            chat=row.chat,
            next_at=next_at,
            reminders=row.reminders if reminders is None else reminders,
        )

    def asked_since(self, row: ReachableRow, week: str) -> bool:
        """Say whether another survey that began after *week* may write to that chat."""
        where = {"survey": row.survey, "channel": row.channel, "chat": row.chat}
        return bool(self._do.value("asked_since", **where, week=week))

    def write_to_all(self, survey: str, at: int) -> int:
        """Let *survey* write to everybody from *at* on, and return how many they are."""
        return self._do.run("write_to_all", survey=survey, at=at)

    def leave(self, survey: str, channel: str, chat: str) -> None:
        """Never write to a chat about *survey* again."""
        self._do.run("leave_reachable", survey=survey, channel=channel, chat=chat)

    def leave_all(self, channel: str, chat: str) -> None:
        """Never write to a chat again: it is gone."""
        self._do.run("leave_all_reachable", channel=channel, chat=chat)

    def let_go(self, survey: str) -> int:
        """Forget whom *survey* could write to, and return how many they were."""
        return self._do.run("let_go_reachable", survey=survey)

    def wishes(self, channel: str, chat: str) -> WishesRow | None:
        """Return how a chat wants to be written to; None if it never said."""
        row = self._do.row("wishes", channel=channel, chat=chat)
        return None if row is None else WishesRow(*row)  # type: ignore[arg-type]  # as selected

    def save_wishes(self, row: WishesRow) -> None:
        """Keep how a chat wants to be written to."""
        self._do.run("save_wishes", **row._asdict())

    def forget_wishes(self, channel: str, chat: str) -> None:
        """Forget how a chat wants to be written to."""
        self._do.run("forget_wishes", channel=channel, chat=chat)


class Links:
    """Keyed hashes that join a respondent's rounds."""

    def __init__(self, statements: Statements) -> None:
        self._do = statements

    def replace(self, survey: str, respondent: str, origin: str, token: str) -> bool:
        """Keep that *token* joins *respondent* with other rounds of *origin*, and no other does.

        False: the token is somebody else's.
        """
        who = {"survey": survey, "respondent": respondent, "origin": origin}
        self._do.run("drop_other_links", **who, token=token)
        self._do.run("add_link", **who, token=token)
        return self.owns(survey, respondent, origin, token)

    def owns(self, survey: str, respondent: str, origin: str, token: str) -> bool:
        """Say whether *token* joins *respondent* with other rounds of *origin*."""
        who = {"survey": survey, "respondent": respondent, "origin": origin}
        return bool(self._do.value("owns_link", **who, token=token))

    def count(self, survey: str, respondent: str) -> int:
        """Return how many hashes stand with a respondent."""
        return int(self._do.value("count_own_links", survey=survey, respondent=respondent) or 0)

    def has(self, survey: str, origin: str, token: str) -> bool:
        """Say whether *survey* knows *token*."""
        return bool(self._do.value("count_links", survey=survey, origin=origin, token=token))
