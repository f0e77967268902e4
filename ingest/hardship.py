"""Hardship totals of a member: how many households it helped in a quarter, and with how much. A form, not rows.

Added to, never changed: the newest of a quarter counts. Others see the group's only, as it is worked out at the closing
(queries/macros/75_hardship.sql).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ingest import months
from ingest.intake import member_for
from ingest.problems import Problem, Refused
from ingest.writing import writing
from queries.clock import now
from queries.store import Store
from queries.versions import own
from queries.viewer import Viewer


@dataclass(frozen=True)
class Measure:
    """`is_money`: pounds, shown of the group to the nearest thousand; else a count."""

    name: str
    label: str
    definition: str
    is_money: bool
    most: int  # a larger number is a typing error


MEASURES = (
    Measure("households", "Households helped", "Each household once in the quarter.", False, 99_999),
    Measure("awards", "Awards", "Grants, vouchers and other payments from your own funds.", False, 99_999),
    Measure("pounds", "Pounds awarded", "What these awards came to, in whole pounds.", True, 99_999_999),
    Measure(
        "income_maximised",
        "Income maximised (pounds)",
        "Benefits and other income that households gained with your help, in whole pounds: a year's worth of each.",
        True,
        99_999_999,
    ),
)
ROUNDING = "counts to the nearest five, pounds to the nearest thousand"  # of the group's
QUARTERS_BACK = 8

Totals = Mapping[str, int | None]


def quarters(today: date) -> list[date]:
    """The quarters whose totals may be entered, the newest first."""
    newest = months.newest_quarter(today)
    return [months.later(newest, -3 * back) for back in range(QUARTERS_BACK)]


def save_totals(store: Store, viewer: Viewer, quarter: date, totals: Totals) -> None:
    """Save a quarter's totals: measure -> a number, None where it is not counted.

    Raises NotAllowed for anybody but a lead, Refused with every fault.
    """
    member = member_for(viewer)
    if faults := [*_faults_of_quarter(quarter, store.today()), *_faults(totals)]:
        raise Refused(faults)
    values = [totals.get(measure.name) for measure in MEASURES]
    with writing(store, changes=(own(member), "administration")) as cursor:
        found = cursor.execute("select 1 from member where member = ?", [member]).fetchone()
        if not found:
            raise Refused.because("unknown_member", f"There is no member {member[:40]!r} in this store.")
        cursor.execute(_ADD, [member, quarter, *values, viewer.signature, now()])
        store.record(cursor, viewer.signature, "hardship totals", member, months.shown(quarter))


def _faults_of_quarter(quarter: date, today: date) -> list[Problem]:
    if quarter in quarters(today):
        return []
    first, last = months.shown(quarters(today)[-1]), months.shown(quarters(today)[0])
    message = f"Totals are entered for a quarter that has ended, from {first} to {last}, named by its first month."
    return [Problem("quarter", message)]


def _faults(totals: Totals) -> list[Problem]:
    given = {measure: totals.get(measure.name) for measure in MEASURES}
    found = [
        Problem("count", f"{measure.label}: a whole number from 0 to {measure.most:,}.")
        for measure, number in given.items()
        if number is not None and (type(number) is not int or not 0 <= number <= measure.most)
    ]
    if unknown := sorted(set(totals) - {measure.name for measure in MEASURES}):
        found.append(Problem("count", f"There is no total {unknown[0][:40]!r}."))
    if all(number is None for number in given.values()):
        found.append(Problem("count", "Enter at least one total. A zero is a total too."))
    if totals.get("awards") == 0 and (totals.get("pounds") or 0) > 0:
        found.append(Problem("count", "Pounds were awarded, and awards are 0. Correct one of the two."))
    return found


_ADD = """
insert into hardship_total
select ?, ?, ?, ?, ?, ?, ?, ?, coalesce(max(hardship_order), 0) + 1 from hardship_total
"""
