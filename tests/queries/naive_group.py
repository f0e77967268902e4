"""Every question once more, in loops over a plain dictionary. Shares no code with the SQL."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from tests.queries.naive_charts import Point, usual_range

FAMILIES = {
    "damp_mould": "damp_and_mould",
    "missing_person": "missing_people",
    "self_neglect": "self_neglect_and_hoarding",
    "hoarding": "self_neglect_and_hoarding",
}
SEASONAL = {"damp_mould", "damp_and_mould"}
START, MONTHS = date(2024, 1, 1), 30


def month(place: int) -> date:
    return date(START.year + (START.month - 1 + place) // 12, (START.month - 1 + place) % 12 + 1, 1)


def quarter_of(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def year_of(day: date) -> date:
    return date(day.year if day.month >= 4 else day.year - 1, 4, 1)


PERIODS: dict[str, tuple[Callable[[date], date], int]] = {
    "month": (lambda day: day, 1),
    "quarter": (quarter_of, 3),
    "year": (year_of, 12),
}


@dataclass(frozen=True)
class World:
    """returned: (member, month) -> category -> count. Months not in it were not returned."""

    homes: dict[str, int]
    returned: dict[tuple[str, date], dict[str, int]]

    @classmethod
    def random(cls, random: Random, members: tuple[str, ...]) -> "World":
        """Gaps of quarters and of single months, members tiny and large, quiet and busy categories."""
        homes = {member: random.choice([900, 4000, 12000, 40000]) for member in members}
        busy = {category: random.choice([0.05, 0.5, 2.0]) for category in FAMILIES}
        returned = {}
        for member in members:
            skipped = {place for place in range(MONTHS // 3) if random.random() < 0.08}
            for place in range(MONTHS):
                if place // 3 in skipped or random.random() < 0.01:
                    continue
                returned[member, month(place)] = {
                    category: int(random.gammavariate(2, rate * homes[member] / 8000))
                    for category, rate in busy.items()
                }
        return cls(homes, returned)

    def counted(self, member: str, by: str, closed: bool) -> dict[tuple[str, date], tuple[int, bool]]:
        """(family, period) -> count, and whether whole; `closed`: whole quarters only, as an edition has."""
        period_of, months = PERIODS[by]
        counts: dict = defaultdict(int)
        seen: dict = defaultdict(int)
        for (who, day), row in self.returned.items():
            quarter = [other for m, other in self.returned if m == member and quarter_of(other) == quarter_of(day)]
            if who != member or (closed and len(quarter) < 3):
                continue
            seen[period_of(day)] += 1
            for category, n in row.items():
                counts[FAMILIES[category], period_of(day)] += n
        return {key: (n, seen[key[1]] == months) for key, n in counts.items()}

    def whole(self, member: str, by: str, closed: bool) -> dict[tuple[str, date], int]:
        return {key: n for key, (n, is_whole) in self.counted(member, by, closed).items() if is_whole}

    def group(self, by: str) -> dict[tuple[str, date], dict[str, int]]:
        """(family, month or quarter) -> member -> count, where five or more stand."""
        found: dict = defaultdict(dict)
        for member in self.homes:
            for key, n in self.whole(member, by, closed=True).items():
                found[key][member] = n
        return {key: counts for key, counts in found.items() if len(counts) >= 5}

    def group_years(self) -> dict[tuple[str, date], list[dict[str, int]]]:
        """(family, year) -> member -> count of each of its quarters, where all four are shown."""
        found: dict = defaultdict(list)
        for (family, quarter), counts in self.group("quarter").items():
            found[family, year_of(quarter)].append(counts)
        return {key: quarters for key, quarters in found.items() if len(quarters) == 4}


def disclosed(n: int) -> tuple[int, int]:
    if n < 5:
        return 0, 4
    nearest = 5 * round(n / 5)
    return max(5, nearest - 2), nearest + 2


def own_chart(world: World, member: str, family: str) -> dict[date, dict]:
    """month, or first month of a quarter where the chart is by quarter -> row of naive_charts.usual_range."""
    counts = world.whole(member, "month", closed=False)
    days = [month(place) for place in range(MONTHS) if (family, month(place)) in counts]
    return chart([Point(number_of(day), counts[family, day], homes=world.homes[member]) for day in days], family)


def group_chart(world: World, family: str, shown: dict[date, tuple[int, int]]) -> dict[date, dict]:
    """By what is shown of the group's months; those that some member lacks take no part."""
    found, points = world.group("month"), []
    for day in sorted(shown):
        counts = found[family, day]
        low, high = shown[day]
        value = (low + high) / 2 if low else 4
        whole = len(counts) == len(world.homes)
        homes = sum(world.homes[member] for member in counts)
        taken = {"takes_part": whole, "under_5": low == 0, "margin": high - value}
        points.append(Point(number_of(day), value if whole else None, homes=homes, **taken))
    return chart(points, family)


def least_change(now: tuple[int, int], then: tuple[int, int], times: float) -> tuple[int, int]:
    """The whole counts within both intervals that a test is made of; `times`: homes now for each of then."""
    (low, high), (before_low, before_high) = now, then
    if before_low:
        x0 = (before_low + before_high) / 2
    elif low:
        x0 = min(before_high, (low + high) / 2 / times)
    else:
        x0 = min(before_high / 2, high / times)
    x1 = (low + high) / 2 if low else min(high, x0 * times)
    return round(x1), round(x0)


def number_of(day: date) -> int:
    return day.year * 12 + day.month - 1


def chart(points: list[Point], family: str) -> dict[date, dict]:
    if not points:
        return {}
    _, rows = usual_range(points, seasonal=family in SEASONAL)
    return {date(row["month"] // 12, row["month"] % 12 + 1, 1): row for row in rows}


def year_pairs(world: World, member: str | None) -> dict[str, list[tuple]]:
    """family -> (quarter, x1, h1, x0, h0): each quarter beside the one a year before, of the same members.

    The group's counts (member None) are those that speak least for a change, of what is shown.
    """
    pairs = defaultdict(list)
    if member:
        counts = {key: {member: n} for key, n in world.whole(member, "quarter", closed=False).items()}
    else:
        counts = world.group("quarter")
    for (family, quarter), now in sorted(counts.items()):
        then = counts.get((family, date(quarter.year - 1, quarter.month, 1)))
        if then is not None and set(now) == set(then):
            homes = sum(world.homes[each] for each in now)
            x1, x0 = sum(now.values()), sum(then.values())
            if member is None:
                x1, x0 = least_change(disclosed(x1), disclosed(x0), 1)
            pairs[family].append((quarter, x1, homes, x0, homes))
    return pairs
