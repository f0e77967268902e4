"""Explore: from all families down to one code of one field, by click or by keyboard, with a trail back."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from views import choices, methods, wording
from views.charts import alt, breakdown
from views.drill_down import breakdown_rows, fields
from views.drill_down.own_rows import own_rows
from views.drill_down.place import Place, steps
from views.escaping import plain
from views.exhibit import exhibit
from views.visit import Visit, here


def page(visit: Visit) -> None:
    head, trail = st.container(), st.container(horizontal=True, gap="small", vertical_alignment="center")
    with choices.row():
        own = visit.member is not None and choices.whose(visit)
        by, period = choices.when(visit, own=own)
    if period is None:
        nothing_yet(head, own)
        return
    with choices.row():
        family, category = part_of(visit)
        place = Place(own, by, period, family, category, part_by(visit, family, category))
        parts = parts_of(visit, place)
        answers = dict(zip(parts["code"], parts["label"], strict=True))
        place = replace(place, code=answer(place, answers))
    with trail:
        the_trail(visit, place, answers)
    with head:
        st.title(plain(title(visit, place, parts)))
    the_parts(visit, place, parts)
    if place.code:
        the_code(visit, place, parts)
    where_next(place)
    if visit.member:
        own_rows(visit, place)


def nothing_yet(head, own: bool) -> None:
    head.title("Nothing to look into yet")
    st.markdown(
        "You have not returned a whole quarter yet. Send one in on *Upload*." if own else
        "Here a family parts into categories, ages, places and outcomes. No quarter is closed yet.",
        width=640,
    )  # fmt: skip


def part_of(visit: Visit) -> tuple[str | None, str | None]:
    """Family and category; where a family has one category only, that one."""
    family = choices.one_of("Family", {"all": "All families"} | visit.labels("family"), "family")
    if family == "all":
        return None, None
    within = choices.categories(visit, family)
    if len(within) == 1:
        return family, next(iter(within))
    category = choices.one_of("Category", {"all": "All of the family"} | within, "category")
    return family, None if category == "all" else category


def part_by(visit: Visit, family: str | None, category: str | None) -> str:
    first = {"family": "Family"} if family is None else {} if category else {"category": "Category"}
    return choices.one_of("Split by", first | fields.parting(visit, category), "field")


def answer(place: Place, answers: dict[str, str]) -> str | None:
    if not place.parts_by_field or not answers:
        return None
    code = choices.one_of("Answer", {"all": "All answers"} | answers, "code")
    return None if code == "all" else code


def parts_of(visit: Visit, place: Place) -> pd.DataFrame:
    """One row a part: code, label, low, high, shown, contributors."""
    if place.parts_by_field:
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


def the_trail(visit: Visit, place: Place, labels: dict[str, str]) -> None:
    """Where one stands, each step before it a way back."""
    *back, (label, _) = steps(visit, place, labels)
    for at, (step, codes) in enumerate(back):
        st.button(plain(step), key=f"step_{at}", type="tertiary", on_click=choices.choose, kwargs=codes)
        st.markdown("›", width="content")
    st.markdown(f"**{plain(label)}**", width="content")


def title(visit: Visit, place: Place, parts: pd.DataFrame) -> str:
    """'Neglect, 2025-26: most often raised by colleague', from what is shown."""
    named = f"{place.label(visit)}, {wording.period(place.period, place.by)}"
    known = breakdown.ordered(parts[~parts["code"].isin(breakdown.LAST)])
    if known.empty:
        return named
    first = known.iloc[0]
    behind = known["high"].iloc[1] if len(known) > 1 else -1
    by_what = f" ({fields.title(place.field).lower()})" if place.parts_by_field else ""
    if first["low"] <= behind:
        return f"{named}: none stands clearly first{by_what}"
    return f"{named}: most often {first['label']}{by_what}"


def the_parts(visit: Visit, place: Place, parts: pd.DataFrame) -> None:
    key = "code" if place.parts_by_field else place.field
    by_what = fields.title(place.field)
    exhibit(
        breakdown.breakdown(parts, own=place.own, dark=visit.dark),
        breakdown_rows.part_table(visit, place, parts),
        name=f"{place.category or place.family or 'all'}_by_{place.field}_{place.period:%Y-%m}",
        rests_on=breakdown_rows.rests_on(visit, place, parts),
        how=methods.COUNT if key != "code" else methods.BREAKDOWN,
        alt=alt.breakdown(parts, by_what),
        on_click=lambda code: choices.choose(**{key: code}),
    )
    if few := breakdown.too_few(parts):
        st.markdown(plain(wording.too_few(few)))


def the_code(visit: Visit, place: Place, parts: pd.DataFrame) -> None:
    """What the code means, its figure, and the same period a year before."""
    row = parts[parts["code"] == place.code].iloc[0]
    meaning = visit.codes[(visit.codes["field"] == place.field) & (visit.codes["code"] == place.code)]
    then = parts_of(visit, replace(place, period=place.period.replace(year=place.period.year - 1)))
    then = then[then["code"] == place.code]
    st.subheader(plain(row["label"]))
    st.markdown(breakdown_rows.beside_last_year(visit, place, row, then))
    for definition in meaning["definition"].dropna():
        st.caption(plain(definition))


def where_next(place: Place) -> None:
    query = choices.address(family=place.family, category=place.category or "all")
    with st.container(horizontal=True):
        st.page_link(
            "views/trends/page.py",
            label="Since when?",
            icon=":material/show_chart:",
            query_params=query | {"of": "own" if place.own else "group"},
        )
        st.page_link(
            "views/compare/page.py",
            label="Which members?",
            icon=":material/compare_arrows:",
            query_params=choices.address(**{"family": place.family, "by": place.by, place.by: place.period}),
        )


page(here())
