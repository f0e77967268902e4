"""Where the sample store is: unpacked from `sample_data/` into the user's cache directory."""

import atexit
import gzip
import hashlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

from queries.refusals import StoreInUse, StoreUnusable
from queries.store import Store

PROGRAM = Path(__file__).parents[1]
FOLDER = PROGRAM / "sample_data"
PACKED = FOLDER / "sample.duckdb.gz"  # made by ingest/making_sample.py


def sample_store_path() -> Path:
    """The sample store in the user's cache directory; unpacked if it is missing or out of date.

    Where nothing can be written there it is unpacked in a temporary folder, which goes with this process.
    """
    folder = _cache()
    if not _can_write(folder):
        folder = Path(tempfile.mkdtemp(prefix="peer-safeguarding-trends-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    wanted = folder / f"sample-{_fingerprint()}.duckdb"
    if not wanted.exists():
        unfinished = wanted.with_suffix(f".unpacking-{os.getpid()}")
        _remove(unfinished)
        unpack(unfinished)
        if wanted.exists():  # another process was quicker, and may be using it
            _remove(unfinished)
        else:
            unfinished.replace(wanted)
        _remove_stale(wanted)
    return wanted


def unpack(path: Path) -> None:
    """The sample store at `path`, which only its owner can read."""
    path.touch(mode=0o600)
    with gzip.open(PACKED) as packed, path.open("wb") as store:
        shutil.copyfileobj(packed, store)


def _can_write(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _fingerprint() -> str:
    """A hash of the packed store and of all that changes a store when it is opened."""
    made_from = [
        PACKED,
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
