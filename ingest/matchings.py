"""The matchings a member has saved: one row a version, none ever changed."""

import contextlib

from ingest.matching import Matching
from queries.store import Store, now

_NEWEST = "select version, name, body from matching where member = ? order by version desc limit 1"


def newest(store: Store, member: str) -> tuple[Matching, str | None]:
    """The member's saved matching and its name; the standard's own where it has saved none."""
    with contextlib.closing(store.cursor()) as cursor:
        found = cursor.execute(_NEWEST, [member]).fetchone()
    return (Matching.from_json(found[2]), found[1]) if found else (Matching.of_standard(), None)


def keep(cursor, member: str, matching: Matching, name: str | None, who: str) -> int | None:
    """The version that holds this matching, a new one where it differs; None for the standard's own."""
    body = matching.to_json()
    found = cursor.execute(_NEWEST, [member]).fetchone()
    if found is None and body == Matching.of_standard().to_json():
        return None
    if found is not None and found[2] == body:
        return found[0]
    version = found[0] + 1 if found else 1
    row = [member, version, name or f"{member} {version}", body, who, now()]
    cursor.execute("insert into matching values (?, ?, ?, ?, ?, ?)", row)
    return version
