"""The columns that Dynamics adds to an export for itself: the row's identity, a checksum, when it was modified.

They are hidden in Excel and come to light in a CSV. A checksum of random letters can look like postcodes.
"""

import re
from collections.abc import Collection, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from ingest.reading.grid import BLANKS, heading_words

DO_NOT_MODIFY = frozenset(
    """do not modify/donotmodify/do not change/do not edit/nicht ändern/nicht bearbeiten/ne pas modifier/no modificar
    /non modificare/não modificar/não modifique/niet wijzigen/nie modyfikuj/nie modyfikować/ändra inte/må ikke ændres
    /ikke endre/må ikke endres/älä muokkaa/neupravovat/nemeniť/ne módosítsa/değiştirmeyin/не изменять/не змінювати
    /nu modificați/μην τροποποιήσετε/変更禁止/変更しないでください/请勿修改/請勿修改/peidiwch ag addasu""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("/")
)
IN_BRACKETS = re.compile(r"[(\[{（]([^()\[\]{}（）]{3,40})[)\]}）]")
IDENTITY = r"^\s*\{?[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\}?\s*$"
CHECKSUM = r"^\s*[A-Za-z0-9+/]{20,}={0,2}\s*$"


def without_own_columns(headings: Sequence[str], rows: pa.Table, expected: Collection[str]) -> pa.Table:
    """The rows with those columns emptied, unless the return needs one: its heading is among the `expected`."""
    needed = {heading_words(each) for each in expected}
    unknown_language = _alike_prefixes(headings, rows)
    for at, heading in enumerate(headings):
        if (_says_so(heading) or at in unknown_language) and heading_words(heading) not in needed:
            nothing = pa.array([""] * rows.num_rows, pa.string())
            rows = rows.set_column(at + 1, f"c{at}", nothing)
    return rows


def _says_so(heading: str) -> bool:
    shown = re.sub(f"[{BLANKS}]", "", heading.replace("_", " "))
    in_brackets = [heading_words(each) for each in IN_BRACKETS.findall(shown)]
    return heading_words(shown) == "row checksum" or not DO_NOT_MODIFY.isdisjoint(in_brackets)


def _alike_prefixes(headings: Sequence[str], rows: pa.Table) -> range:
    """The first columns where they begin with the same words in brackets, in whatever language, and the first holds
    identities and the second checksums."""
    found = [IN_BRACKETS.match(heading.strip()) for heading in headings[:3]]
    prefixes = [each and heading_words(each.group(1)) for each in found]
    many = next((at for at, each in enumerate(prefixes) if not each or each != prefixes[0]), len(prefixes))
    if many < 2 or not _all_match(rows["c0"], IDENTITY) or not _all_match(rows["c1"], CHECKSUM):
        return range(0)
    return range(many)


def _all_match(cells: pa.ChunkedArray, pattern: str) -> bool:
    return len(cells) > 0 and pc.all(pc.match_substring_regex(cells, pattern)).as_py()
