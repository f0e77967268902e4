"""The sample store: the made-up group's files, loaded by the same intake as real ones."""

import atexit
import hashlib
import os
import re
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from ingest import hardship, months, returns
from ingest.group import closing, learning, lists, setup
from ingest.group.list_files import read_list
from ingest.intake import preview_file
from ingest.matching import Matching
from ingest.problems import Refused
from ingest.standard import HAZARDS
from queries.refusals import StoreInUse, StoreUnusable
from queries.store import Store
from queries.viewer import Viewer

PROGRAM = Path(__file__).parents[1]
FOLDER = PROGRAM / "sample_data"
TODAY = date(2026, 10, 20)
LAST_QUARTER = date(2026, 4, 1)
COORDINATOR = Viewer.coordinator("coordinator@group.example")
LEARNING = (
    "quarter", "member", "kind", "about", "what_happened", "source", "source_link", "lesson", "action", "owner",
    "due_on", "aim", "aim_direction", "changed",
)  # fmt: skip
RETURN_FILE = re.compile(r"(?P<member>.+)_(?P<from>\d{4}-\d{2})_to_(?P<to>\d{4}-\d{2})\.(csv|xlsx)")


def sample_store_path() -> Path:
    """The sample store in the user's cache directory; made if it is missing or out of date.

    Where nothing can be written there it is made in a temporary folder, which goes with this process.
    """
    folder = _cache()
    if not _can_write(folder):
        folder = Path(tempfile.mkdtemp(prefix="peer-safeguarding-trends-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    wanted = folder / f"sample-{_fingerprint()}.duckdb"
    if not wanted.exists():
        unfinished = wanted.with_suffix(f".making-{os.getpid()}")
        _remove(unfinished)
        make_sample_store(unfinished)
        if wanted.exists():  # another process was quicker, and may be using it
            _remove(unfinished)
        else:
            unfinished.replace(wanted)
        _remove_stale(wanted)
    return wanted


def make_sample_store(path: Path, folder: Path = FOLDER) -> None:
    """A store of the group in `folder`: its lists, its returns, every quarter to June 2026 closed."""
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
            store.set(cursor, "sample", "yes", "program")  # last: from here on no file of anybody else is loaded
    finally:
        store.close()


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


def _can_write(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _fingerprint() -> str:
    """A hash of all files and code that the sample store is made from."""
    made_from = [
        *(f for f in FOLDER.rglob("*") if f.suffix in (".csv", ".xlsx", ".json")),
        *(f for f in (PROGRAM / "ingest").rglob("*") if f.suffix in (".py", ".csv", ".json", ".sql")),
        *(PROGRAM / "queries" / "macros").glob("*.sql"),
    ]
    digest = hashlib.sha256()
    for file in sorted(made_from):
        digest.update(str(file.relative_to(PROGRAM).as_posix()).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _cache() -> Path:
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "peer-safeguarding-trends"


def _remove_stale(current: Path) -> None:
    for other in current.parent.glob("sample-*.duckdb"):
        if other == current:
            continue
        try:
            Store.open(other).close()
        except StoreInUse:
            continue
        except StoreUnusable:
            pass
        _remove(other)


def _remove(store: Path) -> None:
    store.unlink(missing_ok=True)
    Path(f"{store}.wal").unlink(missing_ok=True)
