"""The tables of a page, as `views/tables.py` writes them, read back from their HTML."""

from xml.etree import ElementTree

import pandas as pd
from streamlit.testing.v1 import AppTest


def html_tables(page: AppTest) -> list[pd.DataFrame]:
    """Each with its headings and the text of its cells; headings of rows are its index."""
    bodies = [each.proto.body for each in page.get("html")]
    return [_read(body) for body in bodies if body.startswith('<div class="table"')]


def _read(body: str) -> pd.DataFrame:
    table = ElementTree.fromstring(body).find("table")
    headings = [cell.text or "" for cell in table.find("thead/tr")]
    rows = [[cell.text or "" for cell in row] for row in table.findall("tbody/tr")]
    found = pd.DataFrame(rows, columns=headings, dtype=object)
    return found.set_index(headings[0]) if table.findall("tbody/tr/th") else found


def numbers(cells: pd.Series) -> list[float]:
    """'1,200' -> 1200"""
    return [float(cell.replace(",", "")) for cell in cells]
