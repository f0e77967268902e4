"""Rate ratios with their intervals: this period against the same one a year before, a row for each family."""

from math import log2

import pandas as pd
import plotly.graph_objects as go

from views import wording
from views.charts import frame, key
from views.escaping import escape_html
from views.look import Look, look

ROW = 58
TICKS = {0.25: "a quarter", 0.5: "half", 1: "same", 2: "double", 4: "4 times"}
WIDEST = 8


def forest(rows: pd.DataFrame, *, own: bool = False, dark: bool = False) -> go.Figure:
    """One row a family or member, in the order given; half and double are equally far from 'same'.

    rows: code, label, ratio_low, ratio_high (null where counts only are given), shown_now, shown_before;
    `ratio` where one is known (own figures), else no middle is marked; `whose` (group, peer, own) where rows
    differ in it.
    """
    colours = look(dark)
    rows = rows.reset_index(drop=True)
    if "whose" not in rows:
        rows = rows.assign(whose="own" if own else "group")
    drawn = rows[rows["ratio_high"].notna()]
    reach = _reach(drawn)
    clear = (drawn["ratio_low"] > 1) | (drawn["ratio_high"] < 1)
    meanings = _key(clear, "ratio" in drawn and drawn["ratio"].notna().any(), colours)
    return frame.figure(
        _ratios(drawn, reach, [getattr(colours, each) for each in drawn["whose"]]),
        colours,
        meta=frame.HAS_ROWS,
        height=ROW * max(len(rows), 1) + 84 + key.height(meanings),
        axes={"xaxis": _scale(reach, colours), "yaxis": _rows(rows, colours)},
        right=26,
        annotations=[
            *key.notes(meanings, colours, above=26),
            *_counts_only(rows[rows["ratio_high"].isna()], colours),
            frame.note(
                "◂ lower",
                colours,
                x=0,
                xanchor="right",
                xshift=-10,
                yref="paper",
                y=1,
                yanchor="bottom",
                yshift=4,
            ),
            frame.note(
                "higher ▸",
                colours,
                x=0,
                xanchor="left",
                xshift=10,
                yref="paper",
                y=1,
                yanchor="bottom",
                yshift=4,
            ),
        ],
        shapes=[
            {
                "type": "line",
                "x0": 0,
                "x1": 0,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "layer": "below",
                "line": {"width": 1.5, "color": colours.quiet},
            }
        ],
        top=30 + key.height(meanings),
    )


def _key(clear: pd.Series, has_own: bool, colours: Look) -> list[key.Entry]:
    entries = [(key.mark("━", colours.peer), "thick: a clear change")] if clear.any() else []
    entries += [(key.mark("─", colours.peer), "thin: it may be chance")] if (~clear).any() else []
    return entries + ([(key.mark("●", colours.own), "your own")] if has_own else [])


def _reach(drawn: pd.DataFrame) -> float:
    """How far the scale goes to either side, in doublings: one at least, three at most."""
    ends = [*drawn["ratio_low"], *drawn["ratio_high"]]
    far = max((abs(log2(max(end, 1 / WIDEST))) for end in ends), default=1)
    return min(max(far, 1), log2(WIDEST)) + 0.15


def _ratios(drawn: pd.DataFrame, reach: float, colour: list[str]) -> list[dict]:
    left = [max(log2(max(value, 2**-reach)), -reach) for value in drawn["ratio_low"]]
    right = [min(log2(max(value, 2**-reach)), reach) for value in drawn["ratio_high"]]
    clear = [low > 1 or high < 1 for low, high in zip(drawn["ratio_low"], drawn["ratio_high"], strict=True)]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": drawn.index.tolist(),
        "base": left,
        "x": [end - start for start, end in zip(left, right, strict=True)],
        "width": [0.24 if flag else 0.1 for flag in clear],
        "marker": {"color": colour, "line": {"width": 0}},
        "customdata": drawn["code"].tolist(),
        "hovertext": [_words(row) for row in drawn.itertuples()],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    if "ratio" not in drawn:
        return [bars]
    known = drawn[drawn["ratio"].notna()]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "y": known.index.tolist(),
        "x": [min(max(log2(max(value, 2**-reach)), -reach), reach) for value in known["ratio"]],
        "marker": {"size": 12, "color": [colour[at] for at in drawn.index.get_indexer(known.index)]},
        "hoverinfo": "skip",
    }
    return [bars, dots]


def _words(row: tuple) -> str:
    return (
        f"<b>{escape_html(row.label)}</b><br>{_counts(row)}"
        f"<br>{row.ratio_low:.1f} to {row.ratio_high:.1f} times the rate then"
    )


def _counts(row: tuple) -> str:
    return f"{_about(row.shown_now, row)}, was {_about(row.shown_before, row)}"


def _about(shown: str, row: tuple) -> str:
    """An own count is exact; of the others those that are not 'under 5' or a range are rounded to five."""
    about = "about " if row.whose != "own" and wording.is_figure(shown) else ""
    return about + shown


def _scale(reach: float, colours: Look) -> dict:
    ticks = [tick for tick in TICKS if abs(log2(tick)) <= reach]
    return {
        "range": [-reach, reach],
        "fixedrange": True,
        "tickvals": [log2(tick) for tick in ticks],
        "ticktext": [TICKS[tick] for tick in ticks],
        "gridcolor": colours.grid,
        "zeroline": False,
        "automargin": True,
        "autotickangles": [0, -45],
        "tickfont": {"size": frame.SMALL, "color": colours.quiet},
    }


def _rows(rows: pd.DataFrame, colours: Look) -> dict:
    small = f'<br><span style="color:{colours.quiet};font-size:{frame.SMALL}px">'
    names = [frame.wrapped(escape_html(label), 20) for label in rows["label"]]
    if rows["whose"].nunique() > 1:  # one's own among others
        own = rows["whose"] == "own"
        names = [frame.own_name(name, colours) if is_own else name for name, is_own in zip(names, own, strict=True)]
    return {
        "range": [len(rows) - 0.4, -0.6],
        "fixedrange": True,
        "tickvals": rows.index.tolist(),
        "ticktext": [f"{name}{small}{_counts(row)}</span>" for name, row in zip(names, rows.itertuples(), strict=True)],
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
        "ticklabelstandoff": 8,
    }


def _counts_only(rows: pd.DataFrame, colours: Look) -> list[dict]:
    return [frame.note("too few for a ratio", colours, x=0, y=at, bgcolor=colours.ground) for at in rows.index]
