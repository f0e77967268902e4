"""HTML in cells: word processors and form services leave tags and entities around answers."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial
from html import unescape
from html.entities import html5

import pyarrow.compute as pc

from ingest.matching.as_seen import changed_where
from ingest.reading import TextTable
from ingest.reading.cell_bytes import may_hold
from ingest.standard import Standard
from ingest.words import normalised

INLINE = "a abbr b big code del em font i img ins label mark s small span strong strike sub sup tt u"
BLOCK = """address article blockquote body br center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 head header hr
html li main meta nav ol p pre section table tbody td tfoot th thead title tr ul"""
_NAMES = "|".join(sorted({*INLINE.split(), *BLOCK.split(), r"\w+:\w+"}, key=len, reverse=True))
_BLOCKS = "|".join(sorted(BLOCK.split(), key=len, reverse=True))
UNSEEN = re.compile(r"<!--.*?-->|<!\w[^<>]*>|<(style|script)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
LINES_END = re.compile(rf"\s*</?(?:{_BLOCKS})(?:\s[^<>]*)?/?\s*>\s*", re.IGNORECASE)
TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?\s*>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
MAY_HOLD_MARKUP = r"<[/!]*[A-Za-z-]|&[#A-Za-z]\w*;"


def without_markup(
    table: TextTable, columns: Mapping[str, tuple[int, ...]], words: Mapping[str, Collection[str]], standard: Standard
) -> tuple[TextTable, dict[int, int]]:
    """The table with the cells of the coded columns (field -> indexes) as a browser shows them, and column -> how many
    were changed. Words that a matching knows stay as they are."""
    rows, changed_in = table.rows, {}
    for name, at in ((name, at) for name, indexes in columns.items() for at in indexes):
        if not standard.field(name).codes:
            continue
        known = {normalised(word) for word in words.get(name, ())}
        cells = rows[f"c{at}"].combine_chunks()
        if not may_hold(cells, (b"<", b"&")):
            continue
        changed = changed_where(cells, MAY_HOLD_MARKUP, partial(_unless_known, known))
        if count := pc.sum(pc.not_equal(changed, cells)).as_py():
            rows = rows.set_column(rows.column_names.index(f"c{at}"), f"c{at}", changed)
            changed_in[at] = count
    return (replace(table, rows=rows), changed_in) if changed_in else (table, {})


def _unless_known(known: Collection[str], cell: str) -> str:
    return cell if normalised(cell) in known else shown_text(cell)


def shown_text(cell: str) -> str:
    """What a browser shows of a cell, one line for each of its blocks. Text in angle brackets that is no tag stays.

    >>> shown_text("<div>Police &amp; fire</div><div>NHS</div>")
    'Police & fire\\nNHS'
    """
    before = None
    while before != cell:
        before = cell
        text = TAG.sub("", LINES_END.sub("\n", UNSEEN.sub("", cell)))
        text = ENTITY.sub(_character, text)
        if text != cell:
            cell = re.sub(r"\n{2,}", "\n", text).strip()
    return cell


def _character(entity: re.Match[str]) -> str:
    text = entity.group()
    return unescape(text) if text[1] == "#" or text[1:] in html5 else text
