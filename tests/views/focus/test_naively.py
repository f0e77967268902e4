"""The focus pages' figures once more, in plain loops over the rows: on the sample and on a random group.

Own figures of every column of every page; the group's of what is shown at once, which rests on the returns that were
counted. Shares are worked out from the loops' counts, by the formula of tests/queries/naive.py.
"""

import shutil
from collections import Counter
from datetime import date
from random import Random

import pandas as pd
import pytest

from ingest import tally
from ingest.standard import STANDARD
from queries.store import Store
from queries.viewer import Viewer
from tests.queries.naive import share_limits
from tests.queries.naive_group import disclosed
from tests.queries.small_group import SEVEN, SmallGroup, month
from views.cost_of_living.page import TOPIC as COST_OF_LIVING
from views.focus.answers import OF_CLOSED, answers
from views.focus.shares import shares
from views.focus.topic import View, is_outcome, source_of
from views.making_safeguarding_personal.page import TOPIC as MSP
from views.missing_people.page import TOPIC as MISSING_PEOPLE
from views.partnership.page import TOPIC as PARTNERSHIP
from views.visit import Visit

TOPICS = (MISSING_PEOPLE, PARTNERSHIP, MSP, COST_OF_LIVING)
COLUMNS = sorted({column for topic in TOPICS for column in (*topic.columns, *topic.beside)} | {"about"})
FAMILY_OF = {category.code: category.family for category in STANDARD.categories}
YEAR = date(2025, 4, 1)


def random_group(path) -> None:
    """Seven members with random incidents and answers over 2025-26; two of them lack a column each."""
    random, group = Random(20_260_331), SmallGroup(path)
    codes = {column: [code.code for code in STANDARD.column(column).codes] for column in COLUMNS}
    for member in SEVEN:
        supplied = [column for column in COLUMNS if member not in ("elder", "fir") or random.random() < 0.7]
        fields = ["incident_ref", "reported_on", "category", *dict.fromkeys(map(source_of, supplied)), "closed_on"]
        return_id = group.returns(member, YEAR, {"neglect": [0] * 12}, fields=fields)
        rows = [random_row(random, return_id, n, supplied, codes) for n in range(random.randrange(40, 400))]
        with group.store.write() as cursor:
            cursor.register("frame", pd.DataFrame(rows))
            cursor.execute("insert into incident by name select * from frame")
            tally.count(cursor, return_id, "frame")
    group.close(date(2026, 1, 1))
    group.store.close()


def random_row(random: Random, return_id: str, n: int, supplied: list[str], codes: dict[str, list[str]]) -> dict:
    row = {
        "return_id": return_id, "incident_ref": f"{return_id}-{n}", "month": month(YEAR, random.randrange(12)),
        "category": random.choice(["missing_person", "cost_of_living", "neglect", "hoarding"]),
        "days_open": random.choice([None, 3, 40]),
    }  # fmt: skip
    for column in supplied:
        if random.random() < 0.2:
            continue
        kind = STANDARD.column(column).type
        chosen = random.sample(codes[column], min(2, len(codes[column]))) if kind == "varchar[]" else None
        row[column] = chosen or random.choice([True, False] if kind == "boolean" else codes[column])
    return row


@pytest.fixture(scope="module", params=["random", pytest.param("sample", marks=pytest.mark.slow)])
def store(request, tmp_path_factory):
    path = tmp_path_factory.mktemp(request.param) / "store.duckdb"
    if request.param == "sample":
        shutil.copy(request.getfixturevalue("made_sample_store"), path)
    else:
        random_group(path)
    opened = Store.open(path)
    yield opened
    opened.close()


def rows_of(store: Store, source: str) -> list[dict]:
    """Every row, with its member, of the returns that count now or that were counted at the closing."""
    joined = {
        "now": "select member, incident.* from incident join current_month using (return_id, month)",
        "counted": "select member, incident.* from incident join closing_return using (return_id, month) "
        "where closing_return.status = 'counted'",
    }
    return store.cursor().execute(joined[source]).df().to_dict("records")


def given(value: object) -> list[str]:
    """The codes in a cell."""
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, str):
        return [value]
    return [] if value is None or pd.api.types.is_scalar(value) else list(dict.fromkeys(value))


def in_view(row: dict, view: View) -> bool:
    inside = pd.Timestamp(view.period) <= row["month"] < pd.Timestamp(view.period) + pd.DateOffset(months=view.months)
    return inside and (view.family is None or FAMILY_OF[row["category"]] == view.family)


