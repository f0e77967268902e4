"""What a question or a write can be refused for. Messages are for the person who asked; anything else is a bug."""


class QueryRefused(Exception):
    """The family: a message says what happened, what it means and what to do."""


class NotAllowed(QueryRefused):
    """This viewer may not ask that, or may not change that."""


class WrongQuestion(QueryRefused):
    """No such question, or a parameter it does not take."""


class StoreInUse(QueryRefused):
    """Another process has the store: DuckDB gives a file to one process at a time."""


class StoreUnusable(QueryRefused):
    """Not a store of this program, or made by a newer version of it."""
