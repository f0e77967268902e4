"""Real input, end to end: seven forces' street-level incidents of one quarter, as seven members' returns."""

import csv
import gzip
import io
import json
import subprocess
import sys
from collections import Counter
from datetime import date

import pytest

from ingest.__main__ import main
from queries.store import Store
from queries.viewer import Viewer

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
    "values": {
        "category": {said: code for said, (code, _) in IN_SCOPE.items()} | dict.fromkeys(OUT_OF_SCOPE)
    },
    "missing_reference": "number",
    "repeated_reference": "keep_first",
}


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory, shared):
    """member, month -> the file's bytes as a file."""
    folder = tmp_path_factory.mktemp("police")
    files = {}
    for member, force in FORCES.items():
        for month in MONTHS:
            files[member, month] = folder / f"{month}-{force}-street.csv"
            packed = shared / "data" / "police_uk_street" / force / f"{month}-{force}-street.csv.gz"
            files[member, month].write_bytes(gzip.decompress(packed.read_bytes()))
    return files


@pytest.fixture(scope="module")
def counted(unpacked) -> Counter:
    """(member, family) -> incidents, by the csv module alone: in scope, each reference once."""
    found = Counter()
    for member in FORCES:
        seen = set()
        for month in MONTHS:
            text = unpacked[member, month].read_text("utf-8")
            for row in csv.DictReader(io.StringIO(text, newline="")):
                reference = row["Crime ID"].strip()
                if row["Crime type"] not in IN_SCOPE or reference in seen:
                    continue
                seen |= {reference} - {""}
                found[member, IN_SCOPE[row["Crime type"]][1]] += 1
    return found


@pytest.fixture(scope="module")
def police_store(unpacked, tmp_path_factory, root):
    """The store after 21 loads and one closing. The tiny member's files go through a process of their own."""
    folder = tmp_path_factory.mktemp("store")
    path = folder / "police.duckdb"
    (folder / "members.csv").write_text("member,name\n" + "".join(f"{m},{f}\n" for m, f in FORCES.items()))
    (folder / "homes.csv").write_text(
        "member,year_start,needs_type,homes\n"
        + "".join(f"{m},2021-04-01,general_needs,50000\n" for m in FORCES)
    )
    (folder / "people.csv").write_text("email,role,member\ncoordinator@group.example,coordinator,\n")
    (folder / "police.json").write_text(json.dumps(MATCHING))
    lists = [
        part for name in ("members", "homes", "people") for part in (f"--{name}", f"{folder}/{name}.csv")
    ]
    assert main(["init", "--store", str(path), *lists]) == 0
    for (member, month), file in unpacked.items():
        load = [
            "load", str(file), "--member", member, "--from", month, "--to", month,
            "--matching", f"{folder}/police.json", "--store", str(path),
        ]  # fmt: skip
        if member == "city":
            done = subprocess.run(
                [sys.executable, "-m", "ingest", *load], capture_output=True, text=True, cwd=root
            )
            assert done.returncode == 0, done.stderr
        else:
            assert main(load) == 0
    assert main(["close", "--quarter", "2021-04", "--store", str(path)]) == 0
    store = Store.open(path)
    yield store
    store.close()


@pytest.mark.parametrize("member", FORCES)
def test_own_figures_equal_an_independent_count(police_store, counted, member):
    own = police_store.ask("own_figures", Viewer.lead(member), by="quarter")
    own = own[own["n"] > 0]
    assert set(own["period"].astype(str)) == {"2021-04-01"}
    assert dict(zip(own["family"], own["n"], strict=True)) == {
        family: n for (whose, family), n in counted.items() if whose == member
    }


@pytest.mark.parametrize("member", FORCES)
def test_every_peers_count_lies_within_its_interval(police_store, counted, member):
    shown = police_store.ask("member_figures", Viewer.lead(member), by="quarter")
    peers = shown[shown["member"] != member]
    assert set(peers["member"]) == set(FORCES) - {member}
    outside = [
        (row.member, row.family)
        for row in peers.itertuples()
        if not row.low <= counted[row.member, row.family] <= row.high
    ]
    assert outside == []


def test_every_row_is_either_kept_or_counted_as_left_out(police_store, unpacked):
    rows = police_store.cursor().execute(
        "select member, strftime(from_month, '%Y-%m'), rows + left_out from member_return order by all"
    )
    in_files = {key: file.read_text("utf-8").count("\n") - 1 for key, file in unpacked.items()}
    assert {(member, month): n for member, month, n in rows.fetchall()} == in_files


def test_the_quarter_is_closed_for_all_seven(police_store):
    rows = police_store.cursor().execute(
        "select edition, count(distinct member), min(month) from edition_month group by 1"
    )
    assert rows.fetchall() == [(1, 7, date(2021, 4, 1))]
