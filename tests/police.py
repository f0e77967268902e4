"""Seven forces' street-level incidents of one quarter, as seven members' files: real, and nobody's here."""

import csv
import gzip
import io
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from ingest.__main__ import main

FORCES = {
    "city": "city-of-london",
    "kent": "kent",
    "lancashire": "lancashire",
    "merseyside": "merseyside",
    "swales": "south-wales",
    "syorkshire": "south-yorkshire",
    "warwickshire": "warwickshire",
}
MONTHS = ("2021-04", "2021-05", "2021-06")
HOMES = 50_000
LEAD = "lead@kent.example"
IN_SCOPE = {
    "Anti-social behaviour": ("anti_social_behaviour", "hate_and_anti_social"),
    "Drugs": ("drug_or_alcohol_use", "mental_health_and_substances"),
    "Violence and sexual offences": ("physical_abuse", "abuse_and_neglect"),
}
OUT_OF_SCOPE = (
    "Bicycle theft", "Burglary", "Criminal damage and arson", "Other crime", "Other theft",
    "Possession of weapons", "Public order", "Robbery", "Shoplifting", "Theft from the person",
    "Vehicle crime",
)  # fmt: skip
MATCHING = {
    "columns": {"Crime ID": "incident_ref", "Month": "reported_on", "Crime type": "category"},
    "values": {"category": {said: code for said, (code, _) in IN_SCOPE.items()} | dict.fromkeys(OUT_OF_SCOPE)},
    "missing_reference": "number",
    "repeated_reference": "keep_first",
}


def unpack(packed: Path, folder: Path) -> dict[tuple[str, str], Path]:
    """member, month -> the file's bytes as a file."""
    files = {}
    for member, force in FORCES.items():
        for month in MONTHS:
            files[member, month] = folder / f"{month}-{force}-street.csv"
            source = packed / force / f"{month}-{force}-street.csv.gz"
            files[member, month].write_bytes(gzip.decompress(source.read_bytes()))
    return files


def count(files: dict[tuple[str, str], Path]) -> Counter:
    """(member, family) -> incidents, by the csv module alone: in scope, each reference once."""
    found = Counter()
    for member in FORCES:
        seen = set()
        for month in MONTHS:
            text = files[member, month].read_text("utf-8")
            for row in csv.DictReader(io.StringIO(text, newline="")):
                reference = row["Crime ID"].strip()
                if row["Crime type"] not in IN_SCOPE or reference in seen:
                    continue
                seen |= {reference} - {""}
                found[member, IN_SCOPE[row["Crime type"]][1]] += 1
    return found


def make_store(files: dict[tuple[str, str], Path], folder: Path, root: Path) -> Path:
    """The store after 21 loads and one closing. The tiny member's files go through a process of their own."""
    path = folder / "police.duckdb"
    (folder / "members.csv").write_text("member,name\n" + "".join(f"{m},{f}\n" for m, f in FORCES.items()))
    (folder / "homes.csv").write_text(
        "member,year_start,needs_type,homes\n" + "".join(f"{m},2021-04-01,general_needs,{HOMES}\n" for m in FORCES)
    )
    (folder / "people.csv").write_text(f"email,role,member\ncoordinator@group.example,coordinator,\n{LEAD},lead,kent\n")
    (folder / "police.json").write_text(json.dumps(MATCHING))
    lists = [part for name in ("members", "homes", "people") for part in (f"--{name}", f"{folder}/{name}.csv")]
    assert main(["init", "--store", str(path), *lists]) == 0
    for (member, month), file in files.items():
        load = [
            "load", str(file), "--member", member, "--from", month, "--to", month,
            "--matching", f"{folder}/police.json", "--store", str(path),
        ]  # fmt: skip
        if member == "city":
            done = subprocess.run([sys.executable, "-m", "ingest", *load], capture_output=True, text=True, cwd=root)
            assert done.returncode == 0, done.stderr
        else:
            assert main(load) == 0
    assert main(["close", "--quarter", "2021-04", "--store", str(path)]) == 0
    return path
