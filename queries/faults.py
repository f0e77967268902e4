"""What DuckDB's errors mean for the person who asked: the store is in use, gone or damaged, or the disk is full."""

import re
import shutil
from pathlib import Path

import duckdb

from queries.refusals import ChangedMeanwhile, DiskFull, QueryRefused, StoreInUse, StoreUnusable

NO_ROOM = re.compile(
    r"no space left|not enough space|disk quota|disk (is )?full|out of disk space|could not extend file", re.IGNORECASE
)
LOCKED = re.compile(r"set lock on file|conflicting lock|being used by another process", re.IGNORECASE)
CONFLICT = re.compile(r"conflict|could not serialize access|deadlock detected|lock timeout", re.IGNORECASE)
LOST = re.compile(
    r"server closed the connection|terminating connection|connection to server|no connection to the server|"
    r"(could not|unable to|failed to) connect|SSL SYSCALL|the database system is|connection (was )?(lost|not open)",
    re.IGNORECASE,
)
DAMAGED = re.compile(r"corrupt|could not read enough bytes|checksum", re.IGNORECASE)
ROOM_NEEDED = 1_000_000  # bytes: with less, a write that failed is taken to have failed for want of room


def while_writing(error: duckdb.Error, path: Path) -> QueryRefused | None:
    """The refusal that this error of a transaction stands for; None for a bug."""
    text = str(error)
    if NO_ROOM.search(text) or ("Could not write" in text and _room(path) < ROOM_NEEDED):
        return DiskFull()
    if isinstance(error, duckdb.TransactionException) and CONFLICT.search(text):
        return ChangedMeanwhile()
    if DAMAGED.search(text):
        return damaged(path)
    return None


def of_server(text: str) -> QueryRefused | None:
    """The refusal that an error of PostgreSQL stands for; None for a bug."""
    if NO_ROOM.search(text):
        return DiskFull()
    return ChangedMeanwhile() if CONFLICT.search(text) else None


def while_opening(error: duckdb.IOException, path: Path) -> QueryRefused:
    text = str(error)
    if "WAL does not match" in text:
        return StoreUnusable(
            f"{path.name}.wal, beside {path}, belongs to another store: one that lay there before, most likely. "
            "Move it away, to where that store is kept, and try again.",
            "the .wal file beside it belongs to another store",
        )
    if LOCKED.search(text):
        return StoreInUse(
            f"{path} is in use by another process, most likely the running dashboard. Stop the dashboard and try "
            "again, or do this on its pages (upload, close a quarter, backup)."
        )
    if NO_ROOM.search(text):
        return DiskFull()
    if DAMAGED.search(text):
        return damaged(path)
    return StoreUnusable(
        f"{path} cannot be opened as a store: check its name and that you may read and write it.",
        "it is missing, cannot be read or written, or is no store",
    )


def damaged(path: Path, what: str = "") -> StoreUnusable:
    about = f" ({what})" if what else ""
    return StoreUnusable(
        f"{path} is damaged{about}. Stop the dashboard, keep this file, and go back to the newest backup: "
        "docs/backup_and_restore.md says how. `python -m queries verify FILE` checks a backup first.",
        "it is damaged",
    )


def _room(path: Path) -> int:
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return ROOM_NEEDED
