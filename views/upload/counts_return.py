"""A return entered as counts, category by month: for a member with six incidents, not six hundred."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from ingest import months
from ingest.intake import preview_counts
from ingest.intake.typed_counts import MOST
from ingest.standard import STANDARD
from views import notices, wording
from views.upload import return_months
from views.upload.changes import changes
from views.upload.check_answers import check_answers, figures_after
from views.upload.saving import confirm_and_save
from views.visit import Visit

FAMILY, CATEGORY = "Family", "Category"


def counts_return(visit: Visit, quarter: date) -> None:
    """quarter: the one whose months are proposed."""
    st.markdown(
        "Enter how many incidents of each category were reported in each month. An empty cell is a zero. "
        "Counts hold no ages, outcomes or other details: those views stay empty for these months.",
        width=720,
    )
    period = return_months.choose_months(visit.today, (quarter, months.later(quarter, 2)), "counts")
    covered = months.listed(*period)
    if not 1 <= len(covered) <= 24:
        st.error("Choose one to twenty-four months, the first one first.")
        return
    key = f"{period[0]}_{period[1]}"
    grid = st.data_editor(
        empty_grid(covered),
        hide_index=True,
        width="stretch",
        height="content",
        placeholder="",
        alt="Counts by category and month, to type into",
        key=f"counts {key} {st.session_state.get('saved', 0)}",
        disabled=[FAMILY, CATEGORY],
        column_config={
            wording.month(month): st.column_config.NumberColumn(min_value=0, max_value=MOST, step=1)
            for month in covered
        },
    )
    counts = counts_of(grid, covered)
    if not counts:
        st.caption("Nothing entered yet. If there is nothing to report, choose that above.")
        return
    preview = preview_counts(visit.store, visit.viewer, *period, counts)
    if preview.hard:
        notices.listed(preview.hard)
        return
    if preview.unchanged:
        st.success("Saved already. Nothing would change: the same counts are current.")
        return
    check_answers(visit, figures_after(visit, preview))
    changes(preview)
    confirm_and_save(visit, preview, f"counts {key}")


def empty_grid(covered: list[date]) -> pd.DataFrame:
    """One row a category, in the standard's order, an empty cell for each month."""
    rows = [
        {FAMILY: family.label, CATEGORY: STANDARD.category(code).label}
        for family in STANDARD.families
        for code in family.categories
    ]
    grid = pd.DataFrame(rows)
    for month in covered:
        grid[wording.month(month)] = pd.array([pd.NA] * len(grid), dtype="Int64")
    return grid


def counts_of(grid: pd.DataFrame, covered: list[date]) -> Mapping[tuple[date, str], int]:
    """What was entered: (month, category) -> a count above zero."""
    codes = {STANDARD.category(code).label: code for family in STANDARD.families for code in family.categories}
    return {
        (month, codes[row[CATEGORY]]): int(row[wording.month(month)])
        for _, row in grid.iterrows()
        for month in covered
        if pd.notna(row[wording.month(month)]) and row[wording.month(month)]
    }
