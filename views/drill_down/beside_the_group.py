"""One's own figures and the group's in one table, by category or by the answers to a field."""

import pandas as pd
import streamlit as st

from views import numbers, tables, wording
from views.drill_down import breakdown_rows, fields
from views.drill_down.place import Place
from views.escaping import escape_markdown
from views.exhibit import download
from views.provenance import MEMBERS
from views.visit import Visit


def show(visit: Visit, place: Place, rows: pd.DataFrame, other: pd.DataFrame) -> None:
    """rows: what the page shows; other: the group's where it shows one's own, and the other way round."""
    own, group = (rows, other) if place.own else (other, rows)
    if own.empty or group.empty:
        return
    name = visit.own_name
    with st.expander(escape_markdown(f"{name} beside the group, in one table"), icon=":material/table_rows:"):
        tables.show(table(own, group, name, place), "One's own beside the group")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(escape_markdown(f"{name} exact, the group as shown."), width="content")
            made = breakdown_rows.made(visit, place, MEMBERS, beside=name)
            download(visit, file(own, group, name, place), "beside_the_group", made)


def table(own: pd.DataFrame, group: pd.DataFrame, name: str, place: Place) -> pd.DataFrame:
    """One row a code of either: counts as shown and, by a field, shares of the answers."""
    codes = labels(own, group)
    shown = pd.DataFrame({fields.title(place.field): codes})
    for rows, whose in ((own, name), (group, "Group")):
        rows = _by_code(rows, codes.index)
        shown[whose] = rows["shown"].fillna("").tolist()
        if "share_low" in rows:
            shares = zip(rows["share_low"], rows["share_high"], strict=True)
            shown[f"{whose}, share of the answers"] = [wording.share_range(*each) for each in shares]
    return shown.reset_index(drop=True)


def file(own: pd.DataFrame, group: pd.DataFrame, name: str, place: Place) -> pd.DataFrame:
    """The same rows, one's own counts and shares as numbers, the group's with their lowest and highest."""
    codes = labels(own, group)
    mine = _by_code(own, codes.index)
    columns = {name: mine["high"].astype("Int64")}
    if "share_high" in mine:
        columns[f"{name}, share (0 to 1)"] = mine["share_high"].astype(float).round(4)
    theirs = numbers.with_shares(_by_code(group, codes.index), "Group", of="Group, share (0 to 1)")
    figures = pd.concat([pd.DataFrame(columns), theirs], axis="columns")
    return numbers.beside({fields.title(place.field): codes.tolist()}, figures)


def labels(own: pd.DataFrame, group: pd.DataFrame) -> pd.Series:
    """Code -> label, in the order of the group's rows; codes that only one's own have are last."""
    return pd.concat([group, own]).drop_duplicates("code").set_index("code")["label"]


def _by_code(rows: pd.DataFrame, codes: pd.Index) -> pd.DataFrame:
    return rows.set_index("code").reindex(codes)
