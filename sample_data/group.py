"""The made-up group: who its members are, how they record, and what is planted in their figures."""

from dataclasses import dataclass, field
from datetime import date

from ingest.months import year_of as first_day_of_year

FIRST_MONTH = date(2023, 4, 1)
LAST_CLOSED = date(2026, 6, 1)
LAST_MONTH = date(2026, 9, 1)
TODAY = date(2026, 10, 20)
AWAITED = "damson"
NOTHING_TO_REPORT = "gorse"

# Incidents per 1,000 homes and quarter, before each member's way of recording.
RATES = {
    "damp_mould": 1.5,
    "cost_of_living": 0.8,
    "missing_person": 0.3,
    "domestic_abuse": 0.75,
    "self_neglect": 0.35,
    "hoarding": 0.3,
    "financial_abuse": 0.3,
    "modern_slavery": 0.04,
    "cuckooing": 0.15,
    "criminal_exploitation": 0.12,
    "sexual_exploitation": 0.05,
    "physical_abuse": 0.3,
    "sexual_abuse": 0.1,
    "psychological_abuse": 0.25,
    "discriminatory_abuse": 0.05,
    "organisational_abuse": 0.04,
    "neglect": 0.3,
    "anti_social_behaviour": 0.9,
    "hate_incident": 0.15,
    "mental_health_crisis": 0.6,
    "suicide_self_harm": 0.3,
    "drug_or_alcohol_use": 0.35,
    "fire_risk": 0.15,
    "prevent_concern": 0.03,
    "other": 0.3,
}

# Half the way from a summer's low to a winter's high, as a share of the mean; highest in January.
SEASONS = {"damp_mould": 0.6, "cost_of_living": 0.12}
QUIET_SEASONS = {"damp_mould": 0.3, "cost_of_living": 0.1}
QUIET_PER_1000_A_YEAR = 6


@dataclass(frozen=True)
class Member:
    """`homes` as in 2026-27; `recording` scales every category and `draws_wider` single ones, always."""

    name: str
    homes: int
    recording: float
    draws_wider: dict[str, float] = field(default_factory=dict)


MEMBERS = {
    "alder": Member("Alder", 55_000, 0.95, {"anti_social_behaviour": 1.4}),
    "birch": Member("Birch", 30_000, 1.1, {"damp_mould": 1.3}),
    "cedar": Member("Cedar", 18_000, 1.0, {"damp_mould": 0.7}),
    "damson": Member("Damson", 12_000, 1.05, {"anti_social_behaviour": 1.3}),
    "elder": Member("Elder", 8_000, 1.15, {"anti_social_behaviour": 0.6}),
    "fir": Member("Fir", 5_000, 0.85),
    "gorse": Member("Gorse", 2_000, 0.3),
}
NEEDS_SHARES = {"general_needs": 0.82, "supported": 0.05, "older_people": 0.12, "temporary": 0.01}


@dataclass(frozen=True)
class Planted:
    """A true change: an empty `member` means all of them, an empty `category` every one.

    A month's expected count is times `times`, and has `more` on top.
    """

    signal: str
    member: str
    category: str
    first: date
    last: date
    times: float = 1.0
    more: float = 0.0

    def touches(self, member: str, category: str, month: date) -> bool:
        return self.member in ("", member) and self.category in ("", category) and self.first <= month <= self.last


PLANTED = (
    Planted("damp_rise", "", "damp_mould", date(2025, 11, 1), LAST_MONTH, times=1.5),
    Planted("missing_cluster", "cedar", "missing_person", date(2026, 3, 1), LAST_MONTH, more=12),
    Planted("cost_peak", "", "cost_of_living", date(2024, 11, 1), date(2025, 1, 1), times=2.0),
    Planted("training_push", "elder", "", date(2025, 9, 1), LAST_MONTH, times=2.0),
)


def months() -> list[date]:
    """The first days of all months, April 2023 to September 2026."""
    numbers = range(FIRST_MONTH.year * 12 + FIRST_MONTH.month - 1, LAST_MONTH.year * 12 + LAST_MONTH.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def year_of(month: date) -> int:
    """The calendar year in which the month's financial year begins."""
    return first_day_of_year(month).year


def homes(member: str, year: int) -> int:
    """Homes managed in the financial year: some 0.5% more each year, up to the round figure of 2026-27."""
    return round(MEMBERS[member].homes * (1 - 0.005 * (2026 - year)))


def homes_by_needs(member: str, year: int) -> dict[str, int]:
    """Parts of `homes`, general needs taking what rounding leaves."""
    total = homes(member, year)
    parts = {needs: round(total * share) for needs, share in NEEDS_SHARES.items()}
    parts["general_needs"] += total - sum(parts.values())
    return parts
