"""What a member's lead has chosen for a file that is not saved yet: headings and words, kept as a draft.

One draft a member and kind of file. It is screened as saved matchings are, goes when a return is saved, and is let go
after `KEPT`. No answer rests on it.
"""

import contextlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from duckdb import DuckDBPyConnection

from ingest import screening
from ingest.matching.matching import Matching
from ingest.matching.saved import personal_words
from ingest.problems import Refused
from ingest.standard import STANDARD, Standard
from queries.clock import now
from queries.refusals import NotAllowed
from queries.store import Store
from queries.viewer import Viewer

KEPT = timedelta(days=100)


@dataclass(frozen=True)
class Draft:
    """Choices as a matching, which need not be whole."""

    matching: Matching
    saved_by: str
    saved_at: datetime


def newest(store: Store, viewer: Viewer, standard: Standard = STANDARD) -> Draft | None:
    """The draft of the viewer's own member; None where there is none, or the standard has changed since."""
    found = _found(store, _member(viewer), standard)
    if found is None or found[2] < now() - KEPT:
        return None
    try:
        return Draft(Matching.from_json(found[0], standard), *found[1:])
    except Refused:
        return None


def keep(store: Store, viewer: Viewer, matching: Matching) -> None:
    """Keep these choices in place of the draft there is. Where the store is busy the next choice keeps both."""
    member, standard = _member(viewer), matching.standard
    found = _found(store, member, standard)
    if found and found[0] == matching.to_json():  # screened when it was kept, which takes its time
        return
    body = _without_personal(matching).to_json()
    if found and found[0] == body:
        return
    which = [member, standard.row_name]
    store.jot(
        ("delete from draft where saved_at < ?", [now() - KEPT]),
        ("delete from draft where member = ? and row_name = ?", which),  # of two leads at once as well
        ("insert into draft values (?, ?, ?, ?, ?)", [*which, body, viewer.signature, now()]),
    )


def forget(cursor: DuckDBPyConnection, member: str, standard: Standard) -> None:
    """In the transaction that saves a return."""
    cursor.execute("delete from draft where member = ? and row_name = ?", [member, standard.row_name])


def _member(viewer: Viewer) -> str:
    if not viewer.uploads or not viewer.member:
        raise NotAllowed("A draft is its member's leads' own.")
    return viewer.member


def _found(store: Store, member: str, standard: Standard) -> tuple[str, str, datetime] | None:
    """Body, by whom, when."""
    with contextlib.closing(store.cursor()) as cursor:
        return cursor.execute(_NEWEST, [member, standard.row_name]).fetchone()


def _without_personal(matching: Matching) -> Matching:
    """The same without headings and words that are personal data."""
    if not personal_words(matching):
        return matching
    return replace(
        matching,
        columns={heading: name for heading, name in matching.columns.items() if _may_be_kept(heading)},
        ticked={heading: what for heading, what in matching.ticked.items() if _may_be_kept(heading)},
        values={
            name: {word: code for word, code in words.items() if _may_be_kept(word)}
            for name, words in matching.values.items()
        },
    )


def _may_be_kept(word: str) -> bool:
    return not screening.personal_words([word])


_NEWEST = """
select body, saved_by, saved_at from draft where member = ? and row_name = ? order by saved_at desc limit 1
"""
