"""Which member supplies which column: yes or no, never how well."""

import pandas as pd
import streamlit as st

from ingest.standard import STANDARD
from views import choices, tables, wording
from views.exhibit import download
from views.provenance import RECORDED, provenance
from views.visit import Visit


def by_member(visit: Visit) -> None:
    rows = visit.ask("column_supplied")
    quarters = [quarter for quarter in visit.periods("quarter") if (rows["quarter"] == pd.Timestamp(quarter)).any()]
    if not quarters:
        st.markdown("Nothing yet: it begins with the first quarter that the coordinator closes.")
        return
    quarter = choices.one_period(quarters, "quarter")
    table = matrix(rows[rows["quarter"] == pd.Timestamp(quarter)], visit.names)
    tables.show(table, "Who supplies which column")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            "A figure by one column rests on the members that supply it; the group's needs five of them.",
            width="content",
        )
        made = provenance(visit, "Columns supplied", wording.quarter(quarter), whose=RECORDED)
        download(visit, table, "columns_supplied", made)


def matrix(rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """One row a column, one column a member: 'yes', '–', or '' for a quarter that is not returned."""
    wide = rows.pivot(index="field", columns="member", values="supplied")
    order = [name for name in STANDARD.field_names if name in wide.index]
    wide = wide.reindex(index=order, columns=list(names))
    marks = wide.map(lambda yes: "" if pd.isna(yes) else "yes" if yes else "–")
    table = marks.rename(columns=names)
    table.insert(0, "Column", [STANDARD.field(name).title for name in order])
    return table.reset_index(drop=True)
