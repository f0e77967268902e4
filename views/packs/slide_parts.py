"""Native charts and tables on slides, each with its alternative text, drawn in the colours of the pages."""

from collections.abc import Sequence

import pandas as pd
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.util import Emu, Pt

from views.look import LIGHT
from views.packs import fitting, slides
from views.packs.charts import LEAST, MOST, Points

CHART_SIZE, TABLE_SIZE, PAGED_SIZE, LEAST_TABLE = 14, 16, 13, 9
BODY_HEIGHT = 5.2
_PALE = LIGHT.ramp[2]


def chart(made: Slides, on: Slide, points: Points, *, top: float = slides.BODY_TOP, height: float = 4.5) -> Chart:
    """A native chart of the least and the most that each figure may be: lines by quarter, bars by member."""
    data = CategoryChartData(number_format="General")
    data.categories = points.names
    data.add_series(MOST, points.most)
    data.add_series(LEAST, points.least)
    kind = XL_CHART_TYPE.BAR_CLUSTERED if points.by_member else XL_CHART_TYPE.LINE_MARKERS
    frame = on.shapes.add_chart(kind, *slides.place(made, top, height), data)
    slides.describe(frame, points.alt)
    drawn = frame.chart
    drawn.font.size, drawn.font.color.rgb = Pt(slides.points(made, CHART_SIZE)), slides.rgb(LIGHT.text)
    drawn.has_title, drawn.has_legend = False, True
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    drawn.value_axis.minimum_scale = 0
    drawn.value_axis.major_gridlines.format.line.color.rgb = slides.rgb(LIGHT.grid)
    drawn.value_axis.format.line.fill.background()
    drawn.category_axis.format.line.color.rgb = slides.rgb(LIGHT.quiet)
    (_bars if points.by_member else _lines)(drawn, points)
    return drawn


def _bars(drawn: Chart, points: Points) -> None:
    """One bar a member: dark up to the least, pale up to the most; one's own in its colour."""
    plot = drawn.plots[0]
    plot.overlap, plot.gap_width = 100, 45
    drawn.category_axis.reverse_order = True
    drawn.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # below, the order being reversed
    most, least = plot.series
    for series, colour in ((most, _PALE), (least, LIGHT.peer)):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = slides.rgb(colour)
    if points.own is not None:
        fill = least.points[points.own].format.fill
        fill.solid()
        fill.fore_color.rgb = slides.rgb(LIGHT.own)
    for number, words in enumerate(points.labels):
        if points.most[number] is not None:
            _label(most, number, words, XL_LABEL_POSITION.OUTSIDE_END)


def _lines(drawn: Chart, points: Points) -> None:
    """Two lines, the most whole and the least dashed; the newest figure has its words."""
    most, least = drawn.plots[0].series
    for series in (most, least):
        series.smooth = False
        series.format.line.color.rgb = slides.rgb(LIGHT.group)
        series.marker.style = XL_MARKER_STYLE.NONE if len(points.most) > 1 else XL_MARKER_STYLE.DASH
    most.format.line.width, least.format.line.width = Pt(2.5), Pt(1.25)
    least.format.line.dash_style = MSO_LINE.DASH
    if points.most and points.most[-1] is not None:
        _label(most, len(points.most) - 1, points.labels[-1], XL_LABEL_POSITION.RIGHT)


def _label(series: object, number: int, words: str, position: XL_LABEL_POSITION) -> None:
    label = series.points[number].data_label
    label.text_frame.text = words
    label.position = position


def table(
    made: Slides, on: Slide, rows: pd.DataFrame, *, alt: str, widths: Sequence[float],
    top: float = slides.BODY_TOP, height: float = BODY_HEIGHT, size: int = TABLE_SIZE,
) -> None:  # fmt: skip
    """A table with a header row, in the largest type with which it fits. widths: shares of the columns."""
    left, above, width, room = slides.place(made, top, height)
    across = _widths(width, widths)
    cells = texts(rows)
    fits = next((each for each in range(slides.points(made, size), LEAST_TABLE, -1)
                 if _height(cells, across, each) <= room.pt), LEAST_TABLE)  # fmt: skip
    frame = on.shapes.add_table(len(cells), len(cells[0]), left, above, width, Pt(_height(cells, across, fits)))
    slides.describe(frame, alt)
    frame.table.first_row, frame.table.horz_banding = True, False
    for column, share in zip(frame.table.columns, across, strict=True):
        column.width = Pt(share)
    for number, row in enumerate(cells):
        frame.table.rows[number].height = Pt(fitting.cell_rows(row, across, fits))
        for column, text in enumerate(row):
            _fill(frame.table.cell(number, column), text, fits, is_heading=number == 0, is_raised=number % 2 == 0)


def pages(made: Slides, title: str, rows: pd.DataFrame, widths: Sequence[float]) -> list[tuple[str, pd.DataFrame]]:
    """Each slide's title and rows: one slide where type of 13 points does it, else several, numbered."""
    _, _, width, room = slides.place(made, slides.BODY_TOP, BODY_HEIGHT)
    parts = fitting.pages(texts(rows), _widths(width, widths), slides.points(made, PAGED_SIZE), room.pt)
    ends = [f" ({number} of {len(parts)})" if len(parts) > 1 else "" for number in range(1, len(parts) + 1)]
    return [(title + end, rows.iloc[part]) for end, part in zip(ends, parts, strict=True)]


def first_page(made: Slides, rows: pd.DataFrame, widths: Sequence[float], height: float) -> pd.DataFrame:
    """The first rows, as many as fit in the smallest type."""
    _, _, width, room = slides.place(made, 0, height)
    return rows.iloc[fitting.pages(texts(rows), _widths(width, widths), LEAST_TABLE, room.pt)[0]]


def texts(rows: pd.DataFrame) -> list[list[str]]:
    """The headings, then each row, as text."""
    body = [["" if pd.isna(value) else str(value) for value in row] for row in rows.itertuples(index=False)]
    return [[str(name) for name in rows.columns], *body]


def _widths(width: int, shares: Sequence[float]) -> list[float]:
    return [Emu(width).pt * share / sum(shares) for share in shares]


def _height(cells: list[list[str]], widths: Sequence[float], size: int) -> float:
    return sum(fitting.cell_rows(row, widths, size) for row in cells)


def _fill(cell: _Cell, text: str, size: int, *, is_heading: bool, is_raised: bool) -> None:
    cell.text = text
    cell.margin_top = cell.margin_bottom = Pt(fitting.BETWEEN)
    cell.fill.solid()
    ground = LIGHT.group if is_heading else LIGHT.raised if is_raised else LIGHT.ground
    cell.fill.fore_color.rgb = slides.rgb(ground)
    for run in cell.text_frame.paragraphs[0].runs:
        run.font.size, run.font.bold = Pt(size), is_heading
        run.font.color.rgb = slides.rgb(LIGHT.ground if is_heading else LIGHT.text)
