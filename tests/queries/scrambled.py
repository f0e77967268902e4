"""A store in which all that is private of other members differs; what was shown and the public lists are the same."""

import shutil
from pathlib import Path
from random import Random

from queries.store import Store
from tests.queries.small_group import count_anew


def scramble(store_file: Path, copy: Path, seed: int, spared: str | None) -> Path:
    """A copy of a store that is not open, counts, rows and returns of all but `spared` changed at random."""
    shutil.copy(store_file, copy)
    store, random = Store.open(copy), Random(seed)
    with store.write() as cursor:
        for statement in (*_OF_INCIDENTS, _HAZARDS_GO, _HAZARDS_MOVE, _UPLOADS, _HARDSHIP):
            cursor.execute(statement, {"seed": random.random(), "spared": spared})
        count_anew(cursor)
    store.close()
    return copy


_OTHERS = "return_id in (select return_id from member_return where member is distinct from $spared)"

_ROWS_GO = f"delete from incident where {_OTHERS} and hash(incident_ref, $seed) % 3 = 0"

_ROWS_COME = f"""
insert into incident by name
select * replace (incident_ref || '-again' as incident_ref) from incident
where {_OTHERS} and hash(incident_ref, $seed) % 4 = 0
"""

_CODES_MOVE = f"""
update incident set category = if(hash(incident_ref, $seed, 1) % 2 = 0, 'hoarding', 'damp_mould'), about = 'child',
    risk_outcome = 'removed', gender = null
where {_OTHERS} and hash(incident_ref, $seed) % 2 = 0
"""

_RETURNS = """
update member_return set rows = 7, left_out = 3, kind = if(hash(return_id, $seed) % 2 = 0, 'nil', 'file'),
    file_sha256 = 'another', file_bytes = 12345
where member is distinct from $spared
"""

_COUNTS = "update closing_count set n = n + 1 + (hash(family, code, $seed) % 50)::integer where $spared is null or true"

_OTHERS_HAZARDS = "return_id in (select return_id from hazard_return where member is distinct from $spared)"

_HAZARDS_GO = f"delete from hazard where {_OTHERS_HAZARDS} and hash(hazard_ref, $seed) % 3 = 0"

_HAZARDS_MOVE = f"""
update hazard set hazard_level = 'emergency', investigated = 'missed', summary_sent = 'overdue', reopened = true,
    investigated_working_days = 30, falls_due = ['summary_sent']
where {_OTHERS_HAZARDS} and hash(hazard_ref, $seed) % 2 = 0
"""

_COUNTED = "update closing_return set return_id = return_id || 'x' where member is distinct from $spared and $seed >= 0"

_OF_INCIDENTS = (_ROWS_GO, _ROWS_COME, _CODES_MOVE, _RETURNS, _COUNTS, _COUNTED)

_UPLOADS = """
update upload set outcome = 'refused', rules = ['unmatched_word'], found = [1 + (hash(upload_id, $seed) % 9)::integer]
where member is distinct from $spared
"""

_HARDSHIP = """
update hardship_total set households = households + 1 + (hash(quarter, $seed) % 9)::integer, pounds = null
where member is distinct from $spared
"""
