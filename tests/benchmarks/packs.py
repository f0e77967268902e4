"""How long packs take to write, beside bare files of their kind: python -m tests.benchmarks.packs

A PowerPoint file beside one with as many slides and native charts of the same points and nothing else; a workbook
beside one with the same cells and nothing else. Processor time; the answers are asked beforehand.
"""

import io
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from queries.store import Store
from queries.viewer import Viewer
from views.packs import powerpoint, workbook
from views.packs.content import Content, gather
from views.visit import Visit

QUARTER, ROUNDS = date(2026, 4, 1), 5
MOST = {"pptx": 8.0, "workbook": 4.0}  # measured: 4.7 and 1.8 times the bare file's processor time
SECONDS = {"pptx": 3.0, "workbook": 2.0}


def bare_slides(made: bytes) -> bytes:
    """As many slides, and on each that has a native chart one of the same points."""
    bare, read = Presentation(), Presentation(io.BytesIO(made))
    for slide in read.slides:
        added = bare.slides.add_slide(bare.slide_layouts[5])
        for shape in slide.shapes:
            if shape.has_chart:
                plot, data = shape.chart.plots[0], CategoryChartData()
                data.categories = list(plot.categories)
                for series in plot.series:
                    data.add_series(series.name, series.values)
                place = (Inches(1), Inches(1), Inches(8), Inches(5))
                added.shapes.add_chart(XL_CHART_TYPE.LINE, *place, data)
    out = io.BytesIO()
    bare.save(out)
    return out.getvalue()


def bare_cells(content: Content) -> bytes:
    """The same tables' cells on as many sheets."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for each in workbook.sheets(content):
        sheet = book.add_worksheet()
        for row, values in enumerate(each.table.itertuples(index=False)):
            for column, value in enumerate(values):
                sheet.write_string(row, column, str(value))
    book.close()
    return out.getvalue()


def seconds(make: Callable[[], object]) -> float:
    """The median processor time of some rounds, after one to warm up."""
    make()
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        make()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def measure(store: Store) -> dict[str, tuple[float, float]]:
    """pack -> processor seconds of the pack and of the bare file."""
    content = gather(Visit(store, Viewer.coordinator()), QUARTER)
    made = powerpoint.powerpoint(content)
    return {
        "pptx": (seconds(lambda: powerpoint.powerpoint(content)), seconds(lambda: bare_slides(made))),
        "workbook": (seconds(lambda: workbook.workbook(content)), seconds(lambda: bare_cells(content))),
    }


def table(found: dict[str, tuple[float, float]]) -> str:
    lines = ["pack       seconds   bare file   times"]
    lines += [f"{name:10s} {own:7.2f} {bare:11.2f} {own / bare:7.1f}" for name, (own, bare) in found.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    from ingest.sample import unpack

    with TemporaryDirectory() as folder:
        path = Path(folder) / "sample.duckdb"
        unpack(path)
        opened = Store.open(path)
        print(table(measure(opened)))
        opened.close()
