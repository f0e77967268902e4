"""The row of choices at the top of a page. Each lives in the address, so that a link opens the same view."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from views import wording
from views.visit import Visit


def one_of(label: str, options: dict[str, str], key: str, *, default: str | None = None) -> str:
    """One of the options (code -> label), kept in the address under `key`; a code that is not there is ignored."""
    codes = list(options)
    at = codes.index(default) if default in codes else 0
    return st.selectbox(
        label, codes, index=at, format_func=lambda code: options.get(code, code), key=key, bind="query-params"
    )


def by_buttons(label: str, options: dict[str, str], key: str) -> str:
    """The same for two to four options, side by side; the first is the default."""
    codes = list(options)
    chosen = st.segmented_control(
        label,
        codes,
        default=codes[0],
        required=True,
        format_func=lambda code: options.get(code, code),
        key=key,
        bind="query-params",
    )
    return chosen or codes[0]


def family(visit: Visit) -> str:
    focus = visit.codes[(visit.codes["field"] == "family") & visit.codes["focus"].fillna(False).astype(bool)]
    first = focus["code"].iloc[0] if len(focus) else None
    return one_of("Family", visit.labels("family"), "family", default=first)


def family_and_category(visit: Visit) -> tuple[str, str | None]:
    """A family and, where it has more than one, a category of it (None: all of the family)."""
    chosen = family(visit)
    rows = visit.codes[(visit.codes["field"] == "category") & (visit.codes["family"] == chosen)]
    if len(rows) < 2:
        return chosen, None
    options = {"all": "All of the family"} | dict(zip(rows["code"], rows["label"], strict=True))
    category = one_of("Category", options, "category")
    return chosen, None if category == "all" else category


def period(visit: Visit, unit: str, *, default: date | None = None) -> date | None:
    """One of the whole periods of the newest edition, newest first; None when nothing is closed yet."""
    return one_period(visit.periods(unit), unit, default=default)


def one_period(days: Sequence[date], unit: str, *, default: date | None = None) -> date | None:
    if not days:
        return None
    options = {f"{day:%Y-%m}": wording.period(day, unit) for day in reversed(days)}
    label = "Quarter" if unit == "quarter" else "Financial year"
    chosen = one_of(label, options, unit, default=f"{default:%Y-%m}" if default else None)
    return wording.first_day(chosen)
