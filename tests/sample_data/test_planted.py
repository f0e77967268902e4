"""What is planted shows on the program's charts of the raw counts, and nothing else does."""

import csv
from datetime import date
from pathlib import Path

import pytest

from sample_data.choosing import surprises
from sample_data.counting import QUIET_SEEDS, SEEDS, all_counts, expected, family_counts
from sample_data.group import LAST_MONTH, MEMBERS, months

FOLDER = Path(__file__).parents[2] / "sample_data"
COUNTS = all_counts()


@pytest.mark.parametrize("family", SEEDS)
def test_only_what_is_planted_shows(family):
    assert surprises(family, family_counts(family, SEEDS[family])) == []


@pytest.mark.parametrize("family", QUIET_SEEDS)
def test_nothing_shows_in_the_quiet_group(family):
    counts = family_counts(family, QUIET_SEEDS[family], quiet=True)
    assert surprises(family, counts, quiet=True) == []


def test_most_other_seeds_would_not_do():
    drawn = [family_counts("domestic_abuse", (seed,) * len(MEMBERS)) for seed in range(20)]
    assert sum(bool(surprises("domestic_abuse", counts)) for counts in drawn) > 15


def test_an_unplanned_rise_is_a_surprise():
    counts = family_counts("other", SEEDS["other"])
    counts["alder", "fire_risk", date(2024, 5, 1)] += 40
    assert "group, other: high in 2024-05" in surprises("other", counts)


def total(category: str, first: date, last: date, member: str = "") -> int:
    return sum(
        count
        for (who, code, month), count in COUNTS.items()
        if member in ("", who) and category in ("", code) and first <= month <= last
    )


@pytest.mark.parametrize(
    ("category", "member", "first", "last", "year_before", "times"),
    [
        ("damp_mould", "", date(2025, 11, 1), date(2026, 3, 1), True, 1.5),
        ("cost_of_living", "", date(2024, 11, 1), date(2025, 1, 1), True, 2.0),
        ("", "elder", date(2025, 9, 1), date(2026, 8, 1), True, 2.1),
    ],
)
def test_a_planted_change_is_as_large_as_the_readme_says(category, member, first, last, year_before, times):
    """Elder's doubling comes on top of the rise in damp, hence 2.1."""
    before = total(category, first.replace(year=first.year - 1), last.replace(year=last.year - 1), member)
    assert total(category, first, last, member) / before == pytest.approx(times, rel=0.12)


def test_the_missing_people_episodes_are_in_one_member_from_march_2026():
    cluster = (date(2026, 3, 1), date(2026, 9, 1))
    before = (date(2025, 3, 1), date(2025, 9, 1))
    more = {m: total("missing_person", *cluster, m) - total("missing_person", *before, m) for m in MEMBERS}
    assert more["cedar"] == pytest.approx(7 * 12, abs=20)
    assert max(abs(count) for member, count in more.items() if member != "cedar") < 15


def test_winters_have_more_damp_than_summers():
    for year in (2023, 2024, 2025):
        winter = total("damp_mould", date(year, 12, 1), date(year + 1, 2, 1))
        assert winter > 2 * total("damp_mould", date(year, 6, 1), date(year, 8, 1))


def test_gorse_has_nothing_to_report_from_july():
    assert total("", date(2026, 7, 1), LAST_MONTH, "gorse") == 0


def test_the_readme_and_the_table_name_the_same_signals():
    rows = list(csv.DictReader((FOLDER / "planted.csv").open(encoding="utf-8", newline="")))
    readme = (FOLDER / "README.md").read_text("utf-8")
    assert {row["signal"] for row in rows} == {
        "damp_rise", "missing_cluster", "cost_peak", "training_push",
    }  # fmt: skip
    assert all(f"`{row['signal']}`" in readme for row in rows)
    certain = {(row["signal"], row["chart"]) for row in rows if row["found"] == "yes"}
    assert certain == {
        ("damp_rise", "group"), ("missing_cluster", "group"), ("missing_cluster", "cedar"), ("training_push", "elder"),
    }  # fmt: skip


def test_the_mean_of_a_month_follows_homes_rates_season_and_what_is_planted():
    january, july = date(2025, 1, 1), date(2025, 7, 1)
    assert expected("fir", "damp_mould", january) == pytest.approx(4_950 / 1000 * 0.5 * 1.6 * 0.85)
    assert expected("fir", "damp_mould", july) == pytest.approx(4_975 / 1000 * 0.5 * 0.4 * 0.85)
    assert expected("cedar", "missing_person", date(2026, 4, 1)) == pytest.approx(1.8 + 12)
    assert len(months()) == 42
