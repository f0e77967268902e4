"""A closing beside the plainest SQL: that both count the same and, with --slow, what the ratio may be."""

import contextlib
from statistics import median

import pytest

from ingest.group import closing
from queries.store import Store
from tests.benchmarks.closing import COORDINATOR, MOST_TIMES, QUARTER, count_plainly, make, measure, table

SAME = """
with closed as (
    select unit, member, case when category is null then family end as family, category, field, code, n
    from closing_count where unit = 'quarter' and n > 0
),
plainly as (
    select 'quarter', member, family, category, field, code, n from plain where month is null
)
select (select count(*) from closed), (select count(*) from (from closed except from plainly))
"""


def test_both_count_the_same(tmp_path):
    made = make(tmp_path, 200)
    assert len(table(200, measure(made, 1)).splitlines()) == 1
    with contextlib.closing(Store.open(made)) as store:
        closing.close(store, COORDINATOR, QUARTER)
        count_plainly(store)
        counts, differing = store.cursor().execute(SAME).fetchone()
    assert counts > 200 and differing == 0


@pytest.mark.slow
def test_a_closing_takes_at_most_so_many_times_the_plainest_sql(tmp_path, capsys):
    found = measure(make(tmp_path, 20_000), 5)
    with capsys.disabled():
        print("\n" + table(20_000, found))
    assert median(own / plain for own, plain in found) <= MOST_TIMES
