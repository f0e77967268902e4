"""A matching offered to the group's other leads, as a start for those who have the same system.

Only the member's own act shares anything: one version, under the system's name, until the offer is withdrawn. It
holds headings and words, no incident and no count. A later version is not offered automatically.
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime

from duckdb import DuckDBPyConnection as Cursor

from ingest.matching import saved
from ingest.matching.lenient import read_saved
from ingest.matching.matching import Matching
from ingest.problems import Refused
from ingest.screening import personal_words
from ingest.words import one_line
from ingest.writing import writing
from queries.clock import now
from queries.fetching import one_value
from queries.refusals import NotAllowed
from queries.store import Store
from queries.viewer import Viewer

LONGEST_SYSTEM = 60


@dataclass(frozen=True)
class Offer:
    """A member's matching, as it was when it was offered. `system` is what the member calls its system."""

    member: str
    name: str
    system: str
    version: int
    matching: Matching
    offered_at: datetime


def offer(store: Store, viewer: Viewer, system: str) -> Offer:
    """Offer the newest matching of the viewer's member. It replaces an earlier offer.

    NotAllowed for anybody but a lead; Refused if there is no matching, or personal data in it.
    """
    member = _member_of_lead(viewer)
    system = one_line(system)
    _check_system(system)
    newest = saved.newest(store, viewer)
    if newest is None:
        message = "There is nothing to share yet: a matching is saved with the first return that uses it."
        raise Refused.because("matching_offer", message)
    if found := saved.personal_words(newest.matching):
        raise Refused(found)
    with writing(store) as cursor:
        _end_current(cursor, member)
        row = [member, newest.version, system, viewer.signature, now()]
        cursor.execute("insert into matching_offer values (?, ?, ?, ?, ?, null)", row)
        store.record(cursor, viewer.signature, "matching shared", member, f"version {newest.version}, {system}")
    return next(each for each in _current(store) if each.member == member)


def stop_sharing(store: Store, viewer: Viewer) -> None:
    """End the offer. What others saved from it stays theirs. Raises NotAllowed, Refused."""
    member = _member_of_lead(viewer)
    with writing(store) as cursor:
        if not _end_current(cursor, member):
            raise Refused.because("matching_offer", "Your matching is not shared: there is nothing to stop.")
        store.record(cursor, viewer.signature, "matching no longer shared", member)


def own_offer(store: Store, viewer: Viewer) -> Offer | None:
    """What the viewer's own member offers now."""
    member = _member_of_lead(viewer)
    return next((each for each in _current(store) if each.member == member), None)


def offers_of_others(store: Store, viewer: Viewer) -> list[Offer]:
    """What other members offer, by system. NotAllowed for anybody but a lead."""
    member = _member_of_lead(viewer)
    return [each for each in _current(store) if each.member != member]


def _current(store: Store) -> list[Offer]:
    with contextlib.closing(store.cursor()) as cursor:
        found = cursor.execute(_CURRENT).fetchall()
    return [
        Offer(member, name, system, version, read_saved(body)[0], when)
        for member, name, system, version, body, when in found
    ]


def _end_current(cursor: Cursor, member: str) -> bool:
    ended = cursor.execute(
        "update matching_offer set taken_back_at = ? where member = ? and taken_back_at is null",
        [now(), member],
    )
    return one_value(ended, int) > 0


def _member_of_lead(viewer: Viewer) -> str:
    if not viewer.uploads or not viewer.member:
        raise NotAllowed("Only leads share matchings, among each other.")
    return viewer.member


def _check_system(system: str) -> None:
    if not system or len(system) > LONGEST_SYSTEM:
        message = f"Name the system the export comes from, in one to {LONGEST_SYSTEM} letters."
        raise Refused.because("matching_offer", message)
    if personal_words([system]):
        message = "This name holds what looks like personal data. Others see it: leave it out."
        raise Refused.because("personal_data", message)


_CURRENT = """
select member, member.name, system, version, body, offered_at
from matching_offer join matching using (member, version) join member using (member)
where taken_back_at is null
qualify row_number() over (partition by member order by offered_at desc, version desc) = 1
order by lower(system), member
"""
