"""The codes of a field: one horizontal interval bar for each."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from views import wording
from views.charts import frame, intervals, key
from views.escaping import escape_html
from views.look import look

ROW, ROW_OF_TWO_LINES = 34, 42
FEW = 3
MANY = 8
"""More answers than so many that nobody gave (own counts) are in one line too: no scale has as many."""
LAST = ("other", "none", "not_applicable", "prefer_not_to_say", "not_known", "not_given")


def breakdown(rows: pd.DataFrame, *, steps: Sequence[str] = (), own: bool = False, dark: bool = False) -> go.Figure:
    """One bar a code, in the order of `in_order`; a click's customdata is the code.

    rows: breakdown (code, label, low, high, shown). steps: the codes of a scale in their order. `own`: the viewer's
    own exact counts, in its colour.
    The codes that `too_few` and `none` give are not drawn: the page lists them in one line each.
    """
    colours = look(dark)
    kept = in_order(rows[~_left_out(rows)], steps)
    if kept.empty:
        return frame.empty(colours, "No figures for this choice yet" if rows.empty else "Every figure is under 5")
    colour = colours.own if own else colours.group
    labels = [escape_html(label) for label in kept["label"]]
    names = [frame.wrapped(label, 20) for label in labels]
    row_height = ROW_OF_TWO_LINES if any("<br>" in name for name in names) else ROW
    counts = [wording.count(int(row.low), int(row.high), row.shown) for row in kept.itertuples()]
    maximum = frame.nice_maximum(kept["high"])
    meanings = key.intervals(kept, colour)
    return frame.figure(
        intervals.bars(
            kept,
            list(range(len(kept))),
            colour,
            colours,
            hover=[f"<b>{label}</b><br>{words}" for label, words in zip(labels, counts, strict=True)],
            codes=kept["code"].tolist(),
            horizontal=True,
            width=0.62,
        ),
        colours,
        meta=frame.HAS_ROWS,
        height=row_height * len(kept) + 62 + key.height(meanings),
        top=28 + key.height(meanings),
        right=frame.end_margin(kept["shown"].tolist()),
        axes={
            "xaxis": frame.value_axis(colours, maximum),
            "yaxis": {
                "range": [len(kept) - 0.4, -0.6],
                "fixedrange": True,
                "tickvals": list(range(len(kept))),
                "ticktext": names,
                "showgrid": False,
                "zeroline": False,
                "automargin": True,
                "ticklabelstandoff": 8,
            },
        },
        annotations=[
            frame.unit("Incidents", colours),
            *key.notes(meanings, colours, above=24),
            *(
                frame.note(row.shown, colours, x=int(row.high), xanchor="left", xshift=5, y=at)
                for at, row in enumerate(kept.itertuples())
            ),
        ],
    )


def ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """Largest first by what is shown, then by label; 'other', 'not known' and their like at the end."""
    return in_order(rows, ())


def in_order(rows: pd.DataFrame, steps: Sequence[str]) -> pd.DataFrame:
    """As a chart has them: steps of a scale (ages, risk, how long) in its order, other answers as `ordered`."""
    step = {code: at for at, code in enumerate(steps)}
    by_size = [
        (step.get(code, len(step)), code in LAST, -high, label, place)
        for place, (code, high, label) in enumerate(zip(rows["code"], rows["high"], rows["label"], strict=True))
    ]
    return rows.take([row[-1] for row in sorted(by_size)]).reset_index(drop=True)


def too_few(rows: pd.DataFrame) -> list[str]:
    """Labels of the codes that are 'under 5', where there are so many of them that the chart leaves them out.

    None where that is all of them: the chart says so.
    """
    left_out = _is_too_few(rows)
    return [] if left_out.all() else ordered(rows[left_out])["label"].tolist()


def none(rows: pd.DataFrame) -> list[str]:
    """Labels of the codes that nobody has, where there are so many of them that the chart leaves them out."""
    return ordered(rows[_is_none(rows)])["label"].tolist()


def _left_out(rows: pd.DataFrame) -> pd.Series:
    return _is_too_few(rows) | _is_none(rows)


def _is_too_few(rows: pd.DataFrame) -> pd.Series:
    small = intervals.is_under_five(rows)
    return small & (int(small.sum()) > FEW)


def _is_none(rows: pd.DataFrame) -> pd.Series:
    nobody = rows["high"] == 0
    return nobody & (MANY < int(nobody.sum()) < len(rows))
