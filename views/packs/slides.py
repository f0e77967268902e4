"""Parts of a PowerPoint file: a slide's title, lines, a native chart and a table, each with its alternative text."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from views.look import LIGHT
from views.packs.charts import LEAST, MOST, Points

WIDE = (Inches(13.333), Inches(7.5))
A4 = (Emu(10692000), Emu(7560000))
MARGIN = Inches(0.6)
TITLE_ONLY, TITLE_SIZE, TEXT_SIZE, SMALL = 5, Pt(28), Pt(20), Pt(14)
LONG_TITLE, MANY_ROWS = 90, 10


def new(title: str, template: Path | None = None, size: tuple[int, int] = WIDE) -> Slides:
    """An empty presentation; a group's own template keeps its size and its looks."""
    made = Presentation(str(template) if template else None)
    if template is None:
        made.slide_width, made.slide_height = size
    properties = made.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "", ""
    properties.subject, properties.language = "Safeguarding trends", "en-GB"
    return made


def slide(made: Slides, title: str, notes: str) -> Slide:
    """A slide whose title is a finding, with what the speaker may say."""
    layouts = made.slide_layouts
    added = made.slides.add_slide(layouts[min(TITLE_ONLY, len(layouts) - 1)])
    shape = added.shapes.title
    shape.left, shape.top, shape.width, shape.height = MARGIN, Inches(0.35), _inner(made), Inches(1.1)
    shape.text_frame.text = title
    shape.text_frame.word_wrap = True
    for run in shape.text_frame.paragraphs[0].runs:
        run.font.size = TITLE_SIZE if len(title) <= LONG_TITLE else Pt(22)
        run.font.bold = True
    added.notes_slide.notes_text_frame.text = notes
    return added


def lines(
    made: Slides, on: Slide, texts: Sequence[str], *, top: float, height: float, size: Pt = TEXT_SIZE,
    left: int | None = None, width: int | None = None,
) -> None:  # fmt: skip
    """Texts one below the other; the size shrinks where they would not fit."""
    box = on.shapes.add_textbox(left or MARGIN, Inches(top), width or _inner(made), Inches(height))
    frame = box.text_frame
    frame.word_wrap = True
    size = _fitting(texts, box.width, box.height, size)
    for place, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.text, paragraph.space_after = text, Pt(4)
        for run in paragraph.runs:
            run.font.size = size


def chart(made: Slides, on: Slide, points: Points, *, bars: bool, top: float = 1.6, height: float = 4.6) -> None:
    """A native chart of the least and the most that each figure may be."""
    data = CategoryChartData()
    data.categories = points.names
    data.add_series(LEAST, points.least)
    data.add_series(MOST, points.most)
    kind = XL_CHART_TYPE.BAR_CLUSTERED if bars else XL_CHART_TYPE.LINE_MARKERS
    frame = on.shapes.add_chart(kind, MARGIN, Inches(top), _inner(made), Inches(height), data)
    describe(frame, points.alt)
    drawn = frame.chart
    drawn.has_title, drawn.has_legend = False, True
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    drawn.font.size = SMALL
    drawn.value_axis.minimum_scale = 0
    drawn.category_axis.reverse_order = bars
    for series, colour in zip(drawn.plots[0].series, (LIGHT.peer, LIGHT.group), strict=True):
        fill = series.format.fill if bars else None
        if fill is not None:
            fill.solid()
            fill.fore_color.rgb = RGBColor.from_string(colour[1:])
        else:
            series.smooth = False
            series.format.line.color.rgb = RGBColor.from_string(colour[1:])


def table(
    made: Slides,
    on: Slide,
    rows: pd.DataFrame,
    *,
    alt: str,
    widths: Sequence[float],
    top: float = 1.6,
    height: float = 4.8,
    size: Pt = SMALL,
) -> None:
    """A table with a header row; small type where there are many rows. widths: shares of the columns."""
    frame = on.shapes.add_table(len(rows) + 1, len(rows.columns), MARGIN, Inches(top), _inner(made), Inches(height))
    describe(frame, alt)
    frame.table.first_row = True
    for column, share in zip(frame.table.columns, widths, strict=True):
        column.width = int(_inner(made) * share / sum(widths))
    size = size if len(rows) <= MANY_ROWS else Pt(10)
    for row, cells in enumerate([list(rows.columns), *rows.itertuples(index=False)]):
        frame.table.rows[row].height = int(size * 1.8)  # a row grows with its text
        for column, value in enumerate(cells):
            cell = frame.table.cell(row, column)
            cell.text = "" if pd.isna(value) else str(value)
            cell.margin_top = cell.margin_bottom = Pt(2)
            for run in cell.text_frame.paragraphs[0].runs:
                run.font.size = size


def describe(frame: object, alt: str) -> None:
    """The alternative text; the library has no call for it."""
    frame._element.xpath(".//p:cNvPr")[0].set("descr", alt)


def _inner(made: Slides) -> int:
    return made.slide_width - 2 * MARGIN


def _fitting(texts: Sequence[str], width: int, height: int, size: Pt) -> Pt:
    """The largest size, down to ten points, at which the texts fit, a letter being half as wide as it is high."""
    for points in range(int(size.pt), 10, -1):
        letters = max(int(width / Pt(points) / 0.5), 1)
        rows = sum(-(-max(len(text), 1) // letters) for text in texts)
        if rows * points * 1.25 + 4 * len(texts) <= Emu(height).pt - 8:
            return Pt(points)
    return Pt(10)
