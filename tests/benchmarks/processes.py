"""One command as a process of its own: how long it took, and the most memory it held."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# getrusage(2) counts ru_maxrss in kilobytes, on macOS in bytes
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Run:
    """`seconds` by the clock, `cpu_seconds` of all its threads, the most memory held, the exit code.

    The latter two figures are None on Windows, which does not hand them over at the end of a process.
    """

    seconds: float
    cpu_seconds: float | None
    peak_bytes: int | None
    exit_code: int
    output: str


def run(command: Sequence[str | Path], output: Path) -> Run:
    """Run a command to its end from the project's folder; what it prints goes to the file `output`."""
    with output.open("wb") as printed:
        begun = time.perf_counter()
        process = subprocess.Popen([str(each) for each in command], stdout=printed, stderr=subprocess.STDOUT, cwd=ROOT)
        if hasattr(os, "wait4"):
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            cpu_seconds, peak_bytes = used.ru_utime + used.ru_stime, used.ru_maxrss * RSS_UNIT
        else:
            process.wait()
            cpu_seconds = peak_bytes = None
        seconds = time.perf_counter() - begun
    said = output.read_text("utf-8", errors="replace")
    return Run(seconds, cpu_seconds, peak_bytes, process.returncode, said)


def python(*arguments: str | Path) -> list[str | Path]:
    return [sys.executable, *arguments]
