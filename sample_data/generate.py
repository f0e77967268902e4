"""Makes all sample data afresh, the same bytes each time.

    python sample_data/generate.py [--quiet] [--into FOLDER]

Everything here is made up. `--quiet` makes the quiet group alone.
"""

import argparse
import csv
import io
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT.parent))

from sample_data import surroundings  # noqa: E402
from sample_data.counting import Counts, all_counts  # noqa: E402
from sample_data.dialects import DIALECTS  # noqa: E402
from sample_data.exporting import export, references, standard_csv, with_out_of_scope  # noqa: E402
from sample_data.group import (  # noqa: E402
    AWAITED,
    FIRST_MONTH,
    LAST_CLOSED,
    LAST_MONTH,
    MEMBERS,
    NOTHING_TO_REPORT,
)
from sample_data.incidents import Incident, member_incidents  # noqa: E402
from sample_data.wrong_files import faulty_files  # noqa: E402

# Each return's first and last month and the day its file was exported.
RETURNS = (
    (FIRST_MONTH, LAST_CLOSED, date(2026, 7, 9)),
    (date(2026, 7, 1), LAST_MONTH, date(2026, 10, 9)),
)


def group_files(*, quiet: bool = False) -> dict[str, bytes]:
    """Every file of a group by its path: in the members' dialects, or all in the standard's form if quiet."""
    counts, files = all_counts(quiet=quiet), {}
    for member in MEMBERS:
        files |= _member_files(member, counts, quiet=quiet)
    tables = {
        "members.csv": surroundings.members(),
        "homes.csv": surroundings.homes_by_year(),
        "people.csv": surroundings.people(),
        "how_we_record.csv": surroundings.how_we_record(),
    }
    if not quiet:
        tables["planted.csv"] = surroundings.planted()
    return files | {path: _table(rows) for path, rows in tables.items()}


def _member_files(member: str, counts: Counts, *, quiet: bool) -> dict[str, bytes]:
    seed = "quiet" if quiet else "group"
    plain = quiet or member == "alder"
    parts: list[tuple[str, list[Incident]]] = []
    for first, last, exported in RETURNS:
        if member == NOTHING_TO_REPORT and last == LAST_MONTH:
            continue
        rows = member_incidents(member, counts, first, last, exported, seed)
        folder = "to_upload" if member == AWAITED and last == LAST_MONTH else "returns"
        suffix = "csv" if plain else DIALECTS[member].suffix
        path = f"{folder}/{member}_{first:%Y-%m}_to_{last:%Y-%m}.{suffix}"
        parts.append((path, rows if plain else with_out_of_scope(member, rows, f"{seed} {first}")))
    refs, files = references(member, sum(len(rows) for _, rows in parts), seed), {}
    for path, rows in parts:
        own, refs = refs[: len(rows)], refs[len(rows) :]
        files[path] = standard_csv(rows, own) if plain else export(member, rows, own, f"{seed} {path}")
    return files


def _table(rows: list[tuple]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8")


def all_files(*, only_quiet: bool = False) -> dict[str, bytes]:
    """Everything that this script makes, by its path under `sample_data`."""
    quiet = {f"quiet/{path}": content for path, content in group_files(quiet=True).items()}
    if only_quiet:
        return quiet
    faulty = {f"faulty/{path}": content for path, content in faulty_files().items()}
    return group_files() | faulty | quiet


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes all sample data afresh, the same each time.")
    parser.add_argument("--quiet", action="store_true", help="only the quiet group")
    parser.add_argument("--into", type=Path, default=ROOT, metavar="FOLDER")
    wanted = parser.parse_args()
    for path, content in all_files(only_quiet=wanted.quiet).items():
        target = wanted.into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


if __name__ == "__main__":
    main()
