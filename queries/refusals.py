"""What a question or a write can be refused for. Messages are for the person who asked; anything else is a bug.

`rule` is a stable word for scripts; `kind` a few words that name no path, for a log and for pages before sign-in.
"""


class QueryRefused(Exception):
    """The family: a message says what happened, what it means and what to do."""

    rule = "not_allowed"
    kind = "refused"


class NotAllowed(QueryRefused):
    """This viewer may not ask that, or may not change that."""


class WrongQuestion(QueryRefused):
    """No such question, or a parameter it does not take."""


class StoreInUse(QueryRefused):
    """Another process has the store: DuckDB gives a file to one process at a time."""

    rule, kind = "store_in_use", "another process has it open"


class StoreUnusable(QueryRefused):
    """Not a store of this program, damaged, or made by a newer version of it."""

    rule, kind = "store_unusable", "it is not a store of this program, or is damaged"

    def __init__(self, message: str, kind: str | None = None):
        super().__init__(message)
        self.kind = kind or self.kind


class StoreGone(StoreUnusable):
    """The file of an open store was moved, deleted, replaced or damaged by somebody else."""

    rule, kind = "store_gone", "its file was moved, deleted or replaced while it was open"

    def __init__(self) -> None:
        super().__init__(
            "The store's file was moved, deleted or replaced while this program had it open. Nothing was saved. "
            "Whoever runs the dashboard: stop it, put the right file in its place, start it again."
        )


class DiskFull(QueryRefused):
    """Nothing was written; what was saved before is safe, and can be read."""

    rule, kind = "disk_full", "the disk is full"

    def __init__(self) -> None:
        super().__init__(
            "The server's disk is full. Nothing was saved; everything saved before is safe and can still be read. "
            "Ask whoever runs the dashboard to make room, then do this again."
        )


class ChangedMeanwhile(QueryRefused):
    """Somebody else was writing the same at the same moment; nothing was written."""

    rule, kind = "saved_meanwhile", "somebody else changed it meanwhile"

    def __init__(self, message: str = ""):
        super().__init__(
            message or "Somebody else changed this a moment ago. Nothing of yours was saved: look again, then save."
        )
