"""The row of choices at the top of a page, each kept in the address, so that a link opens the same view.

Streamlit's own binding is not used: a link to another choice of a bound widget leaves the old value on the page and
in the address. Here the URL wins when it has changed; otherwise the last choice is kept. Opening a page from the
sidebar adds a history entry without parameters; going back to it restores what was shown then.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from views import announcement, wording
from views.escaping import escape_markdown
from views.visit import Visit

WIDTH = 250
CHANGED = "choices to write into the address"
NONE = "none"
SAMPLE_USER = "be"
"""Who the visitor of the made-up figures is; chosen on no other store."""
NO_ANSWERS = {"code": "all", "cross": NONE, "cross_code": "all"}
"""The drill-down without an answer or a second field."""


@contextmanager
def run() -> Iterator[None]:
    """Around everything that offers choices in a run. A run that is interrupted leaves the address as it was."""
    st.session_state.setdefault(CHANGED, {})
    try:
        yield
        _write()
    finally:
        st.session_state.pop(CHANGED, None)


@contextmanager
def row(vertical_alignment: str = "top") -> Iterator[None]:
    """A row of choices. The address is written once, after the last of them, so that they are one step to go back."""
    with st.container(horizontal=True, vertical_alignment=vertical_alignment):
        yield
    _write()


def _write() -> None:
    if changed := st.session_state.get(CHANGED):
        st.query_params.update(changed)
        changed.clear()


def one_of(label: str, options: dict[str, str], key: str, *, default: str | None = None) -> str:
    """One of the options (code -> label), kept in the address as `key`; an unknown code there is ignored."""
    return _chosen(st.selectbox, label, options, key, default, width=WIDTH)


def by_buttons(label: str, options: dict[str, str], key: str, *, default: str | None = None) -> str:
    """The same as buttons side by side, for two to four options."""
    labels = {code: escape_markdown(words) for code, words in options.items()}  # labels of buttons are Markdown
    return _chosen(st.segmented_control, label, labels, key, default, required=True)


def several(label: str, options: dict[str, str], key: str, *, placeholder: str) -> tuple[str, ...]:
    """Any of the options (code -> label), kept in the address as `key`, with commas between; others are ignored."""
    address, (page, seen) = _address(key), st.session_state.get(f"seen {key}", (None, None))
    kept = st.session_state.get(key, st.session_state.get(f"kept {key}", []))
    if address != seen if page == _page() else address is not None:
        kept = address or ""
    st.session_state[key] = [code for code in (kept.split(",") if isinstance(kept, str) else kept) if code in options]
    chosen = st.multiselect(
        label, list(options), format_func=options.get, key=key, placeholder=placeholder, width=2 * WIDTH
    )
    written = ",".join(chosen) or NONE
    if written != address and not (address is None and not chosen):
        st.session_state.get(CHANGED, st.query_params)[key] = address = written
    st.session_state[f"kept {key}"] = list(chosen)
    st.session_state[f"seen {key}"] = (_page(), address)
    return tuple(chosen)


def _chosen(widget: Callable, label: str, options: dict[str, str], key: str, default: str | None, **more) -> str:
    default = default if default in options else next(iter(options))
    st.session_state[key] = _current(key, options, default)
    chosen = widget(label, list(options), format_func=lambda code: options.get(code, code), key=key, **more)
    chosen = chosen or default
    address = _address(key)
    if chosen != address and not (address is None and chosen == default):
        st.session_state.get(CHANGED, st.query_params)[key] = address = chosen
    st.session_state[f"kept {key}"] = chosen
    st.session_state[f"seen {key}"] = (_page(), address)
    announcement.note(f"{label}: {options.get(chosen, chosen)}")
    return chosen


def _current(key: str, options: dict[str, str], default: str) -> str:
    """The choice as a run begins: the address where it has changed; on another page than before, the last choice."""
    address = _address(key)
    page, seen = st.session_state.get(f"seen {key}", (None, None))
    opened_with = st.session_state.setdefault(f"opened with {key}", {})
    if page != _page():
        # the widget comes first: the sample user's is drawn before its page is known, and may just have been changed
        kept = st.session_state.get(key, st.session_state.get(f"kept {key}"))
        current = address if address in options else kept
        if address is None:
            opened_with[_page()] = current
    elif address != seen:
        current = opened_with.get(page) if address is None else address
    else:
        current = st.session_state.get(key, address)  # the widget's value is lost on pages that do not draw it
    return current if current in options else default


def _address(key: str) -> str | None:
    """The value in the address, or the one that this run is about to write there."""
    return st.session_state.get(CHANGED, {}).get(key, st.query_params.get(key))


def _page() -> str | None:
    context = get_script_run_ctx()
    return context.page_script_hash if context else None


def choose(**codes: str) -> None:
    """Set choices from a callback: for a click on a chart, or on a step back."""
    for key, code in codes.items():
        st.session_state[key] = st.session_state[f"kept {key}"] = code
        st.session_state[f"seen {key}"] = (_page(), code)
    st.session_state[CHANGED] = codes


def address(**codes: object) -> dict[str, str]:
    """Choices as `st.page_link(query_params=…)` takes them: a date as its month, None left out.

    Of the made-up figures also who the visitor chose to be: a new window knows that from its address alone.
    """
    user = _address(SAMPLE_USER) if f"kept {SAMPLE_USER}" in st.session_state else None
    return {
        key: f"{code:%Y-%m}" if isinstance(code, date) else str(code)
        for key, code in (codes | {SAMPLE_USER: user}).items()
        if code is not None
    }


def drill_down_address(**codes: object) -> dict[str, str]:
    """The same for a place in the drill-down: a category or an answer that is not named means all of them."""
    return {"category": "all", "answers": NONE, **NO_ANSWERS} | address(**codes)


def own_or_group(visit: Visit) -> bool:
    """True for the own member's figures, False for the group's. Only for a viewer who has a member."""
    return by_buttons("Whose", {"group": "The group", "own": visit.own_name}, "of") == "own"


def family(visit: Visit) -> str:
    return one_of("Family", visit.labels("family"), "family", default=first_family(visit))


def first_family(visit: Visit) -> str | None:
    """The first of the group's focus families."""
    return next(iter(visit.focus), None)


