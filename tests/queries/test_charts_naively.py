"""Random series, many at once: the charts equal those of plain loops. Gaps, hollow months, segments, flat stretches."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.queries.charting import START, connect, first_day, sql_of
from tests.queries.naive_charts import Point, usual_range, xmr

NUMBERS = ("mean", "lower", "upper", "near_lower", "near_upper")


@pytest.fixture(scope="module")
def connection(root):
    return connect(root)


def random_series(random: Random) -> tuple[bool, list[Point]]:
    """Whether seasonal, and the months there are: counts, rates or levels, with what befalls a real series."""
    level = random.choice([0.4, 0.8, 1.3, 2, 5, 12, 40])
    n = random.choice([*range(1, 20), *[30, 36, 42, 48, 54, 60] * 4])
    values = values_of(
        random, random.choice(["counts", "counts", "flat", "steps", "rates", "drift", "change"]), level, n
    )
    some = random.choice([0, 0, 0.03, 0.2])
    gaps, hollow, missing = ({place for place in range(n) if random.random() < some} for _ in range(3))
    hidden = set(range(0, n, random.choice([99, 99, 3, 4, 5])))
    starts = [random.randrange(random.choice([8, 60])) for _ in range(random.choice([0, 0, 1, 2]))]
    homes = random.choice([[None], [5000], [5000] * 12 + [6100], [5000] * 12 + [None], [0, 900]])
    first, margin = START + random.randrange(12), random.choice([0, 0, 1, 2.5])
    points = [
        Point(
            month=first + place,
            value=None if place in gaps else value,
            segment=sum(start <= place for start in starts),
            takes_part=place not in hollow,
            under_5=place in hidden,
            homes=homes[place % len(homes)],
            margin=margin,
        )
        for place, value in enumerate(values)
        if place not in missing or place == 0
    ]
    return random.random() < 0.4, points


def values_of(random: Random, kind: str, level: float, n: int) -> list[float]:
    counts = [sum(random.random() < level / 100 for _ in range(100)) for _ in range(n)]
    if kind == "flat":
        return [counts[0]] * n
    if kind == "change":
        return [each // 2 if place < n / 2 else each for place, each in enumerate(counts)]
    if kind == "steps":
        change = random.randrange(n + 1)
        return [counts[0]] * change + [counts[-1]] * (n - change)
    if kind == "drift":
        return [max(0, 20 + sum(each % 4 - 1 for each in counts[:place])) for place in range(n)]
    return [each / 7 * 4 for each in counts] if kind == "rates" else counts


def many_of(seed: int, number: int = 20) -> list[tuple[bool, list[Point]]]:
    random = Random(seed)
    return [random_series(random) for _ in range(number)]


def fill(connection, many: list[tuple[bool, list[Point]]]) -> None:
    literal = ", ".join(
        "("
        + ", ".join(
            sql_of(each)
            for each in (
                str(place),
                point.segment,
                1,
                first_day(point.month),
                point.value,
                point.takes_part,
                point.margin,
                point.under_5,
                seasonal,
                point.homes,
            )
        )
        + ")"
        for place, (seasonal, points) in enumerate(many)
        for point in points
    )
    connection.execute("truncate points")
    connection.execute(f"insert into points values {literal}")


def answered(connection, macro: str) -> dict[tuple[int, int], dict]:
    """(series, month) -> row."""
    answer = connection.execute(f"select *, year(month) * 12 + month(month) - 1 as at_month from {macro}")
    names = [column[0] for column in answer.description]
    rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    found = {(int(row["series"]), row["at_month"]): row for row in rows}
    assert len(found) == len(rows)
    return found


def usual_ranges_agree(connection, many):
    fill(connection, many)
    found = answered(connection, "usual_range(points)")
    expected = {}
    for place, (seasonal, points) in enumerate(many):
        unit, rows = usual_range(points, seasonal)
        expected |= {(place, row["month"]): row | {"step": 3 if unit == "quarters" else 1} for row in rows}
    assert set(found) == set(expected)
    for key, row in expected.items():
        for name in ("step", "withheld", "basis", "provisional"):
            assert found[key][name] == row[name], (key, name)
        signal = row["signal"] or (None, None)
        assert (found[key]["signal"], found[key]["direction"]) == signal, key
        for name in (*NUMBERS, "value"):
            assert found[key][name] == (
                row[name] if row[name] is None else pytest.approx(row[name], rel=1e-9, abs=1e-9)
            )


def plain_charts_agree(connection, many, screened):
    fill(connection, many)
    found = answered(connection, f"xmr(points, screened := {screened})")
    for place, (_, points) in enumerate(many):
        for segment in {point.segment for point in points}:
            mine = [point for point in points if point.segment == segment]
            line = {point.month: point for point in mine}
            months = range(mine[0].month, mine[-1].month + 1)
            chart = xmr(
                [line[month].value if month in line else None for month in months],
                screened=screened,
                takes_part=[month in line and line[month].takes_part for month in months],
                margins=[line[month].margin if month in line else 0 for month in months],
            )
            for month, signal in zip(months, chart["signals"], strict=True):
                if month not in line:
                    continue
                row = found[place, month]
                assert (row["signal"], row["direction"]) == (signal or (None, None)), (place, month)
                assert row["points"] == chart["points"]
                if chart["reach"] is None:
                    assert row["upper"] is None
                else:
                    assert row["upper"] == pytest.approx(chart["mean"] + chart["reach"], rel=1e-9)
                    near = chart["mean"] - chart["reach"] * 2 / 3
                    assert row["near_lower"] == pytest.approx(near, rel=1e-9, abs=1e-9)


SEEDS = st.integers(0, 10**9)


@given(SEEDS)
@settings(max_examples=12, deadline=None)
def test_the_usual_range_is_that_of_plain_loops(connection, seed):
    usual_ranges_agree(connection, many_of(seed))


@given(SEEDS, st.booleans())
@settings(max_examples=8, deadline=None)
def test_an_xmr_chart_is_that_of_plain_loops(connection, seed, screened):
    plain_charts_agree(connection, many_of(seed), screened)


@pytest.mark.slow
@given(SEEDS, st.booleans())
@settings(max_examples=150, deadline=None)
def test_charts_are_those_of_plain_loops_often(connection, seed, screened):
    usual_ranges_agree(connection, many_of(seed))
    plain_charts_agree(connection, many_of(seed), screened)


def test_the_random_series_reach_every_answer():
    """Else the comparison would say nothing of the rules that never came up."""
    seen = Counter()
    for seasonal, points in many_of(1, 600):
        unit, rows = usual_range(points, seasonal)
        for row in rows:
            seen.update([row["withheld"], row["basis"], (unit, row["signal"])])
    assert not {"too_few_months", "many_under_5", "low_mean", "little_variation", "too_few_quarters"} - set(seen)
    assert not {"too_few_years", "few_expected", "no_earlier_year"} - set(seen)
    assert not {"months", "quarters", "time_of_year"} - set(seen)
    rules = {(rule, side) for rule in ("outside", "trend", "two_of_three", "shift") for side in ("high", "low")}
    assert not {("months", each) for each in rules} - set(seen)
    assert {unit for unit, signal in (each for each in seen if isinstance(each, tuple)) if signal} == {
        "months",
        "quarters",
    }
