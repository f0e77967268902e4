"""What each command of `python -m ingest` does. Each returns its exit code, or raises."""

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path

from ingest import cleaning, months, submitted, uploads
from ingest import returns as saved_returns
from ingest.group import closing as closings
from ingest.group import setup
from ingest.intake import ForThisFile, Preview, preview_file, preview_nil
from ingest.matching import Matching
from ingest.output import print_copy, print_line, print_outcome, print_returns
from ingest.problems import Refused
from ingest.standard import FILES, template_csv
from ingest.uploads import UNCHANGED, Became, Upload
from queries.person import viewer_of
from queries.store import Store
from queries.viewer import Viewer


def init(given: argparse.Namespace) -> int:
    setup.make_store(given.store, given.members, given.homes, given.people, given.first_quarter).close()
    print_line(f"A new store is ready: {given.store}")
    return 0


def template(given: argparse.Namespace) -> int:
    print_line(template_csv(FILES[given.of]).rstrip("\n"))
    return 0


def clean(given: argparse.Namespace) -> int:
    cleaning.refuse_place(given.file, given.out)
    matching, _ = _matching(given)
    copy = cleaning.clean_copy(_bytes(given.file), given.file.name, matching, FILES[given.of])
    cleaning.write(copy, given.out)
    print_copy(given.out, copy)
    return 0


def check(given: argparse.Namespace) -> int:
    with _maybe_store(given.store) as store:
        preview = _preview(store, given, Viewer.lead(given.member, "command line"))
    outcome = "refused" if preview.hard else "ok"
    print_outcome(outcome, preview, list(preview.problems), given.json)
    return 1 if preview.hard else 0


def load(given: argparse.Namespace) -> int:
    with _open(given.store) as store:
        viewer = _lead(store, given.member, given.by)
        upload, period = Upload(given.of), (given.from_month, given.to_month)
        with uploads.noting(upload, store, viewer, period):
            preview = _preview(store, given, viewer)
            if against := preview.unanswered(given.accept):
                uploads.note(store, viewer, upload, Became.refused(against, period))
                print_outcome("refused", preview, against, given.json)
                return 1
            receipt = saved_returns.save(store, viewer, preview, accepted=given.accept, upload_id=upload.upload_id)
        if receipt.outcome != "loaded":
            uploads.note(store, viewer, upload, Became(UNCHANGED, period))
    answered = [p for p in preview.soft if p.rule in given.accept]
    print_outcome(receipt.outcome, preview, answered, given.json, receipt)
    return 0


def nil(given: argparse.Namespace) -> int:
    with _open(given.store) as store:
        viewer = _lead(store, given.member, given.by)
        preview = preview_nil(store, viewer, given.from_month, given.to_month, FILES[given.of])
        receipt = saved_returns.save(store, viewer, preview)
    print_outcome(receipt.outcome, preview, [], False, receipt)
    return 0


def returns(given: argparse.Namespace) -> int:
    with _open(given.store) as store:
        print_returns(submitted.every_return(store, given.of), given.json)
    return 0


def withdraw(given: argparse.Namespace) -> int:
    with _open(given.store) as store:
        member = saved_returns.member_of(store, given.return_id)
        saved_returns.withdraw(store, _lead(store, member, given.by), given.return_id)
    print_line(f"Withdrawn: {given.return_id}. What it replaced counts again; restore {given.return_id} undoes this.")
    return 0


def restore(given: argparse.Namespace) -> int:
    with _open(given.store) as store:
        member = saved_returns.member_of(store, given.return_id)
        saved_returns.restore(store, _lead(store, member, given.by), given.return_id)
    print_line(f"Restored: {given.return_id}.")
    return 0


def close(given: argparse.Namespace) -> int:
    with _open(given.store) as store:
        closing = closings.close(store, _coordinator(store, given.by), given.quarter)
    for each in closing.quarters:
        missing, expected = ", ".join(each.awaited), len(each.counted) + len(each.awaited)
        print_line(
            f"Closed {months.shown(each.quarter)}: {len(each.counted)} of {expected} members count in it"
            + (f"; not returned whole: {missing}." if missing else ".")
        )
    for quarter, member in closing.came_later:
        print_line(
            f"Came later: {member} for {months.shown(quarter)}. Its own figures are shown now; the group's stay."
        )
    return 0


@contextlib.contextmanager
def _open(path: Path) -> Iterator[Store]:
    with contextlib.closing(setup.open_store(path)) as store:
        yield store


def _maybe_store(path: Path | None) -> contextlib.AbstractContextManager[Store | None]:
    return _open(path) if path else contextlib.nullcontext()


def _preview(store: Store | None, given: argparse.Namespace, viewer: Viewer) -> Preview:
    matching, name = _matching(given)
    period = given.from_month, given.to_month
    settled = ForThisFile(given.leave_out_other_months, frozenset(given.leave_empty))
    file = _bytes(given.file), given.file.name
    return preview_file(store, viewer, *period, *file, matching, name, FILES[given.of], settled)


def _matching(given: argparse.Namespace) -> tuple[Matching, str] | tuple[None, None]:
    """The matching named, and its name."""
    if not given.matching:
        return None, None
    return Matching.from_json(_text(given.matching), FILES[given.of]), given.matching.stem


def _lead(store: Store, member: str, by: str | None) -> Viewer:
    return Viewer.lead(member, _known(store, by, "lead", member) if by else "command line")


def _coordinator(store: Store, by: str | None) -> Viewer:
    return Viewer.coordinator(_known(store, by, "coordinator", None) if by else "command line")


def _known(store: Store, by: str, role: str, member: str | None) -> str:
    """The address as the store has it. Raises Refused unless it has that role there."""
    person = viewer_of(store, by)
    if person is None or role not in person.roles or (member and person.member != member):
        of = f"a lead of {member}" if member else "a coordinator"
        raise Refused.because("not_allowed", f"--by: {by.strip()[:80]} is not {of} in this store.")
    return person.email


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Refused.because(
            "no_file", f"{path} cannot be read: check its name and that you have access to it."
        ) from None


def _text(path: Path) -> str:
    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused.because("matching_file", f"{path.name} is not UTF-8 text.") from None
