"""What a hazard file has beyond a file of incidents: dates in their order, and what each of the law's clocks came to.

Dates go no further than here: what is kept are months, durations and what each clock came to on the day of saving.
"""

from collections.abc import Mapping
from datetime import date

import pyarrow as pa

from ingest.checking import Checked
from ingest.checking.findings import LISTED
from ingest.hazards import clock_results, dates_out_of_order
from ingest.hazards.kept import kept_rows
from ingest.problems import Problem
from ingest.standard import HAZARDS


def judged(checked: Checked, today: date) -> pa.Table:
    """Hazards as the store keeps them. Raises Refused where no bank holidays are known of some date."""
    return kept_rows(checked.rows, clock_results(checked.rows, today))


def out_of_order(checked: Checked, columns: Mapping[str, tuple[str, str]]) -> list[Problem]:
    """Dates of one hazard that contradict each other, by row; at most as many as of any other rule."""
    found = dates_out_of_order(checked.rows).to_pylist()
    problems = []
    for each in found[:LISTED]:
        letter, heading = columns[each["field"]]
        where = f"Row {each['line']:,}, column {letter} ({HAZARDS.field(each['field']).title})"
        message = f"{where}: {each['message']}"
        problems.append(Problem(each["rule"], message, each["line"], letter, heading, each["field"]))
    if len(found) > LISTED:
        more = f"And {len(found) - LISTED:,} more problems, not listed. Correct these first, then check again."
        problems.append(Problem("more_problems", more))
    return problems
