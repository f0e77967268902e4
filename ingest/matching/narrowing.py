"""Type and sub-type: the column whose words fill the empty cells of a narrower one."""

import pyarrow as pa
import pyarrow.compute as pc

from ingest.matching.suggesting import Suggestion, stands_for
from ingest.reading import TextTable
from ingest.standard import Standard
from ingest.words import normalised


def with_wider(table: TextTable, suggested: Suggestion, standard: Standard) -> list[str]:
    """The headings for a field that every row needs, in the file's order: the suggested one and, where its column has
    empty cells, the first other column under a heading of the field that fills all of them."""
    empty = _is_empty(table, suggested.heading)
    if suggested.field is None or not standard.field(suggested.field).codes or not pc.any(empty).as_py():
        return [suggested.heading]
    for heading in table.headings:
        is_other = normalised(heading) != normalised(suggested.heading)
        is_known = suggested.field in stands_for(heading, standard)
        if is_other and is_known and not pc.any(pc.and_(empty, _is_empty(table, heading))).as_py():
            return sorted([heading, suggested.heading], key=table.headings.index)
    return [suggested.heading]


def _is_empty(table: TextTable, heading: str) -> pa.ChunkedArray:
    return pc.equal(pc.utf8_trim_whitespace(table.rows[f"c{table.headings.index(heading)}"]), "")
