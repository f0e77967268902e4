"""How everything is written to a store: one transaction at a time, and a conflict is said in a sentence.

Writers wait for each other (`Store.write`), so that a conflict is rare: something else changed what this one was about
to change. Then nothing is written, and the person looks again before saving.
"""

import contextlib
from collections.abc import Collection, Iterator

from duckdb import DuckDBPyConnection

from ingest.problems import Refused
from queries.refusals import ChangedMeanwhile
from queries.store import Store

CHANGED = "Somebody else changed this a moment ago. Nothing of yours was written: look again."


@contextlib.contextmanager
def writing(
    store: Store, conflict: str = CHANGED, changes: Collection[str] | None = None
) -> Iterator[DuckDBPyConnection]:
    """One transaction, `changes` as `Store.write`. Raises Refused with this sentence where another was quicker."""
    try:
        with store.write(changes) as cursor:
            yield cursor
    except ChangedMeanwhile:
        raise Refused.because("saved_meanwhile", conflict) from None
