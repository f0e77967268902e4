"""Makes the sample store from the made-up group's files, by the intake of real ones: python -m ingest.making_sample

The store is packed into `sample_data/`, so that nobody waits for it to be made: run this after the files have changed.
"""

import gzip
import re
import tempfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection as Cursor

from ingest import hardship, months, returns
from ingest.group import closing, learning, lists, setup
from ingest.group.list_files import read_list
from ingest.intake import preview_file
from ingest.matching import Matching
from ingest.problems import Refused
from ingest.sample import FOLDER, PACKED
from ingest.standard import HAZARDS
from queries import schema
from queries.clock import now
from queries.store import Store
from queries.viewer import Viewer

TODAY = date(2026, 10, 20)
LAST_QUARTER = date(2026, 4, 1)
COORDINATOR = Viewer.coordinator("coordinator@group.example")
LEARNING = (
    "quarter", "member", "kind", "about", "what_happened", "source", "source_link", "lesson", "action", "owner",
    "due_on", "aim", "aim_direction", "changed",
)  # fmt: skip
RETURN_FILE = re.compile(r"(?P<member>.+)_(?P<from>\d{4}-\d{2})_to_(?P<to>\d{4}-\d{2})\.(csv|xlsx)")


def make_sample_store(path: Path, folder: Path = FOLDER) -> None:
    """A store of the group in `folder`: its lists, its returns, every quarter to June 2026 closed."""
    begun = now()
    store = setup.make_store(path, folder / "members.csv", folder / "homes.csv", folder / "people.csv")
    try:
        with store.write() as cursor:
            store.set(cursor, "today", TODAY.isoformat(), "program")
        _answer_how_we_record(store, folder / "how_we_record.csv")
        for file in sorted((folder / "returns").iterdir()):
            _load(store, file, folder / "matchings")
        for file in sorted((folder / "hazards").glob("*.csv")):
            _load_hazards(store, file)
        _enter_hardship_totals(store, folder / "hardship_totals.csv")
        closing.close(store, COORDINATOR, LAST_QUARTER)
        _write_learning_log(store, folder / "learning.csv")
        with store.write() as cursor:
            _move_times(cursor, datetime.combine(TODAY, time(9)) - begun)
            store.set(cursor, "sample", "yes", "program")  # last: from here on no file of anybody else is loaded
    finally:
        store.close()


def _move_times(cursor: Cursor, by: timedelta) -> None:
    """What was written just now was written on the sample's own day."""
    columns = "select table_name, column_name from duckdb_columns() where data_type = 'TIMESTAMP' and not internal"
    for table, column in cursor.execute(columns).fetchall():
        if table in schema.tables():
            cursor.execute(f'update {table} set "{column}" = "{column}" + ?', [by])


def _named(file: Path) -> tuple[str, date, date]:
    """The member, the first and the last month that a file of the sample is named after."""
    named = RETURN_FILE.fullmatch(file.name)
    if not named:
        raise RuntimeError(f"{file.name} is not named MEMBER_YYYY-MM_to_YYYY-MM.")
    return named["member"], months.read_month(named["from"]), months.read_month(named["to"])


def _load(store: Store, file: Path, matchings: Path) -> None:
    """Load one file, with every question answered with yes."""
    member, from_month, to_month = _named(file)
    viewer = Viewer.lead(member, f"lead@{member}.example")
    written = matchings / f"{member}.json"
    matching = Matching.from_json(written.read_text("utf-8")) if written.exists() else None
    preview = preview_file(store, viewer, from_month, to_month, file.read_bytes(), file.name, matching, member)
    try:
        returns.save(store, viewer, preview, accepted={p.rule for p in preview.soft})
    except Refused as refused:
        raise RuntimeError(f"{file.name}: {refused}") from None


def _load_hazards(store: Store, file: Path) -> None:
    """Load one file of hazards, in the standard's own form."""
    member, from_month, to_month = _named(file)
    viewer = Viewer.lead(member, f"lead@{member}.example")
    preview = preview_file(store, viewer, from_month, to_month, file.read_bytes(), file.name, standard=HAZARDS)
    try:
        returns.save(store, viewer, preview)
    except Refused as refused:
        raise RuntimeError(f"{file.name}: {refused}") from None


def _answer_how_we_record(store: Store, path: Path) -> None:
    answers: dict[str, dict[str, str]] = {}
    for row in read_list(path, lists.HOW_WE_RECORD):
        answers.setdefault(row.cells["member"], {})[row.cells["question"]] = row.cells["answer"]
    for member, given in answers.items():
        setup.say_how_we_record(store, Viewer.lead(member, f"lead@{member}.example"), given)


def _enter_hardship_totals(store: Store, path: Path) -> None:
    """Those of `path`; a folder without the file has none."""
    measures = tuple(measure.name for measure in hardship.MEASURES)
    for row in read_list(path, ("member", "quarter", *measures)) if path.exists() else ():
        viewer = Viewer.lead(row.cells["member"], f"lead@{row.cells['member']}.example")
        totals = {name: int(row.cells[name]) if row.cells[name] else None for name in measures}
        hardship.save_totals(store, viewer, months.read_month(row.cells["quarter"]), totals)


def _write_learning_log(store: Store, path: Path) -> None:
    """The group's entries of `path`; a folder without the file has none."""
    for row in read_list(path, LEARNING) if path.exists() else ():
        cells: dict[str, Any] = {name: text or None for name, text in row.cells.items()}
        member, due_on = cells.pop("member"), cells.pop("due_on")
        texts = {name: cells[name] or "" for name in learning.LONGEST}
        dates = {"quarter": months.read_month(cells["quarter"]), "due_on": due_on and date.fromisoformat(due_on)}
        about = tuple(filter(None, (cells["about"] or "").split(";")))
        entry = learning.Entry(**cells | texts | dates | {"about": about})
        writer = Viewer.lead(member, f"lead@{member}.example") if member else COORDINATOR
        learning.add(store, writer, entry, learning.CHECKLIST, of_group=member is None)


def pack(target: Path = PACKED) -> None:
    """Make the sample store and write it to `target`, packed."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "sample.duckdb"
        make_sample_store(made)
        target.write_bytes(gzip.compress(made.read_bytes(), mtime=0))


if __name__ == "__main__":
    pack()
