"""Each answer's count in a period, above that of the same period a year before."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from views import wording
from views.charts import breakdown, frame, intervals, key
from views.escaping import escape_html
from views.look import look

ROW = 46
APART, WIDTH = 0.19, 0.32


def year_before(
    rows: pd.DataFrame, period: str, before: str, *, steps: Sequence[str] = (), own: bool = False, dark: bool = False
) -> go.Figure:
    """Two bars a code, the period's above the earlier one's, in the order of `breakdown`; a click gives the code.

    rows: answers_on_last_year of one field (code, label, low, high, shown, before_low, before_high, before_shown).
    period, before: their names. steps: as `breakdown` takes them.
    """
    colours = look(dark)
    kept = breakdown.in_order(rows[rows["before_high"].notna()], steps)
    if kept.empty:
        return frame.empty(colours, f"No figures of {before} to compare with")
    earlier = pd.DataFrame({"low": kept["before_low"].astype(int), "high": kept["before_high"].astype(int),
                            "shown": kept["before_shown"]})  # fmt: skip
    colour = colours.own if own else colours.group
    labels = [escape_html(label) for label in kept["label"]]
    maximum = frame.nice_maximum([*kept["high"], *earlier["high"]])
    traces = [
        trace
        for figures, shift, colour, name in (
            (kept, -APART, colour, period),
            (earlier, APART, colours.peer, before),
        )
        for trace in intervals.bars(
            figures,
            [at + shift for at in range(len(kept))],
            colour,
            colours,
            hover=[f"<b>{label}</b>, {name}<br>{_counted(row)}" for label, row in zip(labels, figures.itertuples(),
                                                                                     strict=True)],
            codes=kept["code"].tolist(),
            horizontal=True,
            width=WIDTH,
        )
    ]  # fmt: skip
    ends = [
        frame.note(
            row.shown,
            colours, x=int(row.high), xanchor="left", xshift=5, y=at + shift,
        )
        for figures, shift in ((kept, -APART), (earlier, APART))
        for at, row in enumerate(figures.itertuples())
    ]  # fmt: skip
    meanings = [(key.mark("■", colour), period), (key.mark("■", colours.peer), before), *key.intervals(kept, colour)]
    return frame.figure(
        traces,
        colours,
        meta=frame.HAS_ROWS,
        height=ROW * len(kept) + 62 + key.height(meanings),
        top=28 + key.height(meanings),
        right=frame.end_margin([*kept["shown"], *earlier["shown"]]),
        axes={
            "xaxis": frame.value_axis(colours, maximum),
            "yaxis": {
                "range": [len(kept) - 0.4, -0.6], "fixedrange": True, "tickvals": list(range(len(kept))),
                "ticktext": [frame.wrapped(label, 20) for label in labels], "showgrid": False, "zeroline": False,
                "automargin": True, "ticklabelstandoff": 8,
            },
        },
        annotations=[frame.unit("Incidents", colours), *key.notes(meanings, colours, above=24), *ends],
    )  # fmt: skip


def _counted(row: tuple) -> str:
    return wording.count(int(row.low), int(row.high), row.shown)
