"""What the store keeps of checked hazards: codes, months, durations and results. Dates are dropped here."""

import pyarrow as pa

from ingest.hazards.clocks import CLOCKS
from ingest.in_memory import in_memory

SOON = 10
"""Working days after the day of saving within which a running clock is kept as falling due."""

_CODES = ("hazard_type", "hazard_level", "agreement_type", "in_scope", "clock_exception")
_TOOK = {
    "emergency_made_safe": ("hours",),
    "investigated": ("working_days",),
    "summary_sent": ("working_days",),
    "safety_work_done": ("working_days",),
    "further_work_begun": ("working_days", "calendar_days"),
}


def kept_rows(checked: pa.Table, results: pa.Table) -> pa.Table:
    """The columns of the store's table `hazard` (without return_id), one row per checked row, in the same order.

    `results` are its `clock_results`. How many days a running clock has left would be nearly its date: of that only
    the names of the clocks are kept that fall due within `SOON` working days; an emergency's always does.
    """
    supplied = checked.column_names
    own = dict.fromkeys(_CODES, "null::varchar") | {"reopened": "null::boolean"}
    took = [f"{clock}_{unit}" for clock, units in _TOOK.items() for unit in units]
    due = ", ".join(f"case when {_is_due(clock)} then '{clock}' end" for clock in CLOCKS)
    codes = ", ".join(f"checked.{name}" if name in supplied else f"{null} as {name}" for name, null in own.items())
    with in_memory(checked.num_rows) as db:
        db.register("checked", checked)
        db.register("result", results)
        return db.execute(f"""
            select hazard_ref, month, {codes},
                {", ".join(CLOCKS)}, {", ".join(took)},
                nullif(list_filter([{due}], lambda clock: clock is not null), []) as falls_due
            from checked positional join (select * exclude (hazard_ref), row_number() over () as place from result)
            order by line
        """).to_arrow_table()


def _is_due(clock: str) -> str:
    if clock == "emergency_made_safe":
        return f"{clock} = 'running'"
    return f"{clock} = 'running' and {clock}_left <= {SOON}"
