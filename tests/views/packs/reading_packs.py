"""Every text and number of a pack's file, read back with the libraries of its kind."""

import io
import re
import zipfile

from docx import Document
from openpyxl import load_workbook
from pptx import Presentation


def texts(content: bytes) -> str:
    """Everything a file holds as text: all parts of a package, charts' data and document properties included."""
    if not content.startswith(b"PK"):
        return content.decode()
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            inner = package.read(name)
            if inner.startswith(b"PK"):
                found.append(texts(inner))  # a chart's workbook
            elif name.endswith((".xml", ".rels", ".csv", ".txt")):
                found.append(inner.decode("utf-8-sig"))
    return "\n".join(found)


def visible_numbers(content: bytes) -> set[str]:
    """The cells, points and table entries that are a number and nothing else."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
        if "xl/workbook.xml" in names:
            cells = [value for _, rows in sheets(content).items() for row in rows for value in row]
        elif "ppt/presentation.xml" in names:
            cells = [*(cell for rows in slide_tables(content) for row in rows for cell in row)]
            cells += [v for chart in charts(content).values() for values in chart.values() for v in values]
        else:
            cells = re.split(r"[,\n]", texts(content))
    else:
        cells = re.findall(r">([^<]*)<", content.decode())
    return {str(cell) for cell in cells if re.fullmatch(r"\d+(\.0)?", str(cell))}


def slide_titles(content: bytes) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(content)).slides]


def charts(content: bytes) -> dict[str, dict[str, list]]:
    """A slide's title -> its chart's series by name."""
    return {
        slide.shapes.title.text_frame.text: {each.name: list(each.values) for each in shape.chart.plots[0].series}
        for slide in Presentation(io.BytesIO(content)).slides
        for shape in slide.shapes
        if shape.has_chart
    }


def slide_tables(content: bytes) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for slide in Presentation(io.BytesIO(content)).slides
        for shape in slide.shapes
        if shape.has_table
    ]


def sheets(content: bytes) -> dict[str, list[tuple]]:
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: [tuple(cell.value for cell in row) for row in sheet.iter_rows()] for sheet in book}


def paper_tables(content: bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(content)).tables]
