"""Asks whether a file is the member's own. The answer reveals nothing about another member.

Other members' references and fingerprints are never used: by asking about one guess after another, somebody could
learn a count from the answers. A file is compared with the member's own history only.
"""

from duckdb import DuckDBPyConnection as Cursor

from ingest.file_tables import FileTables
from ingest.intake.comparing import Comparison
from ingest.problems import Problem

ENOUGH = 5  # with so many incidents on either side, having none in common is no coincidence


def nothing_in_common(cursor: Cursor, tables: FileTables, compared: Comparison) -> list[Problem]:
    """Ask if these months are covered by files now, and the new file has none of their references.

    Counts entered by hand have references of their own, so they are not compared.
    """
    known = compared.changed + compared.unchanged
    if known or compared.gone < ENOUGH or compared.added < ENOUGH:
        return []
    kinds = cursor.execute(tables.sql(_KINDS), [list(compared.current_returns)]).fetchall()
    if kinds != [("file",)]:
        return []
    message = (
        f"None of the {compared.gone:,} {tables.of} that count now for these months is in the file, by its "
        "reference. Is it your own export, and the right one? If your system uses other references now, confirm "
        "it (nothing_in_common)."
    )
    return [Problem("nothing_in_common", message, field=tables.reference, soft=True)]


_KINDS = "select distinct {kind} from {returns} where return_id in (select unnest(?::varchar[]))"
