"""One command as a process of its own: how long it took, and the most memory it held."""

import json
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


# a process starts with the peak of the one that starts it: a small one stands between
STARTER = """
import json, os, subprocess, sys
process = subprocess.Popen(sys.argv[2:])
_, status, used = os.wait4(process.pid, 0)
found = os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss
open(sys.argv[1], "w").write(json.dumps(found))
"""


def run(command: Sequence[str | Path], output: Path) -> Run:
    """Run a command to its end from the project's folder; what it prints goes to the file `output`."""
    used, can_measure = output.with_suffix(".used"), hasattr(os, "wait4")
    starter = python("-I", "-S", "-c", STARTER, used) if can_measure else []
    with output.open("wb") as printed:
        begun = time.perf_counter()
        words = [str(each) for each in (*starter, *command)]
        exit_code = subprocess.call(words, stdout=printed, stderr=subprocess.STDOUT, cwd=ROOT)
        seconds = time.perf_counter() - begun
    cpu_seconds = peak_bytes = None
    if can_measure:
        exit_code, cpu_seconds, peak = json.loads(used.read_text())
        peak_bytes = peak * RSS_UNIT
    return Run(seconds, cpu_seconds, peak_bytes, exit_code, output.read_text("utf-8", errors="replace"))


def python(*arguments: str | Path) -> list[str | Path]:
    return [sys.executable, *arguments]
