"""Local time in London against Python's time zone database, and durations over changes of summer time."""

from datetime import datetime, timedelta
from random import Random

import duckdb
import pyarrow as pa
import pytest

from ingest import london_time
from tests.ingest.hazards.naive_clocks import moments_of


@pytest.fixture(scope="module")
def db():
    with duckdb.connect(":memory:") as db:
        london_time.define_macros(db)
        yield db


def changes() -> list[datetime]:
    """Midnight before every change of summer time from 1996 to 2037, where the database's listed ones end."""
    days = (datetime(year, month, day) for year in range(1996, 2038) for month in (3, 10) for day in range(25, 32))
    return [day for day in days if day.weekday() == 6]


def test_a_wall_time_is_the_moments_that_the_time_zone_database_gives(db):
    random = Random(32)
    walls = [day + timedelta(minutes=minutes) for day in changes() for minutes in range(0, 240, 15)]
    walls += [datetime(1996, 1, 1) + timedelta(minutes=random.randrange(42 * 525_960)) for _ in range(5_000)]
    db.register("wall", pa.table({"place": range(len(walls)), "wall": pa.array(walls, pa.timestamp("us"))}))
    found = db.execute("select london_earliest(wall), london_latest(wall) from wall order by place").fetchall()
    expected = [tuple(each.replace(tzinfo=None) for each in moments_of(wall)) for wall in walls]
    assert found == expected
    twice = sum(first != second for first, second in found[:-5_000])
    assert twice == 42 * 4, "the four quarters of one hour a year"


@pytest.mark.parametrize(
    ("began", "ended", "hours"),
    [
        # an ordinary day
        ("2026-07-01 12:00", "2026-07-02 12:00", 24),
        # forward on 29 Mar 2026: 24½ hours by the clock are 23½
        ("2026-03-28 12:00", "2026-03-29 12:30", 23.5),
        # back on 25 Oct 2026: 23½ by the clock are 24½
        ("2026-10-24 12:00", "2026-10-25 11:30", 24.5),
        # a summer: both ends move alike
        ("2026-03-28 12:00", "2026-10-25 12:00", 211 * 24),
        # winter to summer: 100 days less an hour
        ("2026-01-01 00:00", "2026-04-11 00:00", 100 * 24 - 1),
        # from before the hour that comes twice to a time in it: the first of the two
        ("2026-10-25 00:30", "2026-10-25 01:30", 1),
        # within it
        ("2026-10-25 01:10", "2026-10-25 01:50", 2 / 3),
        # found at an earlier time by the clock than missing: the end is in the second of the two
        ("2026-10-25 01:50", "2026-10-25 01:10", 1 / 3),
        # from it to after: the first of the two
        ("2026-10-25 01:30", "2026-10-25 03:00", 2.5),
        # the hour that does not exist: 01:30 on a clock not yet put forward is 02:30
        ("2026-03-29 01:30", "2026-03-29 02:30", 0),
        # truly out of order
        ("2026-07-01 12:00", "2026-07-01 11:00", -1),
        # not found
        ("2026-07-01 12:00", None, None),
        (None, "2026-07-01 12:00", None),
    ],
)
def test_hours_that_passed(db, began, ended, hours):
    (seconds,) = db.execute("select london_seconds($1::timestamp, $2::timestamp)", [began, ended]).fetchone()
    assert seconds == (None if hours is None else round(hours * 3600))
