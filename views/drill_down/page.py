"""Explore: from all families down to one code of one field, by click or by keyboard, with steps back."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from views import choices, headings, methods, wording
from views.charts import alt, breakdown
from views.drill_down import breakdown_rows, fields
from views.drill_down.own_rows import own_rows
from views.drill_down.place import Place, steps
from views.escaping import escape_markdown
from views.exhibit import exhibit
from views.look import PROSE
from views.visit import Visit


def page(visit: Visit) -> None:
    head, path = st.container(), st.container(horizontal=True, gap="small", vertical_alignment="center")
    with choices.row():
        own = visit.member is not None and choices.own_or_group(visit)
        by, period = choices.year_or_quarter(visit, own=own)
    if period is None:
        nothing_yet(head, own)
        return
    with choices.row():
        family, category = family_and_category(visit)
        place = Place(own, by, period, family, category, split_by(visit, family, category))
        rows = rows_of(visit, place)
        answers = dict(zip(rows["code"], rows["label"], strict=True))
        place = replace(place, code=answer(place, answers))
    with path:
        steps_back(visit, place, answers)
    with head:
        headings.title(escape_markdown(title(visit, place, rows)))
    split(visit, place, rows)
    if place.code:
        one_answer(visit, place, rows)
    where_next(visit, place)
    if visit.member:
        own_rows(visit, place)


def nothing_yet(head, own: bool) -> None:
    with head:
        headings.title("Nothing to look into yet")
    st.markdown(
        "You have not returned a whole quarter yet. Send one in on *Upload*." if own else
        "Here a family is broken down by category, age, place or outcome. No quarter is closed yet.",
        width=PROSE,
    )  # fmt: skip


def family_and_category(visit: Visit) -> tuple[str | None, str | None]:
    """Family and category; where a family has one category only, that one."""
    family = choices.one_of("Family", {"all": "All families"} | visit.labels("family"), "family")
    if family == "all":
        return None, None
    within = choices.categories(visit, family)
    if len(within) == 1:
        return family, next(iter(within))
    category = choices.one_of("Category", {"all": "All of the family"} | within, "category")
    return family, None if category == "all" else category


def split_by(visit: Visit, family: str | None, category: str | None) -> str:
    first = {"family": "Family"} if family is None else {} if category else {"category": "Category"}
    return choices.one_of("Split by", first | fields.splitting(visit, category), "field")


def answer(place: Place, answers: dict[str, str]) -> str | None:
    if not place.is_split_by_field or not answers:
        return None
    code = choices.one_of("Answer", {"all": "All answers"} | answers, "code")
    return None if code == "all" else code


def rows_of(visit: Visit, place: Place) -> pd.DataFrame:
    """One row for each family, category or code: code, label, low, high, shown, contributors."""
    if place.is_split_by_field:
        return visit.ask(
            "breakdown", of="own" if place.own else "group", field=place.field, family=place.family,
            category=place.category, by=place.by, period=place.period,
        )  # fmt: skip
    within = {"family": place.family, "category": "*"} if place.field == "category" else {}
    rows = visit.ask("own_figures" if place.own else "group_figures", by=place.by, **within)
    rows = rows[rows["period"] == pd.Timestamp(place.period)]
    if place.own:
        rows = rows.assign(low=rows["n"], high=rows["n"], shown=rows["n"].astype(str), contributors=1)
    labels = visit.labels(place.field)
    rows = rows.assign(code=rows[place.field], label=rows[place.field].map(labels))
    return rows[["code", "label", "low", "high", "shown", "contributors"]].reset_index(drop=True)


def steps_back(visit: Visit, place: Place, answers: dict[str, str]) -> None:
    """The steps down to the place; each but the last is a button back to it."""
    *back, (label, _) = steps(visit, place, answers)
    for at, (step, codes) in enumerate(back):
        st.button(escape_markdown(step), key=f"step_{at}", type="tertiary", on_click=choices.choose, kwargs=codes)
        st.markdown("›", width="content")
    st.markdown(f"**{escape_markdown(label)}**", width="content")


def title(visit: Visit, place: Place, rows: pd.DataFrame) -> str:
    """'Neglect, 2025-26: most often Colleague (raised by)', from what is shown."""
    shown = f"{place.label(visit)}, {wording.period(place.period, place.by)}"
    known = breakdown.ordered(rows[~rows["code"].isin(breakdown.LAST)])
    if known.empty:
        return shown
    first = known.iloc[0]
    second = known["high"].iloc[1] if len(known) > 1 else -1
    field = f" ({fields.title(place.field).lower()})" if place.is_split_by_field else ""
    if first["low"] <= second:
        return f"{shown}: none is clearly first{field}"
    return f"{shown}: most often {first['label']}{field}"


def split(visit: Visit, place: Place, rows: pd.DataFrame) -> None:
    key = "code" if place.is_split_by_field else place.field
    exhibit(
        visit,
        breakdown.breakdown(rows, own=place.own, dark=visit.dark),
        breakdown_rows.breakdown_table(visit, place, rows),
        name=f"{place.category or place.family or 'all'}_by_{place.field}_{place.period:%Y-%m}",
        rests_on=breakdown_rows.rests_on(visit, place, rows),
        how=methods.COUNT if key != "code" else methods.BREAKDOWN,
        alt=alt.breakdown(rows, fields.title(place.field)),
        on_click=lambda code: choices.choose(**{key: code}),
    )
    if few := breakdown.too_few(rows):
        st.markdown(escape_markdown(wording.too_few(few)))


def one_answer(visit: Visit, place: Place, rows: pd.DataFrame) -> None:
    """What the code means, its figure, and the same period a year before."""
    row = rows[rows["code"] == place.code].iloc[0]
    meaning = visit.codes[(visit.codes["field"] == place.field) & (visit.codes["code"] == place.code)]
    then = rows_of(visit, replace(place, period=place.period.replace(year=place.period.year - 1)))
    then = then[then["code"] == place.code]
    headings.section(escape_markdown(row["label"]))
    st.markdown(breakdown_rows.beside_last_year(visit, place, row, then))
    for definition in meaning["definition"].dropna():
        st.caption(escape_markdown(definition))


def where_next(visit: Visit, place: Place) -> None:
    query = choices.address(family=place.family, category=place.category or "all")
    with st.container(horizontal=True):
        st.page_link(
            visit.pages["trends"],
            label="Since when?",
            query_params=query | {"of": "own" if place.own else "group"},
        )
        st.page_link(
            visit.pages["compare"],
            label="Which members?",
            query_params=choices.address(**{"family": place.family, "by": place.by, place.by: place.period}),
        )
