"""What is written into a trend: gaps, 'under 5', and dated events."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from views import wording
from views.charts import frame, timeline
from views.charts.intervals import is_under_five
from views.escaping import escape_html
from views.look import Look

EVENT_ROW = 18
MAX_EVENTS = 8
EVENT_LINE = 28  # characters that fit beside the dotted line on a telephone
MOSTLY_LEFT = 0.6  # of the months: there the names have as much room to the right as to the left, with the margin
APART = 9
BESIDE_LINE, SMALL_STEP = 12, 10
"""Words nearer to an event's line than so many days are moved by so many pixels."""


def gaps(
    missing: list[tuple[str, list[bool]]],
    months: Sequence[date],
    colours: Look,
    step: int = 1,
    *,
    lines: Sequence[str] = (),
) -> dict[str, list[dict]]:
    """A pale field over each run of months without a figure, with the reason; a second reason goes below the first.

    step: months from one to the next. lines: the days at which an event's line stands, beside which the reason goes.
    """
    shapes, notes, taken = [], [], set()
    for word, flags in missing:
        for first, last in frame.runs(flags):
            left, right = timeline.month_edges(months[first], months[last], step)
            shapes.append(
                {
                    "type": "rect",
                    "layer": "below",
                    "x0": left.isoformat(),
                    "x1": right.isoformat(),
                    "yref": "paper",
                    "y0": 0,
                    "y1": 1,
                    "fillcolor": colours.gap,
                    "line": {"width": 0},
                }
            )
            below = not taken.isdisjoint(range(first, last + 1))
            taken |= set(range(first, last + 1))
            middle = left + (right - left) / 2
            is_crossed = any(abs(middle - pd.Timestamp(each)).days < BESIDE_LINE * step for each in lines)
            place = {"x": middle.isoformat(), "xshift": -SMALL_STEP if is_crossed else 0}
            place |= {"yref": "paper", "textangle": -90}
            place |= {"y": 0, "yanchor": "bottom"} if below else {"y": 1, "yanchor": "top"}
            notes.append(frame.note(word, colours, **place))
    return {"shapes": shapes, "annotations": notes}


def under_five(group: pd.DataFrame, months: Sequence[date], colours: Look) -> list[dict]:
    """The words 'under 5' over hatched bars: once for each run of them, and not again within a few months."""
    if group.empty:
        return []
    known = group.reindex(months)
    notes, written = [], -APART
    for first, last in frame.runs(list(is_under_five(known))):
        if first - written < APART:
            continue
        written = last
        middle = months[(first + last) // 2].isoformat()
        notes.append(frame.note(wording.UNDER_FIVE, colours, x=middle, y=wording.MOST_UNDER_FIVE, yanchor="bottom"))
    return notes


def events(dated: pd.DataFrame | None, months: Sequence[date], drawing: float, colours: Look) -> dict[str, list[dict]]:
    """A dotted line at each event (date, label), its name on a row above the `drawing`, given in pixels."""
    if dated is None or dated.empty:
        return {"shapes": [], "annotations": []}
    dated = dated.assign(at=pd.to_datetime(dated["date"])).sort_values("at")
    inside = dated[dated["at"].between(pd.Timestamp(months[0]), pd.Timestamp(months[-1]))].tail(MAX_EVENTS)
    shapes, notes = [], []
    names = [_named(label) for label in inside["label"]]
    turns = pd.Timestamp(months[int(len(months) * MOSTLY_LEFT)])
    for row, event in enumerate(inside.itertuples()):
        at = event.at.isoformat()
        rise = EVENT_ROW + _height(names[row + 1 :]) + 8
        line = {"color": colours.quiet, "width": 1, "dash": "dot"}
        shapes.append(
            {
                "type": "line",
                "x0": at,
                "x1": at,
                "yref": "paper",
                "y0": 0,
                "y1": 1 + (rise + _height(names[row : row + 1]) - 6) / drawing,
                "line": line,
            }
        )
        side = "left" if event.at < turns else "right"
        place = {"x": at, "yref": "paper", "y": 1, "yanchor": "bottom", "xanchor": side, "align": side, "yshift": rise}
        place |= {"bgcolor": colours.ground}
        place["xshift"] = 4 if side == "left" else -4
        notes.append(frame.note(names[row], colours, **place))
    return {"shapes": shapes, "annotations": notes}


def events_height(notes: Sequence[dict]) -> int:
    """The pixels that the names of `events` take above the drawing."""
    return _height([note["text"] for note in notes])


def _named(label: str) -> str:
    """Escaped, on two lines where it is long; what the escape adds does not count."""
    escaped = escape_html(label)
    return frame.wrapped(escaped, EVENT_LINE + len(escaped) - len(label))


def _height(names: Sequence[str]) -> int:
    return EVENT_ROW * sum(1 + name.count("<br>") for name in names)
