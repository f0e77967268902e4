"""The command line of the packs: `python -m views.packs pptx --quarter 2026-04 …`."""

import argparse
import contextlib
import sys
from pathlib import Path

from ingest.group.setup import open_store
from ingest.months import quarter_of, read_month
from queries.refusals import NotAllowed, QueryRefused, StoreInUse
from queries.store import Store
from queries.viewer import Viewer
from views.packs import making, plan, powerpoint, workbook
from views.packs.content import gather
from views.visit import Visit

DONE, REFUSED, WRONG_USAGE, IN_USE = 0, 1, 2, 3
NAMES = ("pptx", "bulletin", "workbook", "plan", "board")


def main(arguments: list[str] | None = None) -> int:
    """Exit codes: 0 written, 1 refused with the reason, 2 wrong usage, 3 the store is in use."""
    given = _parser().parse_args(arguments)
    try:
        quarter = read_month(given.quarter)
        with contextlib.closing(open_store(Path(given.store))) as store:
            files = _make(given, Visit(store, viewer(store, given.viewer)), quarter_of(quarter))
    except ValueError as error:
        print(f"--quarter: {error}", file=sys.stderr)
        return WRONG_USAGE
    except StoreInUse as refusal:
        print(refusal, file=sys.stderr)
        return IN_USE
    except QueryRefused as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    try:
        for path, content in files.items():
            path.write_bytes(content)
            print(f"Written: {path} ({len(content):,} bytes).")
    except OSError:
        print(f"{given.out} cannot be written: check the folder’s name and that you may write there.", file=sys.stderr)
        return REFUSED
    return DONE


def _make(given: argparse.Namespace, visit: Visit, quarter) -> dict[Path, bytes]:
    """What is to be written where; the workbook's tables as CSV are beside it."""
    out = Path(given.out)
    if given.pack == "pptx" and given.template:
        return {out: powerpoint.powerpoint(gather(visit, quarter), Path(given.template))}
    if given.pack == "plan" and out.suffix.lower() == ".pptx":
        return {out: plan.as_slide(gather(visit, quarter))}
    files = {out: making.make(visit, given.pack, quarter)}
    if given.pack == "workbook":
        files[out.with_suffix(".csv.zip")] = workbook.csv_zip(gather(visit, quarter))
    return files


def viewer(store: Store, name: str) -> Viewer:
    """coordinator, public, or the lead of a member by its code. Raises NotAllowed."""
    if name in ("coordinator", "public"):
        return Viewer.coordinator() if name == "coordinator" else Viewer.public()
    known = store.ask("members", Viewer.coordinator())["member"].tolist()
    if name not in known:
        raise NotAllowed(f"There is no member {name!r}. Members: {', '.join(known) or 'none yet'}.")
    return Viewer.lead(name)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m views.packs", description="Make a file for the meeting.")
    parser.add_argument("pack", choices=NAMES, help="plan: a web page to print, or PowerPoint where OUT ends in .pptx")
    parser.add_argument("--quarter", required=True, metavar="YYYY-MM", help="a closed quarter")
    parser.add_argument("--store", required=True, help="the store's file")
    parser.add_argument("--as", dest="viewer", required=True, metavar="CODE|coordinator|public", help="who is asking")
    parser.add_argument("--out", required=True, help="the file to write")
    parser.add_argument("--template", help="with pptx: the group's own PowerPoint template")
    return parser


if __name__ == "__main__":
    sys.exit(main())
