"""The own member's incidents of a view, for what is asked of one's own alone: two fields crossed, days open."""

import numpy as np
import pandas as pd
import streamlit as st

from ingest import months
from views import methods, tables, wording
from views.escaping import escape_markdown
from views.exhibit import beneath
from views.focus.topic import Topic, View
from views.look import PROSE
from views.provenance import OWN, provenance
from views.visit import Visit
from views.wording import LEAST_BASE

ADULTS, NOT_GIVEN = ("adult", "adult_and_child"), "not_given"
BANDS = {"Up to 28 days": 28, "29 to 90 days": 90, "91 to 180 days": 180, "Over 180 days": np.inf}


def incidents(visit: Visit, view: View) -> pd.DataFrame:
    """own_incidents of the view's months, family and category."""
    last = months.later(view.period, view.months - 1)
    return visit.ask("own_incidents", family=view.family, category=view.category, **{"from": view.period, "to": last})


def of_adults(rows: pd.DataFrame) -> pd.DataFrame:
    """Without incidents about a child alone, or not known; all of them where the returns never say it."""
    return rows if rows["about"].isna().all() else rows[rows["about"].isin(ADULTS)]


def closed(rows: pd.DataFrame) -> pd.DataFrame:
    """Without open incidents; all of them where the returns never say when one was closed."""
    return rows if rows["days_open"].isna().all() else rows[rows["days_open"].notna()]


def tally(visit: Visit, rows: pd.DataFrame, field: str) -> pd.DataFrame:
    """Exact answers to a field, as breakdown has them: a row a code, and "not_given" where an incident has none."""
    labels = visit.labels(field)
    codes = rows[field].map(_codes)
    found = codes.explode().value_counts()
    counted = {code: int(found.get(code, 0)) for code in labels}
    if without := int((codes.map(len) == 0).sum()):
        counted[NOT_GIVEN] = without
    total = sum(counted.values())
    shares = [each / total if total >= LEAST_BASE else None for each in counted.values()]
    numbers = list(counted.values())
    return pd.DataFrame(
        {
            "code": list(counted),
            "label": [labels.get(code, "Not given") for code in counted],
            "low": numbers,
            "high": numbers,
            "shown": [f"{each:,}" for each in numbers],
            "contributors": 1,
            "share_low": shares,
            "share_high": shares,
        }
    )


def _codes(value: object) -> list[str]:
    """The codes in a cell: yes or no for a boolean, none where it is empty."""
    if isinstance(value, bool | np.bool_):
        return ["yes" if value else "no"]
    if isinstance(value, str):
        return [value]
    return [] if value is None or pd.api.types.is_scalar(value) else list(value)


def crossed(rows: pd.DataFrame, down: dict[str, str], across: dict[str, str], by: tuple[str, str]) -> pd.DataFrame:
    """Incidents by two fields: a row for each code of the first, a column for each of the second."""
    counted = rows.groupby(list(by)).size()
    return pd.DataFrame(
        [[label, *(int(counted.get((code, other), 0)) for other in across)] for code, label in down.items()],
        columns=["", *across.values()],
    )


def days_open(rows: pd.DataFrame) -> pd.DataFrame:
    """How long incidents were open, in bands; and how many have no closing day: 'Still open, or not given'."""
    days = rows["days_open"].dropna().astype(int)
    edges = [-1, *BANDS.values()]
    banded = pd.cut(days, edges, labels=list(BANDS)).value_counts()
    table = [(band, int(banded.get(band, 0))) for band in BANDS]
    return pd.DataFrame([*table, ("Still open, or not given", int(rows["days_open"].isna().sum()))],
                        columns=["Open for", "Incidents"])  # fmt: skip


def show_days_open(visit: Visit, topic: Topic, view: View, rows: pd.DataFrame) -> None:
    """The bands and the median of one's own; for the group, that nobody counts them."""
    if not view.own:
        st.markdown("Days open are not counted for the group: a member sees its own here.", width=PROSE)
        return
    if rows["days_open"].isna().all():
        st.markdown(f"Your returns of {view.words} give no day of closing.", width=PROSE)
        return
    table = days_open(rows)
    median = int(rows["days_open"].median())
    closed = wording.count(*[int(rows["days_open"].notna().sum())] * 2, "")
    st.markdown(f"Half of your {closed} that are closed were open for {median} days or less.", width=PROSE)
    tables.show(table, "How long own incidents were open")
    beneath(
        visit,
        table,
        name=f"{topic.name}_days_open",
        made=provenance(visit, topic.label, view.words, shows="by days open", whose=OWN),
        rests_on=f"{view.words}. {escape_markdown(visit.own_name)}’s own, exact.",
        how=methods.BREAKDOWN,
        on_page=True,
    )
