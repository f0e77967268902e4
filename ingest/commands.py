"""What each command of `python -m ingest` does. Each returns its exit code, or raises."""

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path

from ingest import months, submitted
from ingest import returns as saved_returns
from ingest.group import closing as closings
from ingest.group import setup
from ingest.intake import look_at_file
from ingest.intake.entered import look_at_nil
from ingest.intake.preview import Preview
from ingest.matching import Matching
from ingest.problems import Refused
from ingest.saying import say, say_outcome, say_returns
from ingest.standard import template_csv
from queries.store import Store
from queries.viewer import Viewer


def init(given: argparse.Namespace) -> int:
    setup.make_store(given.store, given.members, given.homes, given.people).close()
    say(f"A new store is ready: {given.store}")
    return 0


def template(given: argparse.Namespace) -> int:
    say(template_csv().rstrip("\n"))
    return 0


def check(given: argparse.Namespace) -> int:
    with _maybe_store(given.store) as store:
        preview = _look(store, given, _lead(store, given.member, None))
    outcome = "refused" if preview.hard else "ok"
    say_outcome(outcome, preview, list(preview.problems), given.json)
    return 1 if preview.hard else 0


def load(given: argparse.Namespace) -> int:
    with _open(given.store) as store:
        viewer = _lead(store, given.member, given.by)
        preview = _look(store, given, viewer)
        if against := preview.unanswered(given.accept):
            say_outcome("refused", preview, against, given.json)
            return 1
        receipt = saved_returns.save(store, viewer, preview, accepted=given.accept)
    answered = [p for p in preview.soft if p.rule in given.accept]
    say_outcome(receipt.outcome, preview, answered, given.json, receipt)
    return 0


def nil(given: argparse.Namespace) -> int:
    with _open(given.store) as store:
        viewer = _lead(store, given.member, given.by)
        preview = look_at_nil(store, viewer, given.from_month, given.to_month)
        receipt = saved_returns.save(store, viewer, preview)
    say_outcome(receipt.outcome, preview, [], False, receipt)
    return 0


def returns(given: argparse.Namespace) -> int:
    with _open(given.store) as store:
        say_returns(submitted.every_return(store), given.json)
    return 0


def withdraw(given: argparse.Namespace) -> int:
    with _open(given.store) as store:
        member = saved_returns.member_of(store, given.return_id)
        saved_returns.withdraw(store, _lead(store, member, given.by), given.return_id)
    say(f"Withdrawn: {given.return_id}. What it replaced counts again; restore {given.return_id} brings it back.")
    return 0


def restore(given: argparse.Namespace) -> int:
    with _open(given.store) as store:
        member = saved_returns.member_of(store, given.return_id)
        saved_returns.restore(store, _lead(store, member, given.by), given.return_id)
    say(f"Restored: {given.return_id}.")
    return 0


def close(given: argparse.Namespace) -> int:
    with _open(given.store) as store:
        closing = closings.close(store, _coordinator(store, given.by), given.quarter)
    for each in closing.quarters:
        missing, expected = ", ".join(each.awaited), len(each.counted) + len(each.awaited)
        say(
            f"Closed {months.shown(each.quarter)}: {len(each.counted)} of {expected} members count in it"
            + (f"; not returned whole: {missing}." if missing else ".")
        )
    for quarter, member in closing.came_later:
        say(f"Came later: {member} for {months.shown(quarter)}. Its own figures are shown now; the group's stay.")
    return 0


@contextlib.contextmanager
def _open(path: Path) -> Iterator[Store]:
    with contextlib.closing(setup.open_store(path)) as store:
        yield store


def _maybe_store(path: Path | None):
    return _open(path) if path else contextlib.nullcontext()


def _look(store: Store | None, given: argparse.Namespace, viewer: Viewer) -> Preview:
    matching = name = None
    if given.matching:
        matching, name = Matching.from_json(_text(given.matching)), given.matching.stem
    period = given.from_month, given.to_month
    return look_at_file(store, viewer, *period, _bytes(given.file), given.file.name, matching, name)


def _lead(store: Store | None, member: str, by: str | None) -> Viewer:
    return Viewer.lead(member, _known(store, by, "lead", member) if by else "command line")


def _coordinator(store: Store, by: str | None) -> Viewer:
    return Viewer.coordinator(_known(store, by, "coordinator", None) if by else "command line")


def _known(store: Store, by: str, role: str, member: str | None) -> str:
    """The address, once it is proved to have that role in the store."""
    address = by.strip().lower()
    with contextlib.closing(store.cursor()) as cursor:
        found = cursor.execute(
            "select count(*) from person where lower(email) = ? and role = ? and member is not distinct from ?",
            [address, role, member],
        ).fetchone()[0]
    if not found:
        of = f"a lead of {member}" if member else "a coordinator"
        raise Refused.because("not_allowed", f"--by: {address[:80]} is not {of} in this store.")
    return address


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Refused.because("no_file", f"{path} cannot be read: check its name and that you may read it.") from None


def _text(path: Path) -> str:
    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused.because("matching_file", f"{path.name} is not UTF-8 text.") from None
