"""Is it the member's own file? Questions that tell nobody anything about another member.

Other members' references and fingerprints are never looked at: an answer about them, wrong or right, could be
asked for one guess after another until a count is known. What is compared is the member's own history.
"""

from ingest.intake.comparing import Comparison
from ingest.problems import Problem

KNOWN_FROM = 5  # incidents on either side: from here on it is no chance that none is in the other


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


_KINDS = "select distinct kind from member_return where return_id in (select unnest(?::varchar[]))"