def categories(visit: Visit, family: str) -> dict[str, str]:
    """The categories of a family: code -> label."""
    return {code: label for code, label in visit.labels("category").items() if visit.families[code] == family}


def family_and_category(visit: Visit) -> tuple[str, str | None]:
    """A family and, where it has more than one, a category of it (None: all of the family)."""
    chosen = family(visit)
    within = categories(visit, chosen)
    if len(within) < 2:
        return chosen, None
    category = one_of("Category", {"all": "All of the family"} | within, "category")
    return chosen, None if category == "all" else category


def year_or_quarter(visit: Visit, *, own: bool = False) -> tuple[str, date | None]:
    """A complete financial year, the last one first, or a quarter; a quarter while there is no complete year.

    The periods are the closed ones, or the own member's complete ones.
    """
    days = {unit: own_periods(visit, unit) if own else visit.periods(unit) for unit in ("year", "quarter")}
    if not days["year"]:
        return "quarter", one_period(days["quarter"], "quarter")
    by = by_buttons("Over", {"year": "A financial year", "quarter": "A quarter"}, "by")
    return by, one_period(days[by], by)


def own_periods(visit: Visit, unit: str) -> list[date]:
    """The whole periods the own member has returned, oldest first."""
    rows = visit.ask("own_figures", by=unit)
    return [day.date() for day in sorted(rows.loc[rows["complete"], "period"].unique())]


def one_period(days: Sequence[date], unit: str) -> date | None:
    """One of these periods, newest first; None when there are none."""
    if not days:
        return None
    options = {f"{day:%Y-%m}": wording.period(day, unit) for day in reversed(days)}
    return wording.first_day(one_of("Quarter" if unit == "quarter" else "Financial year", options, unit))
