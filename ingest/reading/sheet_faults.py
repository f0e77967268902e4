"""Faults of a sheet that lose data: formulas without a stored result, merged rows, rows out of order."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element, iterparse

from openpyxl.utils.cell import coordinate_to_tuple

from ingest.problems import Problem
from ingest.reading.grid import column_letter, lines_in_words

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+\d+):([A-Z]+\d+)"')
ROW = re.compile(rb'<(?:\w+:)?row\s(?:[^>]*?\s)?r="(\d+)"')
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


def sheet_faults(xml: bytes, *, header_row: int) -> list[Problem]:
    """Faults in the XML of a sheet whose headings are in this row. Merged titles above the headings are allowed."""
    return [*_rows_out_of_order(xml), *_merged_rows(xml, header_row), *_formulas_without_result(xml)]


def _rows_out_of_order(xml: bytes) -> Iterator[Problem]:
    numbers = [int(number) for number in ROW.findall(xml)]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        message = "The sheet's rows are not in order, so some would be missed."
        yield Problem("file_damaged", f"{message} Open it in Excel, save it again and upload that.")


def _merged_rows(xml: bytes, header_row: int) -> Iterator[Problem]:
    corners = [[coordinate_to_tuple(corner.decode())[0] for corner in pair] for pair in MERGED.findall(xml)]
    lines = sorted({top for top, bottom in corners if bottom > top and bottom > header_row})
    if lines:
        message = f"Cells are merged over several rows ({lines_in_words(lines)}): Excel keeps the text in one."
        yield Problem("merged_cells", f"{message} Unmerge them and fill in every row.", line=lines[0])


def _formulas_without_result(xml: bytes) -> Iterator[Problem]:
    missing = list(_without_result(xml)) if FORMULA.search(xml) else []
    if missing:
        row, column = coordinate_to_tuple(missing[0])
        many = "1 formula has" if len(missing) == 1 else f"{len(missing):,} formulas have"
        message = f"{many} no result stored in the file, the first in {missing[0]}."
        yield Problem(
            "formula_without_result",
            f"{message} Open it in Excel, save it and upload that.",
            line=row,
            column=column_letter(column - 1),
        )


def _without_result(xml: bytes) -> Iterator[str]:
    for _, element in iterparse(io.BytesIO(xml)):
        tag = _local(element)
        if tag == "c":
            parts = {_local(child): child for child in element}
            stored = "v" in parts and parts["v"].text
            # t="str" without a value is a result too: the empty text
            if "f" in parts and not stored and element.get("t") != "str":
                yield element.get("r", "A1")
        elif tag == "row":
            element.clear()


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
