"""Whether the file of an open store is still the one that was opened.

The system lets anybody move, delete or replace a file that a program has open; what is then saved goes into a file
that nobody will ever see again.

The file is never opened here: closing it would give up this process's lock on it (POSIX). What DuckDB holds open is
read instead, where the system shows it; elsewhere (Windows) an open file cannot be overwritten by others.
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from queries.refusals import StoreGone

FIRST_BLOCK = 4_096  # names the store; DuckDB never writes it again
HEADERS = 3 * FIRST_BLOCK  # and two more, of which each checkpoint writes one


@dataclass(frozen=True)
class _Seen:
    file: tuple[int, int]
    headers: bytes
    log: tuple[int, int] | None  # the write-ahead log: what was saved since the last checkpoint


class StoreFile:
    """The file at `path` as it was when it was opened, and its write-ahead log as it was after the last write."""

    def __init__(self, path: Path):
        self.path = path
        self._log = Path(f"{path}.wal")
        self._held = _held_open(path)
        self._seen = self._look()

    def check(self) -> None:
        """Raises StoreGone where another file, or none, is in its place by now."""
        found, seen = self._look(), self._seen
        if found.file != seen.file or found.headers[:FIRST_BLOCK] != seen.headers[:FIRST_BLOCK]:
            raise StoreGone
        # a checkpoint empties the log and writes a header; where no header changed, somebody took the log away
        if self._held is not None and seen.log is not None and found.log != seen.log and found.headers == seen.headers:
            raise StoreGone

    def note_written(self) -> None:
        try:
            self._seen = self._look()
        except StoreGone:
            return  # the next write finds it

    def _look(self) -> _Seen:
        try:
            is_at = self.path.stat()
            headers = os.pread(self._held, HEADERS, 0) if self._held is not None else b""
        except OSError:
            raise StoreGone from None
        return _Seen((is_at.st_dev, is_at.st_ino), headers, _identity(self._log))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _held_open(path: Path) -> int | None:
    """The descriptor under which this process has the file open; None where the system does not show it."""
    with contextlib.suppress(OSError):
        for name in os.listdir("/proc/self/fd"):
            with contextlib.suppress(OSError):
                if os.readlink(f"/proc/self/fd/{name}") == str(path):
                    return int(name)
    return None
