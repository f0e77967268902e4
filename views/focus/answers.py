"""The answers to one field in a view: the question's, or of one's own adults alone where the page is about adults."""

import pandas as pd

from views.focus import own_incidents
from views.focus.topic import View
from views.visit import Visit

OF_CLOSED = ("msp_asked", "msp_outcome")
"""What was asked and achieved is counted of closed incidents."""


def answers(visit: Visit, view: View, field: str) -> pd.DataFrame:
    """breakdown of the field in this very view: code, label, low, high, shown, contributors, share_low, share_high.

    The group's is of everybody: only one field at a time is shown of it.
    """
    rows = visit.ask(
        "breakdown", of=view.of, family=view.family, category=view.category, by=view.by, period=view.period
    )
    rows = _of_field(rows, field)
    if rows.empty or not (view.own and view.adults_only):
        return rows
    mine = own_incidents.of_adults(own_incidents.incidents(visit, view))
    return own_incidents.tally(visit, own_incidents.closed(mine) if field in OF_CLOSED else mine, field)


def _of_field(rows: pd.DataFrame, field: str) -> pd.DataFrame:
    """The answers to one field out of those to all, which stand field by field: a page asks for several."""
    fields = rows["field"].tolist()
    first = fields.index(field) if field in fields else 0
    return rows.iloc[first : first + fields.count(field)].drop(columns="field").reset_index(drop=True)
