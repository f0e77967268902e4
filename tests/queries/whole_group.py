"""A group with everything in it that others are answered from: for stores that differ in what is private only."""

from datetime import date
from pathlib import Path

from ingest.group import errata, learning
from queries.viewer import Viewer
from tests.queries.hazard_group import hazards
from tests.queries.small_group import SEVEN, SmallGroup, month

START = date(2024, 4, 1)
FIELDS = ("incident_ref", "reported_on", "category", "about", "gender", "risk_outcome")
UP_AND_DOWN = (0, 5, 0, 10, 5, 0, 5, 5, 0, 10, 0, 5)


def make(path: Path) -> Path:
    """Two years of seven members: one came later, one corrected its return, one got an erratum, one joined late."""
    group = SmallGroup(path)
    for size, member in enumerate(SEVEN, 1):
        counts = {
            category: [(10 - size + UP_AND_DOWN[place % 12]) // busy for place in range(24)]
            for category, busy in {"damp_mould": 1, "self_neglect": 2, "hoarding": 3, "missing_person": 1}.items()
        }
        if member == "gorse":
            counts = {category: by_month[9:] for category, by_month in counts.items()}
        start = month(START, 9 if member == "gorse" else 0)
        about = {"about": "adult" if size % 2 else "child", "gender": "female", "risk_outcome": "reduced"}
        fields = FIELDS if member != "fir" else FIELDS[:4]
        group.returns(member, start, counts, fields=fields, more=about if member != "fir" else {"about": "adult"})
    for size, member in enumerate(SEVEN[:6]):
        hazards(group, member, START, [[{"hazard_level": "emergency"}, *[{}] * (7 - size)]] * 24)
    group.store.cursor().execute("update member_return set to_month = '2025-09-01' where member = 'elder'")
    group.change(_HARDSHIP)
    group.close(month(START, 21))
    group.returns("elder", month(START, 18), {"hoarding": [3] * 6}, fields=FIELDS[:4], more={"about": "child"})
    group.close(month(START, 21))
    group.returns("damson", month(START, 21), {"damp_mould": [40, 40, 40]})
    errata.correct(group.store, Viewer.coordinator(), month(START, 21), "damson", "The export had left a system out")
    group.returns("cedar", month(START, 18), {"damp_mould": [1, 1, 1]})
    for aim, share in (("hoarding", None), ("self_neglect_and_hoarding", None), ("damp_and_mould", ("about", "adult"))):
        _learn(group.store, aim, *(share or (None, None)))
    group.change(_UPLOADS)
    group.change(_HARDSHIP_LATER)
    group.store.close()
    return path


_HARDSHIP = """
insert into hardship_total
select member, date '2025-10-01', 3, if(member = 'alder', null, 5), 1200, null, 'lead@' || member,
       timestamp '2026-02-01 09:00', row_number() over (order by member)
from member where member <> 'gorse'
"""

_HARDSHIP_LATER = """
insert into hardship_total select member, quarter, 9, 9, 9, 9, saved_by, saved_at, 100 from hardship_total
where member in ('alder', 'birch')
"""

_UPLOADS = """
insert into upload
select return_id, saved_order, member, 'incidents', 'file', if(saved_order % 2 = 0, 'begun', 'saved'), [], [],
       from_month, to_month, if(saved_order % 2 = 0, null, return_id), 'lead@' || member, timestamp '2026-05-01 12:00'
from member_return
"""


def _learn(store, aim, field, code):
    """An action that hopes to move this family, category or share, in the middle of the two years."""
    agreed = {"action": "Act", "due_on": date(2025, 1, 31), "aim": aim, "aim_direction": "up"}
    entry = learning.Entry(date(2024, 10, 1), "success", "Learnt.", aim_field=field, aim_code=code, **agreed)
    learning.add(store, Viewer.coordinator(), entry, learning.CHECKLIST, of_group=True)
