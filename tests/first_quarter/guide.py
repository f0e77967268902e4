"""Does what `docs/first_quarter.md` says, with lists and exports that LibreOffice saved in UK form."""

import contextlib
import io
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

from ingest.__main__ import main as ingest
from queries.__main__ import main as queries

FOLDER = Path(__file__).parent
GUIDE = FOLDER.parents[1] / "docs" / "first_quarter.md"
STORE = "group.duckdb"
MAINS = {"ingest": ingest, "queries": queries}


@dataclass(frozen=True)
class Done:
    """A command of the guide, the lines that the guide shows beneath it, and what happened."""

    command: str
    shown: list[str]
    code: int
    printed: str


def follow(folder: Path) -> list[Done]:
    """Every command of the guide, in its order, in that folder; the store is `group.duckdb` there."""
    for file in FOLDER.glob("*.csv"):
        shutil.copy(file, folder)
    text = GUIDE.read_text("utf-8")
    (folder / "alder.json").write_text(re.search(r"```json\n(.+?)```", text, re.DOTALL)[1], "utf-8")
    with contextlib.chdir(folder):
        return [run(*each.split("\n")) for block in _blocks(text) for each in block.removeprefix("$ ").split("\n$ ")]


def run(line: str, *shown: str) -> Done:
    python, option, module, *arguments = shlex.split(line)
    assert (python, option) == ("python", "-m")
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
        code = MAINS[module](arguments)
    return Done(line, list(shown), code, out.getvalue())


def _blocks(text: str) -> list[str]:
    return [block.strip() for block in re.findall(r"```console\n(.+?)```", text, re.DOTALL)]
