"""Seven small panels on one scale: one family by quarter, a panel for each member."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from views import wording
from views.charts import frame, intervals, timeline
from views.look import Look, look

PANEL = 128
BETWEEN = 70
TOP = 46
BOTTOM = 30
APART = 5


def small_multiples(
    figures: pd.DataFrame,
    own: str | None,
    names: Mapping[str, str],
    *,
    columns: int = 4,
    dark: bool = False,
) -> go.Figure:
    """Counts by quarter: peers' intervals in grey, the own exact counts in blue, in the order of `names`.

    figures: member_figures by quarter for one family (member, period, low, high, shown, rate_low, rate_high).
    Quarters without a row are gaps with their word. Make `columns` smaller for a narrow place.
    """
    colours = look(dark)
    if figures.empty:
        return frame.empty(colours)
    figures = figures.assign(at=[wording.first_day(each) for each in figures["period"]])
    quarters = [
        each
        for each in timeline.months_between(figures["at"].min(), figures["at"].max())
        if each.month % 3 == 1
    ]
    maximum = frame.nice_maximum(figures["high"])
    grid_rows = -(-len(names) // columns)
    height = TOP + BOTTOM + grid_rows * PANEL + (grid_rows - 1) * BETWEEN
    traces, axes, notes, shapes = [], {}, [], []
    for at, member in enumerate(names):
        panel = _Panel(at, columns, grid_rows, height - TOP - BOTTOM, colours)
        rows = figures[figures["member"] == member].set_index("at").sort_index()
        axes |= panel.axes(maximum, quarters)
        traces += panel.bars(rows, member == own)
        notes += [panel.title(names[member], member == own), *panel.words(rows, quarters)]
        shapes += panel.gaps(rows, quarters)
    return frame.figure(
        traces,
        colours,
        height=height,
        axes=axes,
        annotations=notes,
        shapes=shapes,
        top=TOP,
        bottom=BOTTOM,
        left=34,
    )


class _Panel:
    """One member's place in the grid, counted from the top left."""

    def __init__(self, at: int, columns: int, rows: int, pixels: int, colours: Look):
        self.colours = colours
        self.number = "" if at == 0 else str(at + 1)
        self.first_column = at % columns == 0
        across, gap = 1 / columns, 0.03
        down = (PANEL + BETWEEN) / pixels
        left = at % columns * across
        top = 1 - at // columns * down
        self.x_domain = [left + (0 if self.first_column else gap / 2), left + across - gap / 2]
        self.y_domain = [max(top - PANEL / pixels, 0), top]

    @property
    def refs(self) -> dict[str, str]:
        return {"xaxis": f"x{self.number}", "yaxis": f"y{self.number}"}

    def axes(self, maximum: float, quarters: list[date]) -> dict[str, dict]:
        colours, half = self.colours, pd.Timedelta(days=46)
        januaries = [each for each in quarters if each.month == 1]
        ends = [
            (pd.Timestamp(quarters[0]) - half).isoformat(),
            (pd.Timestamp(quarters[-1]) + half).isoformat(),
        ]
        across = timeline.month_axis(colours, quarters, automargin=False, anchor=f"y{self.number}")
        across |= {
            "domain": self.x_domain,
            "range": ends,
            "tickvals": [each.isoformat() for each in januaries],
        }
        ends = (januaries[0], januaries[-1]) if januaries else ()
        across |= {
            "ticktext": [f"{each:%Y}" if each in ends else "" for each in januaries],
            "autotickangles": [0],
        }
        up = frame.value_axis(colours, maximum, automargin=False, anchor=f"x{self.number}", nticks=4)
        up |= {"domain": self.y_domain, "showticklabels": self.first_column}
        return {f"xaxis{self.number}": across, f"yaxis{self.number}": up}

    def bars(self, rows: pd.DataFrame, is_own: bool) -> list[dict]:
        words = [
            f"{wording.quarter(row.Index)}<br>{wording.count(int(row.low), int(row.high), row.shown)}<br>"
            f"{wording.rate_range(row.rate_low, row.rate_high)}"
            for row in rows.itertuples()
        ]
        along = [each.isoformat() for each in rows.index]
        colour = self.colours.own if is_own else self.colours.peer
        width = timeline.QUARTER_MS * 0.72
        return intervals.bars(rows, along, colour, self.colours, hover=words, width=width, axes=self.refs)

    def title(self, name: str, is_own: bool) -> dict:
        name = frame.wrapped(frame.plain(name), 11)
        text = f"<b>{name}</b>" if is_own else name
        font = {"size": frame.SIZE, "color": self.colours.own if is_own else self.colours.text}
        place = {"xref": "paper", "yref": "paper", "x": self.x_domain[0], "y": self.y_domain[1]}
        return frame.note(
            text, self.colours, **place, xanchor="left", yanchor="bottom", yshift=4, align="left", font=font
        )

    def words(self, rows: pd.DataFrame, quarters: list[date]) -> list[dict]:
        """'under 5' over the stubs, once a run; '0' where the own count is; 'not returned' in its gap."""
        known, notes, written = rows.reindex(quarters), [], -APART
        for first, last in frame.runs(list(intervals.is_under_five(known))):
            if first - written >= APART:
                notes.append(self._stub_word(quarters, first, last))
                written = last
        for at in known.index[known["high"] == 0]:
            notes.append(self._note("0", at, y=0, yanchor="bottom"))
        for first, last in frame.runs(list(known["high"].isna())):
            middle = pd.Timestamp(quarters[first]) + (quarters[last] - quarters[first]) / 2
            notes.append(
                self._note(
                    wording.NOT_RETURNED,
                    middle,
                    yref=f"y{self.number} domain",
                    y=1,
                    yanchor="top",
                    textangle=-90,
                )
            )
        return notes

    def _note(self, text: str, at: date, **more: object) -> dict:
        refs = {"xref": f"x{self.number}", "yref": f"y{self.number}"}
        return frame.note(text, self.colours, x=at.isoformat(), **(refs | more))

    def _stub_word(self, quarters: list[date], first: int, last: int) -> dict:
        """Over the middle of its run, but never past the panel's edge."""
        if first + last < 4:
            at, side = first, {"xanchor": "left", "xshift": -4}
        elif first + last > 2 * len(quarters) - 6:
            at, side = last, {"xanchor": "right", "xshift": 4}
        else:
            at, side = (first + last) // 2, {}
        return self._note(wording.UNDER_FIVE, quarters[at], y=4, yanchor="bottom", **side)

    def gaps(self, rows: pd.DataFrame, quarters: list[date]) -> list[dict]:
        half = pd.Timedelta(days=44)
        field = {"type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": self.colours.gap}
        return [
            {
                **field,
                "xref": f"x{self.number}",
                "yref": f"y{self.number} domain",
                "x0": (pd.Timestamp(quarters[first]) - half).isoformat(),
                "x1": (pd.Timestamp(quarters[last]) + half).isoformat(),
                "y0": 0,
                "y1": 1,
            }
            for first, last in frame.runs([each not in rows.index for each in quarters])
        ]