def own_counts(rows: list[dict], view: View, field: str, member: str) -> Counter:
    mine = [row for row in rows if row["member"] == member and in_view(row, view)]
    if view.adults_only:
        says = [row for row in mine if given(row["about"])]
        mine = [row for row in mine if row["about"] in ("adult", "adult_and_child")] if says else mine
        if field in OF_CLOSED and any(not pd.isna(row["days_open"]) for row in mine):
            mine = [row for row in mine if not pd.isna(row["days_open"])]
    return Counter(code for row in mine for code in given(row[field]) or ["not_given"])


@pytest.mark.dose(4)
@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_own_figures_and_shares(store, topic):
    visit, rows, looked_at = Visit(store, Viewer.lead("alder")), rows_of(store, "now"), 0
    for by, period in (("year", YEAR), ("quarter", date(2025, 10, 1))):
        view = View(True, by, period, topic.family, None, topic.adults_only)
        for field in dict.fromkeys((*topic.columns, *topic.beside)):
            found = answers(visit, view, field)
            if found.empty:
                continue
            counted = own_counts(rows, view, field, "alder")
            assert {row.code: row.low for row in found.itertuples() if row.low} == dict(counted), field
            for measure in (each for each in topic.measures if each.field == field):
                looked_at += agrees(visit, found, measure, {code: (n, n) for code, n in counted.items()})
    assert looked_at


def agrees(visit: Visit, found: pd.DataFrame, measure, counts: dict[str, tuple[int, int]]) -> bool:
    """The page's share and its interval are those of the loops' counts. Whether there is one."""
    base = measure.of or [code for code in found["code"] if code not in ("not_known", "not_given")]
    low, high = (sum(counts.get(code, (0, 0))[end] for code in measure.codes) for end in (0, 1))
    rest = [code for code in base if code not in measure.codes]
    others = [sum(counts.get(code, (0, 0))[end] for code in rest) for end in (0, 1)]
    (shown,) = shares(visit, [(found, measure)])
    if low + others[0] < 10:
        assert shown is None
        return False
    assert (shown.low, shown.high) == pytest.approx((low / (low + others[1]), high / (high + others[0])))
    lower, upper = share_limits(low, low + others[1], 95)[0], share_limits(high, high + others[0], 95)[1]
    assert (shown.lower, shown.upper) == pytest.approx((max(lower, 0), min(upper, 1)), abs=1e-9)
    return True


def suppliers(store: Store, field: str, view: View) -> set[str] | None:
    """The members whose counted returns have the column, where the same five or more have it in every quarter."""
    rows = store.cursor().execute(
        "select quarter, closing_return.member, month, fields from closing_return "
        "join member_return using (return_id) where closing_return.status = 'counted'"
    )
    have: dict[date, Counter] = {}
    for quarter, member, _, fields in rows.fetchall():
        if source_of(field) in fields:
            have.setdefault(quarter, Counter())[member] += 1
    each = [{member for member, months in have.get(day, Counter()).items() if months == 3} for day in view.quarters]
    return each[0] if len(each[0]) >= 5 and all(members == each[0] for members in each) else None


@pytest.mark.dose(4)
@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_the_groups_figures_and_shares(store, topic):
    visit, rows, looked_at = Visit(store, Viewer.coordinator()), rows_of(store, "counted"), 0
    for by, period in (("year", YEAR), ("quarter", date(2025, 10, 1))):
        view = View(False, by, period, topic.family, None, topic.adults_only)
        for field in dict.fromkeys((*topic.columns, *topic.beside)):
            if is_outcome(field):
                continue  # of later returns; tests/queries/test_rows_naively.py counts those
            found, members = answers(visit, view, field), suppliers(store, field, view)
            assert found.empty == (members is None), (field, by)
            if members is None:
                continue
            families = [topic.family] if topic.family else sorted(set(FAMILY_OF.values()))
            parts = [
                Counter(
                    code
                    for row in rows
                    if row["member"] in members and in_view(row, view) and FAMILY_OF[row["category"]] == family
                    for code in given(row[field])
                )
                for family in families
            ]
            counts = {
                code: tuple(map(sum, zip(*(disclosed(part[code]) for part in parts), strict=True)))
                for code in found["code"]
            }
            assert {row.code: (row.low, row.high) for row in found.itertuples()} == counts, (field, by)
            for measure in (each for each in topic.measures if each.field == field):
                looked_at += agrees(visit, found, measure, counts)
    assert looked_at
