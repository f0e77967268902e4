"""Makes the sample's hazard files afresh, the same bytes each time: six members, in the standard's own form.

    python -m sample_data.hazards

Everything here is made up. Planted: cedar's written summaries are late from January 2026 on, and emergency hazards rise
each winter. gorse supplies no hazards, and damson's stop where its returns do. The quiet group has none.
"""

import csv
import io
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from ingest.standard import FOLDER as STANDARD_FOLDER
from ingest.standard import HAZARDS
from sample_data.group import AWAITED, LAST_CLOSED, LAST_MONTH, MEMBERS, homes, year_of
from sample_data.incidents import pick

FOLDER = Path(__file__).resolve().parent / "hazards"
FIRST_MONTH = date(2024, 4, 1)
EXPORTED = date(2026, 10, 19)
WITHOUT = ("gorse",)
LATE_SUMMARIES, LATE_FROM = "cedar", date(2026, 1, 1)
WINTER, RISE = (11, 12, 1, 2, 3), 2.5

PER_1000_A_MONTH = {"emergency": 0.16, "significant": 0.42, "not_a_hazard": 0.08, "not_assessed": 0.02}
TYPES = {
    "emergency": {
        "damp_mould": 2,
        "excess_cold": 3,
        "electrical": 2,
        "fire": 1,
        "falls": 1,
        "structural": 1,
        "hygiene": 1,
    },
    "significant": {"damp_mould": 8, "excess_cold": 1, "electrical": 1, "falls": 1, "hygiene": 1, "other": 0.5},
    "not_a_hazard": {"damp_mould": 3, "falls": 1, "other": 1},
    "not_assessed": {"damp_mould": 1, "other": 1},
}
AGREEMENTS = {"tenancy": 92, "leasehold": 4, "licence": 2, "not_known": 2}
IN_SCOPE = {"yes": 95, "no": 3, "not_known": 2}
EXCEPTIONS = {"no_access": 6, "specialist_needed": 2, "resident_request": 2}
ON_TIME = 0.92

Row = dict[str, str]


def hazard_files() -> dict[str, bytes]:
    """Every file by its name."""
    files = {}
    for member in MEMBERS:
        if member in WITHOUT:
            continue
        last = LAST_CLOSED if member == AWAITED else LAST_MONTH
        files[f"{member}_{FIRST_MONTH:%Y-%m}_to_{last:%Y-%m}.csv"] = _table(_member_rows(member, last))
    return files


def _member_rows(member: str, last: date) -> list[Row]:
    chance, rows = Random(f"hazards {member}"), []
    month = FIRST_MONTH
    while month <= last:
        for level, rate in PER_1000_A_MONTH.items():
            times = RISE if level == "emergency" and month.month in WINTER else 1.0
            for _ in range(_poisson(chance, rate * times * homes(member, year_of(month)) / 1000)):
                rows.append(_hazard(chance, member, level, month))
        month = (month + timedelta(days=31)).replace(day=1)
    rows.sort(key=lambda row: row["aware_at"])
    return [row | {"hazard_ref": f"HZ-{at:05d}"} for at, row in enumerate(rows, 1)]


def _hazard(chance: Random, member: str, level: str, month: date) -> Row:
    days = ((month + timedelta(days=31)).replace(day=1) - month).days
    aware = datetime(month.year, month.month, 1 + int(chance.random() * days), 8 + int(chance.random() * 10))
    aware += timedelta(minutes=int(chance.random() * 60))
    row = {
        "aware_at": f"{aware:%Y-%m-%d %H:%M}",
        "hazard_type": pick(chance, TYPES[level]),
        "hazard_level": level,
        "agreement_type": pick(chance, AGREEMENTS),
        "in_scope": pick(chance, IN_SCOPE),
        "reopened": "yes" if chance.random() < 0.06 else "no",
    }
    if level == "emergency":
        return row | _emergency(chance, member, aware)
    return row | _others(chance, member, aware) if level == "significant" else row


def _emergency(chance: Random, member: str, aware: datetime) -> Row:
    hours = 2 + chance.random() * 20 if chance.random() < ON_TIME else 25 + chance.random() * 50
    safe = aware + timedelta(hours=hours)
    return _dated(chance, member, aware.date(), aware.date(), safe, hours > 24)


def _others(chance: Random, member: str, aware: datetime) -> Row:
    slow = chance.random() >= ON_TIME
    investigated = _after(aware.date(), 11 + int(chance.random() * 6) if slow else 2 + int(chance.random() * 8))
    late = chance.random() >= ON_TIME
    safe = _after(investigated, 6 + int(chance.random() * 6) if late else 1 + int(chance.random() * 5))
    return _dated(
        chance, member, aware.date(), investigated, datetime(safe.year, safe.month, safe.day, 15), slow or late
    )


def _dated(chance: Random, member: str, aware: date, investigated: date, safe: datetime, late: bool) -> Row:
    """The days of a hazard that lie before the export; what comes later is not known yet."""
    slow = member == LATE_SUMMARIES and aware >= LATE_FROM
    summary = _after(investigated, 2 + int(chance.random() * 8) if slow else 1 + int(chance.random() * 3.15))
    works = _after(investigated, 4 + int(chance.random() * 2) if chance.random() < ON_TIME else 8)
    days = {"investigated_on": investigated, "summary_sent_on": summary, "further_works_started_on": works}
    row = {name: f"{day}" for name, day in days.items() if day <= EXPORTED}
    if safe.date() <= EXPORTED:
        row["made_safe_at"] = f"{safe:%Y-%m-%d %H:%M}"
    if late and chance.random() < 0.3:
        row["clock_exception"] = pick(chance, EXCEPTIONS)
    return row


def _after(day: date, working_days: int) -> date:
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < 5 and day not in _HOLIDAYS
    return day


def _poisson(chance: Random, mean: float) -> int:
    """By the sum of waiting times, so that no library's version changes the files."""
    number, waited = -1, 0.0
    while waited < mean:
        waited += chance.expovariate(1.0)
        number += 1
    return max(number, 0)


def _holidays() -> set[date]:
    with (STANDARD_FOLDER / "bank_holidays.csv").open(encoding="utf-8", newline="") as file:
        return {date.fromisoformat(row["day"]) for row in csv.DictReader(file)}


_HOLIDAYS = _holidays()


def _table(rows: list[Row]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, HAZARDS.field_names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, content in hazard_files().items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
