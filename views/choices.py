"""The row of choices at the top of a page, each kept in the address, so that a link opens the same view.

Not the framework's own binding: a link to another choice of a bound widget leaves its old value standing, on
the page and in the address. Here the address leads whenever it has changed; else what was chosen last stays.
Going to a page by its name in the sidebar makes a step with nothing in the address, and stepping back may stop
at it: what stood there as one came stands there again.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from views import wording
from views.escaping import plain
from views.visit import Visit

WIDTH = 250
CHANGED = "choices to write into the address"


@contextmanager
def run() -> Iterator[None]:
    """A run of a page, from the front door's choice on: a run that is broken off leaves no half of an address."""
    st.session_state.setdefault(CHANGED, {})
    try:
        yield
        _write()
    finally:
        st.session_state.pop(CHANGED, None)


@contextmanager
def row() -> Iterator[None]:
    """The row they stand in; the address is written once, after the last of them, as one step to go back."""
    with st.container(horizontal=True, vertical_alignment="top"):
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
    """The same for two to four options, side by side: there a label is Markdown."""
    labels = {code: plain(words) for code, words in options.items()}
    return _chosen(st.segmented_control, label, labels, key, default, required=True)


def _chosen(widget: Callable, label: str, options: dict[str, str], key: str, default: str | None, **more) -> str:
    default = default if default in options else next(iter(options))
    st.session_state[key] = _standing(key, options, default)
    chosen = widget(label, list(options), format_func=lambda code: options.get(code, code), key=key, **more)
    chosen = chosen or default
    address = _address(key)
    if chosen != address and not (address is None and chosen == default):
        st.session_state.get(CHANGED, st.query_params)[key] = address = chosen
    st.session_state[f"kept {key}"] = chosen
    st.session_state[f"seen {key}"] = (_page(), address)
    return chosen


def _standing(key: str, options: dict[str, str], default: str) -> str:
    """What stands as a run begins: the address where it has changed; on a new page, what was kept."""
    address = _address(key)
    page, seen = st.session_state.get(f"seen {key}", (None, None))
    came_with = st.session_state.setdefault(f"came with {key}", {})
    if page != _page():
        # the widget first: the front door's is drawn before its page is known, and may just have been changed
        kept = st.session_state.get(key, st.session_state.get(f"kept {key}"))
        standing = address if address in options else kept
        if address is None:
            came_with[_page()] = standing
    elif address != seen:
        standing = came_with.get(page) if address is None else address
    else:
        standing = st.session_state.get(key, address)  # gone where a page without it lay between
    return standing if standing in options else default


def _address(key: str) -> str | None:
    """What the address says, or will say once this run has written it."""
    return st.session_state.get(CHANGED, {}).get(key, st.query_params.get(key))


def _page() -> str | None:
    context = get_script_run_ctx()
    return context.page_script_hash if context else None


def choose(**codes: str) -> None:
    """Make choices in place of their widgets, from a callback: the way of a click on a chart or a trail."""
    for key, code in codes.items():
        st.session_state[key] = st.session_state[f"kept {key}"] = code
        st.session_state[f"seen {key}"] = (_page(), code)
    st.session_state[CHANGED] = codes


def address(**codes: object) -> dict[str, str]:
    """The address of a choice, for `st.page_link(query_params=…)`: a date as its month, None left out."""
    return {
        key: f"{code:%Y-%m}" if isinstance(code, date) else str(code) for key, code in codes.items() if code is not None
    }


def into(**codes: object) -> dict[str, str]:
    """The address of a place in the drill-down: what is not named is all of it."""
    return {"category": "all", "code": "all"} | address(**codes)


def whose(visit: Visit) -> bool:
    """Whether the own member's figures are asked for and not the group's; only for who has a member."""
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


def when(visit: Visit, *, own: bool = False) -> tuple[str, date | None]:
    """A complete financial year, the last one first, or a quarter; a quarter while there is no complete year.

    The periods are those of the newest edition, or the own member's complete ones.
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
