"""The matchings a member has saved: one row a version, none ever changed."""

import contextlib
from dataclasses import dataclass
from datetime import datetime

from ingest import screening
from ingest.matching import Matching
from ingest.problems import Problem
from queries.refusals import NotAllowed
from queries.store import Store, now
from queries.viewer import Viewer

_VERSIONS = "select version, name, body, saved_by, saved_at from matching where member = ? order by version desc"


@dataclass(frozen=True)
class SavedMatching:
    """One version of a member's matching, as it was used for a return."""

    version: int
    name: str
    matching: Matching
    saved_by: str
    saved_at: datetime


def newest(store: Store, member: str) -> tuple[Matching, str | None]:
    """The member's saved matching and its name; the standard's own where it has saved none."""
    with contextlib.closing(store.cursor()) as cursor:
        found = cursor.execute(_VERSIONS, [member]).fetchone()
    return (Matching.from_json(found[2]), found[1]) if found else (Matching.of_standard(), None)


def every_version(store: Store, viewer: Viewer) -> list[SavedMatching]:
    """The viewer's own member's matchings, newest first. NotAllowed for whoever has no member."""
    if not viewer.member:
        raise NotAllowed("A matching is its member's own.")
    with contextlib.closing(store.cursor()) as cursor:
        found = cursor.execute(_VERSIONS, [viewer.member]).fetchall()
    return [SavedMatching(number, name, Matching.from_json(body), *saved) for number, name, body, *saved in found]


def keep(cursor, member: str, matching: Matching, name: str | None, who: str) -> int | None:
    """The version that holds this matching, a new one where it differs; None for the standard's own."""
    body = matching.to_json()
    found = cursor.execute(_VERSIONS, [member]).fetchone()
    if found is None and body == Matching.of_standard().to_json():
        return None
    if found is not None and found[2] == body:
        return found[0]
    version = found[0] + 1 if found else 1
    row = [member, version, name or f"{member} {version}", body, who, now()]
    cursor.execute("insert into matching values (?, ?, ?, ?, ?, ?)", row)
    return version


def personal_words(matching: Matching) -> list[Problem]:
    """Personal data among a matching's own headings and words: it would be kept with them."""
    words = [*matching.columns, *(word for words in matching.values.values() for word in words)]
    found = screening.personal_words(words)
    message = "The matching holds personal data among its headings or words. Take them out: a matching is kept."
    return [Problem(found[0].rule, message)] if found else []
