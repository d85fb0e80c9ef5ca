"""Everything that may go wrong with the database, in one tree; imports nothing of ours.

    StorageError                the root, never raised itself
    ├── DatabaseUnavailableError    it cannot be opened, is locked, or went away
    ├── ForeignDatabaseError        the file is no database, or not one of ours
    ├── NewerSchemaError            a newer Gemba wrote it
    ├── ReadOnlyDatabaseError       it may be read but not written
    ├── DiskFullError               there is no room left
    ├── NotEmptyError               a copy would go where something else is
    └── CopyDiffersError            a copy is not the same as what was copied

The message says what, where, and what to do; it never holds what was to be stored.
"""


class StorageError(Exception):
    """The root of all errors of storage; catch it, never raise it."""


class DatabaseUnavailableError(StorageError):
    """The database at *place* cannot be used now, for the reason *problem*."""

    def __init__(self, place: str, problem: str) -> None:
        self.place, self.problem = place, problem
        super().__init__(f"{place}: {problem}")


class ForeignDatabaseError(StorageError):
    """The file at *place* is no database of Gemba's."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(
            f"{place} is not a database of Gemba's and was left alone: "
            "choose another file in DATABASE_URL"
        )


class NewerSchemaError(StorageError):
    """The database at *place* has the schema *found*, newer than *known*."""

    def __init__(self, place: str, found: int, known: int) -> None:
        self.place, self.found, self.known = place, found, known
        super().__init__(
            f"{place} has schema {found}, this Gemba knows {known}: install the newer Gemba again"
        )


class ReadOnlyDatabaseError(StorageError):
    """The database at *place* cannot be written."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(f"{place} cannot be written: check the owner and mode of file and folder")


class DiskFullError(StorageError):
    """There is no room left where the database at *place* lies."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(f"{place}: the disk is full, nothing was stored: make room and try again")


class NotEmptyError(StorageError):
    """The database to copy to holds rows of *table* that are not from this copy."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(f"the target holds other rows in {table}: copy into an empty database")


class CopyDiffersError(StorageError):
    """*table* has *there* rows here, and *here* rows in the copy, or other ones."""

    def __init__(self, table: str, there: int, here: int) -> None:
        self.table = table
        super().__init__(
            f"the copy of {table} differs ({there} rows, {here} in the copy): "
            "stop the bot, and copy again into an empty database"
        )
