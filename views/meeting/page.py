"""Meeting: the agenda of the quarterly meeting, one item a screen, with keys that lead on and back."""

import streamlit as st

from views import choices, headings, wording
from views.escaping import escape_markdown
from views.meeting import deciding, items
from views.meeting.items import Agenda
from views.visit import Visit
from views.way_on import way_on

ITEMS = {
    "returns": ("Returns", items.returns),
    "actions": ("Actions", items.agreed_before),
    "headlines": ("Headlines", items.headlines),
    "focus": ("Focus areas", items.focus_areas),
    "others": ("Other families", items.other_families),
    "question": ("Question", items.question),
    "decide": ("Decide", deciding.decide),
}
"""Item -> its name in the row of items, and what draws it: a function of the agenda that gives the title."""


def page(visit: Visit) -> None:
    closings = visit.ask("closings")
    if closings.empty:
        headings.title("No quarter is closed yet")
        st.markdown("The meeting begins when the coordinator has closed the first quarter.")
        way_on(visit)
        return
    screen, keys = st.container(), st.container()
    with keys:
        item, quarter = which(sorted(day.date() for day in closings["quarter"]))
    with screen:
        head = st.empty()
        title = ITEMS[item][1](Agenda(visit, quarter))
        with head:
            headings.title(escape_markdown(title))


def which(quarters: list) -> tuple:
    """The item on the screen and the quarter of the meeting; the row beneath the screen chooses both."""
    with choices.row(vertical_alignment="bottom"):
        back, on = st.container(width="content"), st.container(width="content")
        item = choices.one_of("Item", {code: name for code, (name, _) in ITEMS.items()}, "item")
        quarter = choices.one_period(quarters, "quarter")
    step(back, "Back", beside(item, -1), "PageUp")
    step(on, "Next", beside(item, 1), "PageDown")
    return item, quarter


def beside(item: str, steps: int) -> str | None:
    """The item before or after, None beyond the ends."""
    place = list(ITEMS).index(item) + steps
    return list(ITEMS)[place] if 0 <= place < len(ITEMS) else None


def step(place, label: str, item: str | None, key: str) -> None:
    """A button that leads to another item, by a presenter's clicker too."""
    place.button(
        label,
        key=f"meeting_{label.lower()}",
        shortcut=key,
        disabled=item is None,
        on_click=choices.choose,
        kwargs={"item": item} if item else None,
        help=wording.heading(f"{ITEMS[item][0]}") if item else None,
    )
