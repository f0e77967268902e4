"""Hazards straight into a store of a test, as saved returns."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from tests.queries.small_group import SmallGroup, month

COLUMNS = {
    "hazard_type": "damp_mould",
    "hazard_level": "significant",
    "agreement_type": "tenancy",
    "in_scope": "yes",
    "reopened": False,
    "emergency_made_safe": "not_in_law",
    "investigated": "met",
    "investigated_working_days": 6,
    "summary_sent": "met",
    "summary_sent_working_days": 2,
    "safety_work_done": "met",
    "safety_work_done_working_days": 4,
    "further_work_begun": "met",
    "further_work_begun_working_days": 5,
}


def hazards(group: SmallGroup, member: str, start: date, by_month: Sequence[Sequence[Mapping]], order: int = 1) -> str:
    """One return of the months from `start`: the hazards of each month, of what differs from `COLUMNS`. Its id."""
    return_id = f"{member}-h{order:04d}"
    months = [month(start, at) for at in range(len(by_month))]
    rows = [
        {"return_id": return_id, "hazard_ref": f"{member}-{at}-{n}", "month": months[at]} | COLUMNS | dict(each)
        for at, of_month in enumerate(by_month)
        for n, each in enumerate(of_month)
    ]
    with group.store.write() as cursor:
        cursor.execute(
            "insert into hazard_return (return_id, member, saved_order, from_month, to_month, rows, fields, judged_on) "
            "values (?, ?, ?, ?, ?, ?, ['hazard_ref'], ?)",
            [return_id, member, order, months[0], months[-1], len(rows), date(2026, 10, 20)],
        )
        if rows:
            frame = pd.DataFrame(rows)
            cursor.register("frame", frame)
            cursor.execute("insert into hazard by name select * from frame")
            cursor.unregister("frame")
    return return_id
