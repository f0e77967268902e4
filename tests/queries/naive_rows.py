"""Questions about single incidents once more, in loops over lists of them. Shares no code with the SQL."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from random import Random

from tests.queries.naive_group import FAMILIES, PERIODS, month, quarter_of

GENDERS = ("female", "male", "another", None)
NEEDS = ("mental_health", "physical", "learning_disability")
SOURCES = ("our_colleague_or_contractor", "not_known", "unknown_person", None)
FIELDS = ("gender", "support_needs", "source_of_risk")
START, QUARTERS = date(2025, 4, 1), 5


@dataclass(frozen=True)
class Incident:
    member: str
    ref: str
    month: date
    category: str
    gender: str | None
    support_needs: tuple[str, ...]
    source_of_risk: str | None

    def codes(self, field: str) -> set[str]:
        value = getattr(self, field)
        found = set(value) if isinstance(value, tuple) else {value} - {None}
        return found or {"not_given"}


@dataclass(frozen=True)
class Returns:
    """supplied: (member, month) -> the columns of the return that covers it. stays: first and last month."""

    incidents: list[Incident]
    supplied: dict[tuple[str, date], frozenset[str]]
    stays: dict[str, tuple[date | None, date | None]]

    @classmethod
    def random(cls, random: Random, members: tuple[str, ...]) -> "Returns":
        """Months and columns missing now and then; a member that joins, one that leaves."""
        incidents, supplied = [], {}
        for member in members:
            size = random.choice([0.5, 2, 6])
            lacks = {field for field in FIELDS if random.random() < 0.15}
            for place in range(QUARTERS * 3):
                day = month(place + 15)
                if random.random() < 0.04:
                    continue
                supplied[member, day] = frozenset(
                    field for field in FIELDS if field not in lacks and random.random() < 0.99
                )
                for n in range(int(random.gammavariate(1, size))):
                    has = supplied[member, day]
                    needs = tuple(random.sample(NEEDS, random.randrange(4)))
                    incidents.append(
                        Incident(
                            member,
                            f"{member}-{place}-{n}",
                            day,
                            random.choice(list(FAMILIES)),
                            random.choice(GENDERS) if "gender" in has else None,
                            needs if "support_needs" in has else (),
                            random.choice(SOURCES) if "source_of_risk" in has else None,
                        )
                    )
        stays = {member: (None, None) for member in members}
        stays[members[0]] = (month(15 + random.randrange(9)), None)
        stays[members[1]] = (None, month(20 + random.randrange(9)))
        return cls(incidents, supplied, stays)

    def closed(self, member: str, day: date) -> bool:
        """An edition counts whole quarters only."""
        months = [other for who, other in self.supplied if who == member]
        return sum(quarter_of(other) == quarter_of(day) for other in months) == 3

    def rows(self, member: str, categories: set[str], first: date | None, last: date | None) -> list[str]:
        """References of own incidents, in the order they are answered."""
        found = [
            each
            for each in self.incidents
            if each.member == member
            and each.category in categories
            and (first is None or each.month >= first)
            and (last is None or each.month <= last)
        ]
        return [each.ref for each in sorted(found, key=lambda each: (each.month, each.ref))]

    def status(self, today: date) -> dict[tuple[str, date], str]:
        """(member, finished quarter) -> status, from the first month that anybody returned.

        Nobody is asked for a quarter before the first that half of the members with returns have.
        """
        found, quarter = {}, quarter_of(min(day for _, day in self.supplied))
        begins = sorted(
            min(quarter_of(day) for name, day in self.supplied if name == member)
            for member in {name for name, _ in self.supplied}
        )
        first_due = begins[(len(begins) - 1) // 2]
        while True:
            months = [date(quarter.year, quarter.month + extra, 1) for extra in range(3)]
            if quarter_of(today) <= quarter:
                return found
            for member, (joined, left_after) in self.stays.items():
                returned = sum((member, day) in self.supplied for day in months)
                partly = (joined and joined > quarter) or (left_after and left_after < months[-1])
                if (partly or quarter < first_due) and returned < 3:
                    continue
                found[member, quarter] = {0: "not_returned", 3: "returned"}.get(returned, "partial")
            following = months[-1].month % 12 + 1
            quarter = date(quarter.year + (following == 1), following, 1)

    def columns(self, viewer: str) -> dict[tuple[str, date, str], bool]:
        """(member, whole quarter, column) -> supplied in all its months; peers' from the closed quarters."""
        quarters = defaultdict(list)
        for (member, day), fields in self.supplied.items():
            quarters[member, quarter_of(day)].append(fields)
        whole = {key: fields for key, fields in quarters.items() if len(fields) == 3}
        seen = [fields for (member, day), fields in self.supplied.items() if member == viewer]
        seen += [fields for each in whole.values() for fields in each]
        known = frozenset().union(*seen)
        return {
            (member, quarter, field): all(field in each for each in fields)
            for (member, quarter), fields in whole.items()
            for field in known
        }

    def own_codes(self, member: str, field: str, categories: set[str], by: str, period: date) -> dict:
        """code -> how many of the member's incidents have it; none where no return has the column.

        A month whose return lacks it is "not given", so that the codes add up to all incidents.
        """
        period_of, _ = PERIODS[by]
        counts: dict[str, int] = defaultdict(int)
        if not any(
            field in fields and who == member and period_of(day) == period
            for (who, day), fields in self.supplied.items()
        ):
            return {}
        for each in self.incidents:
            if each.member != member or each.category not in categories or period_of(each.month) != period:
                continue
            for code in each.codes(field):
                counts[code] += 1
        return dict(counts)

    def suppliers(self, field: str, quarter: date) -> list[str]:
        """Members whose every month of the quarter is there, with the column."""
        found = []
        for member in self.stays:
            days = [day for who, day in self.supplied if who == member and quarter_of(day) == quarter]
            if len(days) == 3 and all(field in self.supplied[member, day] for day in days):
                found.append(member)
        return found

    def group_codes(self, field: str, categories: set[str], by: str, period: date) -> dict[str, int] | None:
        """code -> how many incidents of the suppliers have it. None where fewer than five supply the field, or not the
        same ones in all quarters of a year. A colleague or contractor as source is "not known" to others."""
        period_of, _ = PERIODS[by]
        quarters = {quarter_of(day) for _, day in self.supplied if period_of(day) == period}
        suppliers = {tuple(self.suppliers(field, quarter)) for quarter in quarters}
        if len(suppliers) != 1 or len(next(iter(suppliers))) < 5:
            return None
        found: dict[str, int] = defaultdict(int)
        for each in self.incidents:
            if each.member in next(iter(suppliers)) and each.category in categories and period_of(each.month) == period:
                for code in each.codes(field) - {"not_given"}:
                    found["not_known" if code == "our_colleague_or_contractor" else code] += 1
        return found
