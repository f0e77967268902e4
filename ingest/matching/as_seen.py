"""Cells as a person sees them: without the wrapping that programs put around a number, nothing invisible.

Excel's export habits wrap a number so that it stays text: `'0001`, `="0001"`. Its file format writes control characters
as `_x000D_`, and converters leave that in the text.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from ingest.reading import TextTable
from ingest.reading.cell_bytes import is_printable, may_hold
from ingest.words import normalised

ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
WRAPPED = re.compile(r'(?:=\s*(?:T\s*\()?)?\s*"(.*)"\)?', re.DOTALL | re.IGNORECASE)
MARKED = re.compile(r"['’‘`](.*?)['’]?", re.DOTALL)
MAY_BE_WRAPPED = r"""^\s*(?:["'’‘`]|=\s*(?:(?i:T)\s*\()?")|_x[0-9A-Fa-f]{4}_"""
OF_A_WRAPPING = tuple(each.encode() for each in ("'", '"', "’", "‘", "`", "_x"))
MAY_LOOK_OTHERWISE = rf"{MAY_BE_WRAPPED}|[^\x20-\x7E]|^ | $|  "

SURROGATES = range(0xD800, 0xE000)
BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
VARIATIONS = frozenset(map(chr, range(0xFE00, 0xFE10)))
DASHES = frozenset("\u2212\u2043")
OVERRIDES = frozenset("\u202d\u202e")  # text behind one is seen in another order


def unwrap_columns(
    table: TextTable, columns: Mapping[str, tuple[int, ...]], words: Mapping[str, Collection[str]]
) -> TextTable:
    """The table with the cells of these columns (field -> indexes) unwrapped, except words that a matching knows."""
    rows = table.rows
    for name, at in ((name, at) for name, indexes in columns.items() for at in indexes):
        known = {normalised(word) for word in words.get(name, ())}
        cells = rows[f"c{at}"].combine_chunks()
        if not may_hold(cells, OF_A_WRAPPING):
            continue
        changed = changed_where(cells, MAY_BE_WRAPPED, partial(_unless_known, known))
        if changed is not cells:
            rows = rows.set_column(rows.column_names.index(f"c{at}"), f"c{at}", changed)
    return table if rows is table.rows else replace(table, rows=rows)


def _unless_known(known: Collection[str], cell: str) -> str:
    return cell if normalised(cell) in known else unwrapped(cell)


def cells_as_seen(cells: pa.Array) -> pa.Array:
    """References in the one form in which they are compared and kept."""
    if is_printable(cells) and not may_hold(cells, OF_A_WRAPPING):
        return cells
    return changed_where(cells, MAY_LOOK_OTHERWISE, as_seen)


def changed_where(cells: pa.Array, pattern: str, change: Callable[[str], str]) -> pa.Array:
    """The same cells, those that match the pattern changed."""
    found = pc.match_substring_regex(cells, pattern)
    if not pc.any(found).as_py():
        return cells
    changed = [change(each) for each in cells.filter(found).to_pylist()]
    return pc.replace_with_mask(cells, found, pa.array(changed, pa.string()))


def unwrapped(text: str) -> str:
    """A cell without the wrapping of a spreadsheet, and with its escapes decoded."""
    text = ESCAPE.sub(_decoded, text)
    while match := WRAPPED.fullmatch(text.strip()) or MARKED.fullmatch(text.strip()):
        text = match.group(1).replace('""', '"')
    return text


def as_seen(reference: str) -> str:
    """A reference as it is seen: one kind of space and dash, nothing invisible, no wrapping.

    >>> as_seen('="CASE\u20111\u200b"')
    'CASE-1'
    """
    before = None
    while before != reference:
        before = reference
        text = unicodedata.normalize("NFKC", unwrapped(reference))
        reference = " ".join("".join(map(_visible, text)).split())
    return reference


def _visible(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    if character.isspace():
        return " "
    kind = unicodedata.category(character)
    if kind in ("Cf", "Cc") or character in BLANK_LETTERS or character in VARIATIONS:
        return character if character in OVERRIDES else ""
    return "-" if kind == "Pd" or character in DASHES else character


def _decoded(escape: re.Match[str]) -> str:
    number = int(escape.group(1), 16)
    return escape.group() if number in SURROGATES or not number else chr(number)
