"""Tables of hazards as a checked file gives them, from days and times as they are written."""

from datetime import date, datetime

import pyarrow as pa

ORDINARY = {
    "hazard_type": "damp_mould",
    "hazard_level": "significant",
    "agreement_type": "tenancy",
    "in_scope": "yes",
    "investigated_on": None,
    "summary_sent_on": None,
    "made_safe_at": None,
    "further_works_started_on": None,
    "clock_exception": None,
}
MOMENTS = ("aware_at", "made_safe_at")
DAYS = ("investigated_on", "summary_sent_on", "further_works_started_on")


def hazard_table(hazards: list[dict], without: tuple[str, ...] = ()) -> pa.Table:
    """A table of hazards, in line 2 and on; what one does not say is as `ORDINARY`. `without`: not supplied.

    A moment is written "2025-11-07 18:00", or "2025-11-07" where only the day is known.
    """
    columns: dict[str, pa.Array] = {
        "line": pa.array(range(2, len(hazards) + 2), pa.int32()),
        "hazard_ref": pa.array([f"H-{at}" for at in range(len(hazards))]),
    }
    for name in ["aware_at", *ORDINARY]:
        if name not in without:
            columns |= _column(name, [(ORDINARY | each)[name] for each in hazards])
    return pa.table(columns)


def _column(name: str, cells: list[str | None]) -> dict[str, pa.Array]:
    if name in MOMENTS:
        moments = [cell and datetime.fromisoformat(cell) for cell in cells]
        has_time = [cell and ":" in cell for cell in cells]
        return {name: pa.array(moments, pa.timestamp("us")), f"{name}_has_time": pa.array(has_time, pa.bool_())}
    if name in DAYS:
        return {name: pa.array([cell and date.fromisoformat(cell) for cell in cells], pa.date32())}
    return {name: pa.array(cells, pa.string())}
