"""Clocks of the law: the share kept by quarter, a panel a clock; and what a clock took, against its limit."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from views import wording
from views.charts import frame, intervals, key
from views.escaping import escape_html
from views.look import look, translucent

PANEL, GAP = 92, 0.3
ABOVE = 0.02  # of the drawing, over each panel


def kept_by_quarter(
    met: pd.DataFrame, clocks: Mapping[str, str], *, own: bool = False, dark: bool = False
) -> go.Figure:
    """The share of each clock that was met, with its 95% interval; quarters without a share are a gap.

    A click's customdata is [quarter, clock].

    met: hazard_clocks, result met (period, clock, share, share_low, share_high). clocks: code -> label.
    """
    colours = look(dark)
    codes = [code for code in clocks if code in set(met["clock"])]
    if not codes or met["share"].isna().all():
        return frame.empty(colours, "Too few hazards in any quarter for a share")
    quarters = sorted(met["period"].unique())
    names = [wording.quarter(each) for each in quarters]
    colour = colours.own if own else colours.group
    traces, axes, notes = [], {}, []
    for at, code in enumerate(codes):
        number = "" if at == 0 else str(at + 1)
        rows = met[met["clock"] == code].dropna(subset=["share"])
        top = 1 - at / len(codes)
        bottom = top - (1 - GAP) / len(codes)
        axes |= _axes(colours, names, number, bottom, top, last=at == len(codes) - 1)
        notes.append(frame.note(escape_html(clocks[code]), colours, xref="paper", x=0, xanchor="left", yref="paper",
                                y=top - ABOVE, yanchor="bottom", yshift=2))  # fmt: skip
        traces.append(_points(rows, colour, number, code))
    meanings = [(key.mark("│", colour), "95% interval of the share")]
    notes += key.notes(meanings, colours, above=20)
    more = key.height(meanings)
    return frame.figure(
        traces,
        colours,
        meta=frame.HAS_ROWS,
        height=PANEL * len(codes) + 50 + more,
        axes=axes,
        annotations=notes,
        top=26 + more,
    )


def _axes(colours, names: list[str], number: str, bottom: float, top: float, *, last: bool) -> dict:
    small = {"color": colours.quiet, "size": frame.SMALL}
    return {
        f"yaxis{number}": {
            "range": [0, 1.04], "fixedrange": True, "tickvals": [0, 0.5, 1], "ticktext": ["0%", "50%", "100%"],
            "gridcolor": colours.grid, "zeroline": True, "zerolinecolor": colours.quiet, "tickfont": small,
            "domain": [max(bottom, 0), top - ABOVE], "automargin": True,
        },
        f"xaxis{number}": {
            "type": "category", "categoryorder": "array", "categoryarray": names, "range": [-0.5, len(names) - 0.5],
            "fixedrange": True, "showgrid": False, "showticklabels": last, "tickfont": small,
            "anchor": f"y{number}", "automargin": True,
        },
    }  # fmt: skip


def _points(rows: pd.DataFrame, colour: str, number: str, clock: str) -> dict:
    words = [
        f"{wording.quarter(row.period)}<br>{row.share:.0%} ({row.share_low:.0%} to {row.share_high:.0%})"
        for row in rows.itertuples()
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [wording.quarter(each) for each in rows["period"]],
        "y": rows["share"].tolist(),
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": (rows["share_high"] - rows["share"]).tolist(),
            "arrayminus": (rows["share"] - rows["share_low"]).tolist(),
            "color": translucent(colour, 0.7),
            "thickness": 1.5,
            "width": 0,
        },
        "marker": {"color": colour, "size": 8},
        "customdata": [[f"{wording.first_day(each):%Y-%m}", clock] for each in rows["period"]],
        "cliponaxis": False,
        "hovertext": words,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
    }


def by_quarter(rows: pd.DataFrame, *, own: bool = False, dark: bool = False) -> go.Figure:
    """Hazards of one level by quarter; a click's customdata is the quarter.

    rows: hazard_counts of one level (period, low, high, shown).
    """
    colours = look(dark)
    if rows.empty:
        return frame.empty(colours)
    names = [wording.quarter(each) for each in rows["period"]]
    codes = [f"{wording.first_day(each):%Y-%m}" for each in rows["period"]]
    words = [
        f"{name}<br>{wording.count(int(low), int(high), shown, 'hazard')}"
        for name, low, high, shown in zip(names, rows["low"], rows["high"], rows["shown"], strict=True)
    ]
    colour = colours.own if own else colours.group
    meanings = key.intervals(rows, colour)
    return frame.figure(
        intervals.bars(rows, names, colour, colours, hover=words, codes=codes, width=0.7),
        colours,
        height=170 + key.height(meanings),
        top=28 + key.height(meanings),
        axes={
            "yaxis": frame.value_axis(colours, frame.nice_maximum(rows["high"])) | {"nticks": 3},
            "xaxis": {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": names,
                "range": [-0.6, len(names) - 0.4],
                "fixedrange": True,
                "tickvals": names[::-2][::-1],
                "tickfont": {"color": colours.quiet, "size": frame.SMALL},
                "automargin": True,
            },
        },
        annotations=[frame.unit("Hazards", colours), *key.notes(meanings, colours, above=24)],
    )


def took(rows: pd.DataFrame, unit: str, *, dark: bool = False) -> go.Figure:
    """How long one clock took: a bar a band, those within the limit in the colour of met, the others of missed.

    rows: hazard_durations of one clock and period (band, in_time, low, high, shown). unit: "hours", "working days".
    """
    colours = look(dark)
    if rows.empty or not rows["high"].any():
        return frame.empty(colours)
    bands = rows["band"].tolist()
    traces = []
    for in_time, colour in ((True, colours.met), (False, colours.missed)):
        part = rows[rows["in_time"] == in_time]
        words = [
            f"{band} {unit}<br>{wording.count(int(low), int(high), shown, 'hazard')}"
            for band, low, high, shown in zip(part["band"], part["low"], part["high"], part["shown"], strict=True)
        ]
        traces += intervals.bars(part, part["band"].tolist(), colour, colours, hover=words, width=0.6)
    notes = [
        frame.note(
            f"{row.shown}<br>{'within the limit' if row.in_time else 'later'}", colours,
            x=row.band, y=int(row.high), yanchor="bottom", yshift=2,
        )
        for row in rows.itertuples()
    ]  # fmt: skip
    meanings = key.intervals(rows, colours.met)
    return frame.figure(
        traces,
        colours,
        height=260 + key.height(meanings),
        top=28 + key.height(meanings),
        axes={
            "yaxis": frame.value_axis(colours, frame.nice_maximum(rows["high"] * 1.3)),
            "xaxis": {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": bands,
                "range": [-0.6, len(bands) - 0.4],
                "fixedrange": True,
                "title": {"text": unit.capitalize(), "font": {"size": frame.SMALL, "color": colours.quiet}},
                "automargin": True,
            },
        },
        annotations=[frame.unit("Hazards", colours), *notes, *key.notes(meanings, colours, above=24)],
    )
