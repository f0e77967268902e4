"""Work on a large file, in a process of its own: pages of other people do not wait for it.

In a thread it would share the interpreter with every page. The process has a lower priority, its errors are printed
nowhere, and it opens no store. A small file is done sooner without one: a process takes a second or two to begin.
"""

import atexit
import io
import os
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import Any, BinaryIO, TypeVar

from ingest.problems import Refused

LARGE = 2_000_000  # bytes, unpacked: some 25,000 rows of text, or 6,000 of a workbook
MOST_SECONDS = 120.0  # for one step with one file
AT_ONCE = 2  # each may hold most of a gigabyte
LESS_PRIORITY = 5  # as nice(2) counts it: a quarter of a page's share of a processor that both want
ROOT = Path(__file__).parents[2]
READY = b"+"

Value = TypeVar("Value")
_places = BoundedSemaphore(AT_ONCE)
_idle: list["Worker"] = []  # at most one is kept for the next step


class Ended(Exception):
    """The process ended, or was ended, before it answered."""


def is_large(content: bytes) -> bool:
    return len(content) > LARGE or _unpacked(content) > LARGE


def run(function: Callable[..., Value], *arguments: object) -> Value:
    """What `function` gives or refuses. It and its arguments must be picklable. Raises Refused where it takes too much.

    Where no process can be started, or it finds a fault of ours, the work is done here, and the fault is logged as any.
    """
    with _places:
        worker = _next_worker()
        if worker is None:
            return function(*arguments)
        try:
            kind, value = worker.do(function, arguments)
        except Ended:
            raise _takes_too_much() from None
        _keep(worker)
    if kind == "refused":
        raise Refused(value)
    return value if kind == "value" else function(*arguments)


class Worker:
    """One process that does one piece of work after another, until nobody can ask it for more."""

    def __init__(self) -> None:
        """Raises OSError, or Ended if it cannot begin."""
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-m", __spec__.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
            creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
            | getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        if self._in_time(lambda: self._from.read(len(READY))) != READY:
            self.end()
            raise Ended

    @property
    def _to(self) -> BinaryIO:
        assert self._process.stdin is not None
        return self._process.stdin  # type: ignore[return-value]

    @property
    def _from(self) -> BinaryIO:
        assert self._process.stdout is not None
        return self._process.stdout  # type: ignore[return-value]

    @property
    def is_there(self) -> bool:
        return self._process.poll() is None

    def do(self, function: Callable[..., object], arguments: tuple[object, ...]) -> tuple[str, Any]:
        """("value", what it gave), ("refused", problems) or ("failed", None). Raises Ended."""
        asked = pickle.dumps((function, arguments), pickle.HIGHEST_PROTOCOL)
        try:
            return self._in_time(lambda: self._asked(asked))
        except (OSError, EOFError, pickle.UnpicklingError):
            self.end()
            raise Ended from None

    def _asked(self, asked: bytes) -> tuple[str, Any]:
        _send(self._to, asked)
        answer: tuple[str, Any] = pickle.load(self._from)
        return answer

    def _in_time(self, wait: Callable[[], Value]) -> Value:
        timer = Timer(MOST_SECONDS, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            return wait()
        finally:
            timer.cancel()

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


def _next_worker() -> Worker | None:
    while _idle:
        worker = _idle.pop()
        if worker.is_there:
            return worker
        worker.end()
    try:
        return Worker()
    except (OSError, Ended):
        return None


def _keep(worker: Worker) -> None:
    _idle.append(worker)
    while len(_idle) > 1:
        _idle.pop(0).end()


@atexit.register
def end_idle() -> None:
    while _idle:
        _idle.pop().end()


def _unpacked(content: bytes) -> int:
    """Bytes of a zip's parts together; 0 of what is none."""
    if not content.startswith(b"PK"):
        return 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return 0


def _takes_too_much() -> Refused:
    return Refused.because(
        "takes_too_much",
        "The file could not be read to its end: it takes longer, or more memory, than the server has. Nothing is "
        "saved. Try once more; if it happens again, save the one sheet as “CSV UTF-8”, or export fewer months.",
    )


def _send(to: BinaryIO, message: bytes) -> None:
    to.write(message)
    to.flush()


def _serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """In the process itself: ready, then one answer to each piece of work; it ends when nobody can ask any more."""
    _send(answers, READY)
    while True:
        try:
            function, arguments = pickle.load(asked)
        except EOFError:
            return
        _send(answers, pickle.dumps(_done(function, arguments), pickle.HIGHEST_PROTOCOL))
        del function, arguments


def _done(function: Callable[..., object], arguments: tuple[object, ...]) -> tuple[str, object]:
    try:
        return "value", function(*arguments)
    except Refused as refused:
        return "refused", refused.problems
    except MemoryError:
        os._exit(1)  # not to be tried in the server
    except Exception:
        return "failed", None


if __name__ == "__main__":
    if lower := getattr(os, "nice", None):  # Windows has none
        lower(LESS_PRIORITY)
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    _serve(sys.stdin.buffer, channel)
