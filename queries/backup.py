"""A consistent copy of a store while it is in use, and a store from a copy."""

import contextlib
import threading
from pathlib import Path

import duckdb

from queries.refusals import NotAllowed, StoreUnusable
from queries.store import Store
from queries.viewer import Viewer

_ONE_AT_A_TIME = threading.Lock()
"""The copy has one name, the only one that the store may write beside itself."""


def backup(store: Store, viewer: Viewer) -> bytes:
    """The whole store as one DuckDB file, all of it from one transaction. For the coordinator: it holds every row.

    To restore: stop the dashboard, move the store and its .wal away, put the file there, start again.
    Raises NotAllowed.
    """
    if not viewer.coordinates:
        raise NotAllowed("Only the coordinator takes a backup: it holds every member's rows.")
    with _ONE_AT_A_TIME:
        content = _copied(store)
    store.note(viewer.signature, "backup", detail=f"{len(content):,} bytes")
    return content


def _copied(store: Store) -> bytes:
    copy = store.engine.copy
    copy.unlink(missing_ok=True)
    try:
        with contextlib.closing(store.cursor()) as cursor:
            store.engine.write_copy(cursor)
        return copy.read_bytes()
    except (duckdb.Error, OSError):
        raise StoreUnusable("No backup could be made: the store's folder is full, or read-only.") from None
    finally:
        copy.unlink(missing_ok=True)


def backup_to(path: Path, store: Store, viewer: Viewer) -> int:
    """Write a backup to a new file, readable by its owner only; its size in bytes. StoreUnusable if it is there."""
    if path.exists():
        raise StoreUnusable(f"{path} is there already. Choose another name, or move it away first.")
    content = backup(store, viewer)
    path.write_bytes(content)
    path.chmod(0o600)
    return len(content)
