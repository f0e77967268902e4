"""Who is signed in, and until when: a record of our own, because the framework's cookie lasts thirty days.

One row a sign-in, named by a hash of what the provider said of it. It ends eight hours after the sign-in, after idle
time, when the person signs out anywhere, or when the person is taken off the list of people. What has ended never
opens again, and the browser must sign in anew.
"""

import contextlib
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from ingest.writing import writing
from queries.clock import now
from queries.person import comparable
from queries.store import Store

LONGEST = timedelta(hours=8)
IDLE_MINUTES = 30
NOTED_EVERY = timedelta(seconds=60)


@dataclass(frozen=True)
class SignIn:
    """What names a sign-in, whose it is, and when the provider gave it out (UTC).

    `token` is made of what the provider said: the browser cannot change it.
    """

    token: str
    address: str
    issued_at: datetime

    @property
    def token_hash(self) -> str:
        return hashlib.sha256(self.token.encode()).hexdigest()


def go_on(store: Store, sign_in: SignIn) -> str | None:
    """Begin the session or go on with it, noting that the person is here. Why it has ended; None while it is open.

    Reasons: eight_hours, idle, signed_out, refused, taken_off.
    """
    found = _found(store, sign_in)
    if found is None:
        return _begin(store, sign_in)
    started_at, seen_at, ended_why = found
    if ended_why:
        return ended_why
    if why := _run_out(store, started_at, seen_at):
        end(store, sign_in, why)
        return why
    if now() - seen_at >= NOTED_EVERY:
        _note_seen(store, sign_in)
    return None


def is_open(store: Store, sign_in: SignIn) -> bool:
    """True while the session is open. Does not count as activity."""
    found = _found(store, sign_in)
    return found is not None and not found[2] and not _run_out(store, *found[:2])


def refuse(store: Store, sign_in: SignIn, because: str) -> None:
    """Record once that this sign-in was refused. `because` goes into the audit trail."""
    if _found(store, sign_in) is None:
        _insert(store, sign_in, "refused", "refused sign-in", because)


def end(store: Store, sign_in: SignIn, why: str = "signed_out") -> None:
    with writing(store, changes=("administration",)) as cursor:
        ended = cursor.execute(
            "update session set ended_at = ?, ended_why = ? where token_hash = ? and ended_at is null returning email",
            [now(), why, sign_in.token_hash],
        ).fetchall()
        for (address,) in ended:
            detail = "" if why == "signed_out" else why.replace("_", " ")
            store.record(cursor, address, "sign-out", None, detail)


def end_of_people_gone(store: Store, cursor: duckdb.DuckDBPyConnection) -> None:
    """End every session whose person is on the list of people no longer, in the transaction that changes the list."""
    listed = {comparable(email) for (email,) in cursor.execute("select email from person").fetchall()}
    open_ones = cursor.execute("select distinct email from session where ended_at is null").fetchall()
    for (address,) in open_ones:
        if comparable(address) not in listed:
            cursor.execute(
                "update session set ended_at = ?, ended_why = 'taken_off' where email = ? and ended_at is null",
                [now(), address],
            )
            store.record(cursor, address, "sign-out", None, "taken off the list of people")


def idle_time(store: Store) -> timedelta:
    return timedelta(minutes=int(store.setting("idle_minutes") or IDLE_MINUTES))


def _begin(store: Store, sign_in: SignIn) -> str | None:
    if now() - sign_in.issued_at > LONGEST:
        return "eight_hours"  # an old cookie of which no record is left
    _insert(store, sign_in, None, "sign-in", "")
    return None


def _insert(store: Store, sign_in: SignIn, ended_why: str | None, action: str, detail: str) -> None:
    """Once: two windows of one person may come at the same moment."""
    at = now()
    row = [
        sign_in.token_hash,
        sign_in.address,
        min(at, sign_in.issued_at),
        at,
        at if ended_why else None,
        ended_why,
    ]
    with writing(store, changes=("administration",)) as cursor:
        if cursor.execute("select 1 from session where token_hash = ?", row[:1]).fetchone():
            return
        cursor.execute("insert into session values (?, ?, ?, ?, ?, ?)", row)
        store.record(cursor, sign_in.address, action, None, detail)


def _found(store: Store, sign_in: SignIn) -> tuple[datetime, datetime, str | None] | None:
    with contextlib.closing(store.cursor()) as cursor:
        return cursor.execute(
            "select started_at, seen_at, ended_why from session where token_hash = ?", [sign_in.token_hash]
        ).fetchone()


def _run_out(store: Store, started_at: datetime, seen_at: datetime) -> str | None:
    """A clock that was put back makes times lie ahead: by as much a session may have lasted longer."""
    if abs(now() - started_at) > LONGEST:
        return "eight_hours"
    return "idle" if abs(now() - seen_at) > idle_time(store) else None


def _note_seen(store: Store, sign_in: SignIn) -> None:
    """That somebody is here changes no answer; where the store is busy or full, the next run notes it."""
    store.jot(("update session set seen_at = ? where token_hash = ? and ended_at is null", [now(), sign_in.token_hash]))
