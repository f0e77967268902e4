"""The families as tiles, for a projector: all of them on one screen, what stands out first."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from views import wording
from views.escaping import escape_markdown
from views.look import SIGNAL_CHARACTERS, family_name
from views.this_quarter import findings
from views.this_quarter.behind import behind_family
from views.visit import Visit

ACROSS = 4
STYLE = """<style>
[class*="st-key-tile_"] { padding: 0.4rem 0.7rem !important; gap: 0.2rem !important; height: 100%; }
[class*="st-key-tile_"] p { line-height: 1.2; margin: 0 !important; white-space: normal !important; }
[class*="st-key-tile_"] [data-testid="stMarkdownContainer"] { margin-bottom: 0 !important; }
[class*="st-key-tile_"] [data-testid="stPageLink-NavLink"] { padding: 0 !important; line-height: 1.2; height: auto; }
[class*="st-key-tile_"] [data-testid="stPageLink"] p { font-size: 1.1em; }
[class*="st-key-tile_"] [data-testid="stPageLink-NavLink"] * { overflow: visible !important; }
[class*="st-key-tiles_"] { gap: 0.5rem !important; }
</style>"""


def tiles(visit: Visit, rows: list[dict], quarter: date, marked: Mapping[str, str]) -> None:
    """rows: headlines of the group. marked: family -> what its trend is marked for."""
    st.html(STYLE)
    shown, few = in_order(rows, marked)
    with st.container(key="tiles_all"):
        for start in range(0, len(shown), ACROSS):
            for column, row in zip(st.columns(ACROSS, gap="small"), shown[start : start + ACROSS], strict=False):
                with column.container(border=True, key=f"tile_{row['family']}", height="stretch"):
                    _tile(visit, row, quarter, marked.get(row["family"], ""))
    if few:
        st.markdown(escape_markdown(wording.too_few([visit.labels("family")[row["family"]] for row in few])))


def in_order(rows: list[dict], marked: Mapping[str, str]) -> tuple[list[dict], list[dict]]:
    """Those that stand out or are marked first, the rest in the standard's order; and those with too few."""
    known = [row for row in rows if pd.notna(row["high"])]
    few = [row for row in known if findings.is_too_few(row)]
    shown = [row for row in known if not findings.is_too_few(row)]
    shown.sort(key=lambda row: not (findings.is_clear(row) or row["family"] in marked))
    return shown, few


def in_short(row: Mapping, since: str, marked: str) -> str:
    """'▲ up by about a third', without the quarter that all are compared with; else what its trend is marked for."""
    words = findings.changed(row, since, running=bool(marked)).replace(f" on {since}", "").replace(f" in {since}", "")
    if findings.is_clear(row):
        return f"**{SIGNAL_CHARACTERS[{'up': 'high', 'down': 'low'}[row['direction']]]} {words}**"
    return f"**{escape_markdown(marked)}**" if marked else words


def _tile(visit: Visit, row: dict, quarter: date, marked: str) -> None:
    family = row["family"]
    st.page_link(
        visit.pages["drill_down"],
        label=f"**{family_name(visit.labels('family')[family], family in visit.focus)}**",
        icon="",
        query_params=behind_family(row, "group"),
    )
    st.markdown(wording.count(int(row["low"]), int(row["high"]), row["shown"]))
    st.markdown(in_short(row, wording.last_time(quarter), marked))
