"""Is it the member's own file? Questions that tell nobody anything about another member.

Other members' references are never looked at: an answer about them, wrong or right, could be asked for one
guessed reference after another until a count is known. What is compared is the member's own history, and the
whole file's fingerprint, which only somebody who holds the very file can ask about.
"""

from ingest.comparing import Comparison
from ingest.problems import Problem

KNOWN_FROM = 5  # incidents on either side: from here on it is no chance that none is in the other
TOO_LONG_TO_GUESS = 20  # incidents in a file: nobody makes up the same bytes


def nothing_in_common(cursor, compared: Comparison) -> list[Problem]:
    """Asks where files cover these months now and the new one holds none of their references.

    Counts entered by hand have references of their own, so they are compared with nothing.
    """
    known = compared.changed + compared.unchanged
    if known or compared.gone < KNOWN_FROM or compared.added < KNOWN_FROM:
        return []
    kinds = cursor.execute(_KINDS, [list(compared.current_returns)]).fetchall()
    if kinds != [("file",)]:
        return []
    message = (
        f"None of the {compared.gone:,} incidents that count now for these months is in the file, by its "
        "reference. Is it your own export, and the right one? If your system gives other references now, say "
        "so (nothing_in_common)."
    )
    return [Problem("nothing_in_common", message, field="incident_ref", soft=True)]


def returned_by_another(cursor, member: str, file_sha256: str | None, rows: int) -> list[Problem]:
    """Asks where another member has returned the very same file, byte for byte; never which member."""
    if file_sha256 is None or rows < TOO_LONG_TO_GUESS:
        return []
    if not cursor.execute(_BY_ANOTHER, [file_sha256, member]).fetchone()[0]:
        return []
    message = (
        "This very file is another member's return already. Choose your own export; if it is yours all the "
        "same, say so (another_members_file)."
    )
    return [Problem("another_members_file", message, soft=True)]


_KINDS = "select distinct kind from member_return where return_id in (select unnest(?::varchar[]))"

_BY_ANOTHER = """
select exists (
    select 1 from member_return where file_sha256 = ? and member <> ? and withdrawn_at is null
)
"""
