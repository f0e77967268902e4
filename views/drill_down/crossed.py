"""One's own incidents by two fields at once: rows by columns, as a heat map with its table. Never the group's."""

import pandas as pd
import streamlit as st

from views import choices, methods
from views.charts import alt
from views.charts import crossed as chart
from views.drill_down import breakdown_rows, fields, sentences
from views.drill_down.place import Place
from views.escaping import escape_markdown
from views.exhibit import exhibit
from views.provenance import OWN
from views.visit import Visit


def crossed(visit: Visit, place: Place) -> None:
    rows = sentences.crossed_rows(visit, place)
    down, across = in_order(visit, place.field, rows["code"]), in_order(visit, place.cross, rows["across_code"])
    headings = fields.title(place.field), fields.title(place.cross)
    exhibit(
        visit,
        chart.crossed(rows, down, across, dark=visit.dark),
        table(rows, down, across, headings[0]),
        name="crossed",
        made=breakdown_rows.made(visit, place, OWN, more=f" and {headings[1].lower()}"),
        rests_on="Rests on your own current returns, exact. An incident with several answers counts at each of them.",
        how=methods.BREAKDOWN,
        alt=alt.crossed(rows, down, across, headings),
        on_click=lambda codes: choices.choose(code=codes[0], cross_code=codes[1]),
    )
    st.caption(f"{escape_markdown(headings[0])} down, {escape_markdown(headings[1].lower())} across. "
               "A click on a cell, or the choices above, show its incidents.")  # fmt: skip


def in_order(visit: Visit, field: str, found: pd.Series) -> dict[str, str]:
    """The codes that some incident has, with their labels, in the standard's order."""
    labels = {**visit.labels(field), fields.NOT_GIVEN: "Not given"}
    return {code: label for code, label in labels.items() if code in set(found)}


def table(rows: pd.DataFrame, down: dict[str, str], across: dict[str, str], heading: str) -> pd.DataFrame:
    """A row for each code of the first field, a column for each of the second."""
    counts = {(row.code, row.across_code): int(row.n) for row in rows.itertuples()}
    return pd.DataFrame(
        [[label, *(counts.get((code, other), 0) for other in across)] for code, label in down.items()],
        columns=[heading, *across.values()],
    )
