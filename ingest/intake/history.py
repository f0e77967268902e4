"""What a member has returned so far, read for the questions that need it."""

import contextlib
from datetime import date

from ingest.checking import History
from queries.store import Store


def history_of(store: Store, member: str) -> History:
    """The member's current counts by month and category, and every category it has used."""
    with contextlib.closing(store.cursor()) as cursor:
        returned = cursor.execute("select month from current_month where member = ?", [member]).fetchall()
        counts: dict[date, dict[str, int]] = {month: {} for (month,) in returned}
        for month, category, n in cursor.execute(_CURRENT_COUNTS, [member]).fetchall():
            counts[month][category] = n
        used = cursor.execute(_CATEGORIES_USED, [member]).fetchall()
    return History(counts, {category for (category,) in used})


_CURRENT_COUNTS = "select month, category, n from current_count where member = ?"

_CATEGORIES_USED = """
select distinct category from incident_count semi join (select return_id from member_return where member = ?)
using (return_id)
"""
