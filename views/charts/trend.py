"""A family or category over months: the group, the own member, the usual range and its signals."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from views import wording
from views.charts import frame, key, lines, marks, timeline, usual_range
from views.escaping import escape_html
from views.look import Look, look

DRAWING = 310
BELOW = 56
ABOVE = 34
SMALL_GROUP = 15
"""The group's axis goes at least so far: on a shorter one what rounding leaves open would be tall blocks."""


def trend(
    group: pd.DataFrame | None,
    own: pd.DataFrame | None = None,
    limits: pd.DataFrame | None = None,
    events: pd.DataFrame | None = None,
    *,
    own_name: str = "Our own",
    dark: bool = False,
) -> go.Figure:
    """Counts by month, or by quarter where the usual range is that of quarters.

    group: group_figures (period, low, high, shown, contributors, members), or None.
    own: own_figures (period, n), or None while presenting.
    limits: control_chart (month, low, high, mean, lower, upper, signal, direction, basis), group's or own.
    events: date, label.
    Months between the first and the last that have no row are gaps, with the reason written in them.
    """
    colours = look(dark)
    group, own, limits = _by_month(group), _by_month(own), _by_month(limits, "month")
    step = 3 if not limits.empty and limits["basis"].iloc[-1] == "quarters" else 1
    months = _months(step, group, own, limits)
    if not months:
        return frame.empty(colours)
    least = () if group.empty else (SMALL_GROUP,)
    maximum = frame.nice_maximum([*least, *group.get("high", ()), *own.get("n", ()), *limits.get("upper", ())])
    dated = marks.events(events, months, DRAWING, colours)
    gaps = marks.gaps(
        _missing(group, own, months, own_name), months, colours, step, lines=[each["x0"] for each in dated["shapes"]]
    )
    labels = _labels(group, own, limits, own_name, colours)
    meanings = _key(group, limits, step, colours)
    below_key = ABOVE + marks.events_height(dated["annotations"])
    above = below_key + key.height(meanings)
    return frame.figure(
        [
            *lines.group(group, months, colours, step),
            *lines.own(own, months, own_name, colours),
            *usual_range.signals(limits, colours),
        ],
        colours,
        height=above + DRAWING + BELOW,
        axes={"xaxis": timeline.month_axis(colours, months, step=step), "yaxis": frame.value_axis(colours, maximum)},
        annotations=[
            frame.unit(f"Incidents a {'month' if step == 1 else 'quarter'}", colours),
            *frame.end_labels(labels, colours, maximum=maximum, pixels=DRAWING),
            *usual_range.name(limits, colours, step),
            *key.notes(meanings, colours, above=below_key - 6),
            *gaps["annotations"],
            *dated["annotations"],
        ],
        shapes=[*usual_range.band(limits, colours, step), *gaps["shapes"], *dated["shapes"]],
        right=frame.end_margin([text for text, _, _ in labels]),
        top=above,
        hover="x unified",
    )


def _by_month(rows: pd.DataFrame | None, column: str = "period") -> pd.DataFrame:
    if rows is None or rows.empty:
        return pd.DataFrame()
    return rows.assign(at=[wording.first_day(each) for each in rows[column]]).set_index("at").sort_index()


def _months(step: int, *frames: pd.DataFrame) -> list[date]:
    filled = [rows.index for rows in frames if not rows.empty]
    if not filled:
        return []
    return timeline.months_between(min(each[0] for each in filled), max(each[-1] for each in filled), step)


def _missing(group: pd.DataFrame, own: pd.DataFrame, months: list[date], own_name: str) -> list[tuple[str, list[bool]]]:
    """The reason for a gap, and which months have it; the own one names the member where the group is drawn too."""
    words = []
    if not group.empty:
        closed = [month <= group.index[-1] for month in months]
        gap = [month not in group.index for month in months]
        words.append((wording.NO_GROUP_FIGURE, [a and b for a, b in zip(gap, closed, strict=True)]))
        words.append((wording.NOT_YET, [not each for each in closed]))
    if not own.empty:
        word = wording.NOT_RETURNED if group.empty else f"{escape_html(own_name)}: {wording.NOT_RETURNED}"
        words.append((word, [month not in own.index for month in months]))
    return words


def _labels(
    group: pd.DataFrame, own: pd.DataFrame, limits: pd.DataFrame, own_name: str, colours: Look
) -> list[tuple[str, float, str]]:
    labels = []
    if not group.empty:
        labels.append(("Group", float(group[["low", "high"]].iloc[-1].mean()), colours.group))
    if not own.empty:
        labels.append((f"<b>{escape_html(own_name)}</b>", float(own["n"].iloc[-1]), colours.own))
    if not limits.empty and limits["mean"].notna().any():
        labels.append((usual_range.MIDDLE, float(limits["mean"].dropna().iloc[-1]), colours.quiet))
    return labels


def _key(group: pd.DataFrame, limits: pd.DataFrame, step: int, colours: Look) -> list[key.Entry]:
    unit = "month" if step == 1 else "quarter"
    entries = []
    if not group.empty:
        entries += key.intervals(group, colours.group, "bar: what the group’s rounded count may be")
        if (group["contributors"] < group["members"]).any():
            entries.append((key.mark("○", colours.group), "some members are missing"))
    if limits.empty:
        return entries
    marked = limits["direction"].where(limits["signal"].notna() & (limits["signal"] != ""))
    return entries + key.signals(marked, colours, f"{unit} marked as high", f"{unit} marked as low")
