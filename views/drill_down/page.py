"""Explore: from all families down to one code of one field, by click or by keyboard, with steps back."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from views import choices, edition, headings, methods, scales, wording
from views.charts import alt, breakdown, intervals
from views.drill_down import (
    beside_the_group,
    breakdown_rows,
    crossed,
    fields,
    last_year,
    over_time,
    sentences,
    together,
)
from views.drill_down.own_rows import own_rows
from views.drill_down.place import Place, steps
from views.escaping import escape_markdown
from views.exhibit import exhibit
from views.look import PROSE
from views.visit import Visit
from views.way_on import way_on

ONE_FIELD = (
    "Two fields crossed, and any choice of answers, are for your own figures. Of the group one field at a time is "
    "shown, so that nobody can be made out."
)


def page(visit: Visit) -> None:
    head, path = st.container(), st.container(horizontal=True, gap="small", vertical_alignment="center")
    with choices.row():
        own = visit.member is not None and choices.own_or_group(visit)
        by, period = choices.year_or_quarter(visit, own=own)
    if period is None:
        nothing_yet(visit, head, own)
        return
    with choices.row():
        family, category = family_and_category(visit)
        place = Place(own, by, period, family, category, split_by(visit, family, category))
        place = narrowed(visit, place)
        rows = rows_of(visit, place)
        answers = dict(zip(rows["code"], rows["label"], strict=True))
        place = replace(place, code=answer(place, answers))
        place = replace(place, cross_code=cross_answer(visit, place))
    with path:
        steps_back(visit, place, answers)
    with head:
        headings.title(escape_markdown(sentences.title(visit, place, rows)))
        st.caption(wording.MORE_IS_NOT_WORSE)
        edition.show(visit, by, period, own=own)
    if place.cross:
        crossed.crossed(visit, place)
    else:
        split(visit, place, rows)
        if visit.member:
            beside_the_group.show(visit, place, rows, rows_of(visit, replace(place, own=not place.own)))
    beneath_the_split(visit, place, rows)


def beneath_the_split(visit: Visit, place: Place, rows: pd.DataFrame) -> None:
    if visit.member and not place.own:
        st.caption(ONE_FIELD)
    if place.code:
        one_answer(visit, place, rows)
    if not place.cross:
        last_year.last_year(visit, place)
    if place.family:
        together.together(visit, place)
    where_next(visit, place)
    if visit.member:
        own_rows(visit, place)


def nothing_yet(visit: Visit, head, own: bool) -> None:
    with head:
        headings.title("Nothing to look into yet")
    st.markdown(
        "You have not returned a whole quarter yet. Send one in on *Upload*." if own else
        "Here a family is broken down by category, age, place or outcome. No quarter is closed yet.",
        width=PROSE,
    )  # fmt: skip
    way_on(visit)


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


def narrowed(visit: Visit, place: Place) -> Place:
    """Of one's own also a second field, and the answers that the incidents have."""
    if not place.own:
        return place
    cross = None
    if place.is_split_by_field:
        others = {name: words for name, words in fields.splitting(visit, place.category).items() if name != place.field}
        chosen = choices.one_of("Crossed with", {choices.NONE: "No second field"} | others, "cross")
        cross = None if chosen == choices.NONE else chosen
    answers = fields.answers(visit, place.category)
    chosen = choices.several("Only incidents with", answers, "answers", placeholder="Any answers")
    return replace(place, cross=cross, answers=chosen)


def cross_answer(visit: Visit, place: Place) -> str | None:
    if not (place.cross and place.code):
        return None
    labels = {**visit.labels(place.cross), fields.NOT_GIVEN: "Not given"}
    code = choices.one_of(fields.title(place.cross), {"all": "All answers"} | labels, "cross_code")
    return None if code == "all" else code


def answer(place: Place, answers: dict[str, str]) -> str | None:
    if not place.is_split_by_field or not answers:
        return None
    code = choices.one_of("Answer", {"all": "All answers"} | answers, "code")
    return None if code == "all" else code


def rows_of(visit: Visit, place: Place) -> pd.DataFrame:
    """One row for each family, category or code: code, label, low, high, shown, contributors."""
    if place.is_split_by_field:
        return visit.ask("breakdown", field=place.field, period=place.period, **place.asked)
    if place.answers:
        rows = visit.ask("answers_on_last_year", field=place.field, period=place.period, **place.asked)
        return rows[["code", "label", "low", "high", "shown", "contributors"]]
    within = {"family": place.family, "category": "*"} if place.field == "category" else {}
    rows = visit.ask("own_figures" if place.own else "group_figures", by=place.by, **within)
    rows = rows[rows["period"] == pd.Timestamp(place.period)]
    if place.own:
        rows = intervals.of_exact(rows).assign(contributors=1)
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


def split(visit: Visit, place: Place, rows: pd.DataFrame) -> None:
    key = "code" if place.is_split_by_field else place.field
    table = breakdown_rows.breakdown_table(visit, place, rows)
    exhibit(
        visit,
        breakdown.breakdown(rows, steps=scales.steps(place.field), own=place.own, dark=visit.dark),
        table,
        name="breakdown",
        made=breakdown_rows.made(visit, place),
        file=partial(breakdown_rows.breakdown_file, place, rows, table),
        rests_on=breakdown_rows.rests_on(visit, place, rows),
        how=methods.COUNT if key != "code" else methods.BREAKDOWN,
        alt=alt.breakdown(rows, fields.title(place.field)),
        on_click=lambda code: choices.choose(**{key: code}),
    )
    if few := breakdown.too_few(rows):
        st.markdown(escape_markdown(wording.too_few(few)))
    if none := breakdown.none(rows):
        st.markdown(escape_markdown(wording.none_of(none)), width=PROSE)


def one_answer(visit: Visit, place: Place, rows: pd.DataFrame) -> None:
    """What the code means, its figure, the same period a year before, and its share over time."""
    row = rows[rows["code"] == place.code].iloc[0]
    meaning = visit.codes[(visit.codes["field"] == place.field) & (visit.codes["code"] == place.code)]
    then = rows_of(visit, replace(place, period=place.period.replace(year=place.period.year - 1)))
    then = then[then["code"] == place.code]
    headings.section(escape_markdown(row["label"]))
    st.markdown(escape_markdown(breakdown_rows.beside_last_year(visit, place, row, then)))
    for definition in meaning["definition"].dropna():
        st.caption(escape_markdown(definition))
    if not place.cross:
        over_time.over_time(visit, place)


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
