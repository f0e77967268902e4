"""The matchings a member has saved: one row per version, none ever changed."""

import contextlib
from dataclasses import dataclass
from datetime import datetime

from duckdb import DuckDBPyConnection as Cursor

from ingest import screening
from ingest.matching.lenient import read_saved
from ingest.matching.matching import Matching
from ingest.problems import Problem
from ingest.standard import HAZARDS, STANDARD, Standard
from queries.clock import now
from queries.refusals import NotAllowed
from queries.store import Store
from queries.viewer import Viewer


@dataclass(frozen=True)
class SavedMatching:
    """The newest version of a member's matching, as it was used for a return.

    `left_out` names the entries that the program of today cannot use.
    """

    version: int
    name: str
    matching: Matching
    saved_by: str
    saved_at: datetime
    left_out: tuple[Problem, ...] = ()


def newest(store: Store, viewer: Viewer, standard: Standard = STANDARD) -> SavedMatching | None:
    """The matching last saved by the viewer's own member, for files of that standard. NotAllowed for a viewer without
    a member."""
    if not viewer.member:
        raise NotAllowed("A matching is its member's own.")
    with contextlib.closing(store.cursor()) as cursor:
        found = cursor.execute(_NEWEST[standard is HAZARDS], [viewer.member]).fetchone()
    if found is None:
        return None
    version, name, body, saved_by, saved_at = found
    matching, left_out = read_saved(body, standard)
    return SavedMatching(version, name, matching, saved_by, saved_at, left_out)


def save(cursor: Cursor, member: str, matching: Matching, name: str | None, who: str) -> int | None:
    """The version that holds this matching: a new one where it differs, None for the standard's own."""
    body, of_hazards = matching.to_json(), matching.standard is HAZARDS
    found = cursor.execute(_NEWEST[of_hazards], [member]).fetchone()
    if found is None and body == Matching.of_standard(matching.standard).to_json():
        return None
    if found is not None and found[2] == body:
        return int(found[0])
    version = int(found[0]) + 1 if found else 1
    row = [member, version, name or f"{member} {version}", body, who, now()]
    cursor.execute(f"insert into {_TABLES[of_hazards]} values (?, ?, ?, ?, ?, ?)", row)
    return version


def personal_words(matching: Matching) -> list[Problem]:
    """Personal data among a matching's own headings and words, which would be saved with it."""
    words = [*matching.columns, *matching.ticked, *(word for words in matching.values.values() for word in words)]
    found = screening.personal_words(words)
    message = "The matching holds personal data among its headings or words. Take them out: a matching is saved."
    return [Problem(found[0].rule, message)] if found else []


_TABLES = {False: "matching", True: "hazard_matching"}  # by whether they are of hazard files

_NEWEST = {
    of_hazards: f"""
    select version, name, body, saved_by, saved_at from {table} where member = ? order by version desc limit 1
    """
    for of_hazards, table in _TABLES.items()
}
