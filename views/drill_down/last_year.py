"""Which kind rose? The period's answers beside those of the same period a year before, and which other splits moved."""

import pandas as pd
import streamlit as st

from views import choices, headings, methods, scales, wording
from views.charts import alt
from views.charts.year_before import year_before
from views.drill_down import breakdown_rows, fields, sentences
from views.drill_down.breakdown_rows import STILL_COMING_IN, holds_newest_quarter
from views.drill_down.place import Place
from views.escaping import escape_markdown
from views.exhibit import exhibit
from views.look import PROSE
from views.visit import Visit

MOST_SENTENCES, MOST_SPLITS = 3, 4
OTHERS_ANSWER = "Not the same members answered in both, so the two are not compared."


def last_year(visit: Visit, place: Place) -> None:
    every = visit.ask("answers_on_last_year", period=place.period, **place.asked)
    rows = every[(every["field"] == place.field) & ((every["code"] != fields.NOT_GIVEN) | (every["high"] > 0))]
    if rows.empty:
        return
    headings.section("Which kind rose?")
    before = wording.last_time(place.period, place.by)
    if rows["before_high"].isna().all():
        st.markdown(f"There are no figures of {before} to compare with.", width=PROSE)
        return
    st.markdown(escape_markdown(" ".join(said(visit, place, rows))), width=PROSE)
    draw(visit, place, rows, before)
    other_splits(visit, place, every)


def said(visit: Visit, place: Place, rows: pd.DataFrame) -> list[str]:
    """What rose or fell, or why nothing is said of it."""
    if place.field in fields.OUTCOMES and holds_newest_quarter(visit, place):
        return [STILL_COMING_IN]
    if not rows["same_members"].any():
        return [OTHERS_ANSWER]
    moved = sentences.moves(visit, place, rows)
    if not moved:
        return [f"None is clearly more or less frequent than {wording.at_last_time(place.period, place.by)}."]
    more = len(moved) - MOST_SENTENCES
    return [*moved[:MOST_SENTENCES], *([f"{more} more moved clearly: see the table."] if more > 0 else [])]


def draw(visit: Visit, place: Place, rows: pd.DataFrame, before: str) -> None:
    key = "code" if place.is_split_by_field else place.field
    period = wording.period(place.period, place.by)
    exhibit(
        visit,
        year_before(rows, period, before, steps=scales.steps(place.field), own=place.own, dark=visit.dark),
        table(rows, fields.title(place.field), period, before),
        name="year_before",
        made=breakdown_rows.made(visit, place, more=" and the year before"),
        rests_on="Your own current returns, exact." if place.own else "From what is shown, to the nearest five.",
        how=methods.YEAR_BEFORE,
        alt=alt.year_before(rows, fields.title(place.field), period, before),
        on_click=lambda code: choices.choose(**{key: code}),
    )


def table(rows: pd.DataFrame, heading: str, period: str, before: str) -> pd.DataFrame:
    """One row an answer: its counts in both periods, its shares of the known answers, and what is clear."""
    shares = {
        name: [wording.share_range(*each) for each in zip(rows[low], rows[high], strict=True)]
        for name, low, high in (
            (f"Share, {period}", "share_low", "share_high"),
            (f"Share, {before}", "before_share_low", "before_share_high"),
        )
    }
    return pd.DataFrame(
        {
            heading: rows["label"].tolist(),
            period: rows["shown"].tolist(),
            wording.heading(before): rows["before_shown"].fillna("").tolist(),
            **shares,
            "Clearly": [_clearly(row) for row in rows.itertuples()],
        }
    )


def _clearly(row: tuple) -> str:
    if pd.isna(row.rose):
        return "" if row.same_members else "not compared"
    return "rose" if row.rose else "fell"


def other_splits(visit: Visit, place: Place, every: pd.DataFrame) -> None:
    """Links to the other fields whose answers have clearly become more or less frequent, the largest change first."""
    moved = moved_elsewhere(place, every, set(fields.splitting(visit, place.category)))
    if place.own and holds_newest_quarter(visit, place):
        moved = moved[~moved["field"].isin(fields.OUTCOMES)]
    if moved.empty:
        return
    st.markdown(f"**What else is different from {wording.last_time(place.period, place.by)}?**")
    for row in moved.head(MOST_SPLITS).itertuples():
        where = {"family": place.family or "all", "category": place.category or "all", "of": place.of, "by": place.by}
        answers = ",".join(place.answers) or choices.NONE
        query = choices.drill_down_address(**where, field=row.field, answers=answers, **{place.by: place.period})
        label = f"{sentences.mix(visit, row)} ({fields.title(row.field).lower()})"
        st.page_link(visit.pages["drill_down"], label=escape_markdown(label), query_params=query)


def moved_elsewhere(place: Place, every: pd.DataFrame, splitting: set[str]) -> pd.DataFrame:
    """The answer of each other field whose share has changed most, of those that clearly have."""
    moved = every[every["more_often"].notna() & every["field"].isin(splitting - {place.field})]
    now, then = moved["share_low"] + moved["share_high"], moved["before_share_low"] + moved["before_share_high"]
    moved = moved.assign(change=(now - then).abs()).sort_values("change", ascending=False, kind="stable")
    return moved.drop_duplicates("field")
