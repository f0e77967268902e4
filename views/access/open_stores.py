"""The stores that this process has open, one connection each, for as long as it runs.

They are not kept in the framework's caches: whatever empties those would close a store under everybody's pages.
"""

import threading
from pathlib import Path

from ingest.group.setup import open_store
from ingest.sample import sample_store_path
from queries.postgres import place_of
from queries.store import Store

_LOCK = threading.Lock()
_STORES: dict[Path, Store] = {}
_OPENING: dict[Path, threading.Lock] = {}  # one that takes long to open keeps nobody of another group waiting
_UNPACKING = threading.Lock()
_SAMPLE: list[Path] = []  # its path once it is unpacked


def opened(path: Path) -> Store:
    """The store at this path, opened at the first call. Raises StoreInUse, StoreUnusable."""
    path = place_of(path)
    with _LOCK:
        opening = _OPENING.setdefault(path, threading.Lock())
    with opening:
        store = _STORES.get(path)
        if store is None or store.is_closed:
            store = _STORES[path] = open_store(path)
        return store


def sample_path() -> Path:
    """Where the sample store is, unpacked at the first call."""
    with _UNPACKING:
        if not _SAMPLE:
            _SAMPLE.append(sample_store_path())
    return _SAMPLE[0]


def unpacked_sample() -> Path | None:
    """Where the sample store is, if a page has asked for it."""
    return _SAMPLE[0] if _SAMPLE else None


def close_all() -> None:
    """Close every store: for tests, which open one file after another in one process."""
    with _LOCK:
        for store in _STORES.values():
            store.close()
        _STORES.clear()
