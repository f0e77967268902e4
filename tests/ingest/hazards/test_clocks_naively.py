"""Random hazards come out as a walk through the calendar gives them, and 100,000 of them are fast."""

import time
from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest

from ingest.hazards import CLOCKS, clock_results, dates_out_of_order
from tests.ingest.hazards import naive_clocks
from tests.ingest.hazards.hazard_tables import ORDINARY, hazard_table

CASES, AT_ONCE = 10_000, 1_000
MAY_BE_MISSING = (
    (), (), ("investigated_on",), ("summary_sent_on",), ("made_safe_at",), ("further_works_started_on",),
    ("agreement_type",), ("in_scope", "clock_exception"), ("made_safe_at", "further_works_started_on"),
)  # fmt: skip
# nights of which an hour was left out or came twice, Christmas and Easter, and the first day of the law
NEAR = [datetime(2026, 3, 28), datetime(2025, 10, 25), datetime(2026, 10, 24), datetime(2025, 12, 23),
        datetime(2026, 4, 1), datetime(2025, 10, 26)]  # fmt: skip


def random_hazard(random: Random) -> dict:
    aware = datetime(2025, 10, 15) + timedelta(days=random.randrange(430))
    if random.random() < 0.4:
        aware = random.choice(NEAR) + timedelta(days=random.randrange(3))
    aware += timedelta(minutes=random.randrange(24 * 60))
    ended = aware + timedelta(days=random.choice([0, 1, 3, random.randrange(10, 20), -1]))
    after = {3: [0, 2, 3, 4, 5, 6, -1], 5: [0, 5, 6, 7, 8, 9, 83, 84, 85, 90, -3]}
    safe = random.choice([
        aware + timedelta(minutes=random.randrange(-60, 50 * 60)),
        aware + timedelta(hours=24, minutes=random.randrange(-62, 63)),
        ended + timedelta(days=random.choice([-1, 1, 2, 3, 5, 7, 8, 9])),
    ])  # fmt: skip

    def given(moment: datetime, days: int = 0, share: float = 0.7) -> str | None:
        return (moment + timedelta(days=days)).date().isoformat() if random.random() < share else None

    def with_time(moment: datetime) -> str:
        return moment.isoformat(" ", "minutes") if random.random() < 0.7 else moment.date().isoformat()

    return {
        "aware_at": with_time(aware),
        "hazard_type": random.choice(["damp_mould", "damp_mould", "fire", "other"]),
        "hazard_level": random.choice(["emergency", "significant", "significant", "not_a_hazard"]),
        "agreement_type": random.choice(["tenancy"] * 12 + ["licence", "leasehold", "not_known", None]),
        "in_scope": random.choice(["yes"] * 12 + ["no", "not_known", None]),
        "investigated_on": given(ended, share=0.85),
        "summary_sent_on": given(ended, random.choice(after[3])),
        "made_safe_at": with_time(safe) if random.random() < 0.75 else None,
        "further_works_started_on": given(ended, random.choice(after[5]), 0.5),
        "clock_exception": random.choice([None] * 6 + ["no_access", "other"]),
    }


def test_ten_thousand_random_hazards_against_a_walk_through_the_calendar():
    random, results = Random(1042), Counter()
    for batch in range(CASES // AT_ONCE):
        without = MAY_BE_MISSING[batch % len(MAY_BE_MISSING)]
        saved_on = date(2025, 11, 1) + timedelta(days=random.randrange(600))
        hazards = [random_hazard(random) | dict.fromkeys(without) for _ in range(AT_ONCE)]
        table = hazard_table(hazards, without)
        wrong = set(dates_out_of_order(table)["line"].to_pylist())
        for line, (hazard, answer) in enumerate(
            zip(hazards, clock_results(table, saved_on).to_pylist(), strict=True), 2
        ):
            expected = naive_clocks.clocks_of(hazard, saved_on, ORDINARY.keys() - set(without))
            assert (line in wrong) == (expected is None), hazard
            for clock in CLOCKS:
                result = None if expected is None else expected.get(clock, "not_in_law")
                took = None if expected is None else expected.get(f"{clock}_took")
                unit = "hours" if clock == "emergency_made_safe" else "working_days"
                assert (answer[clock], answer[f"{clock}_{unit}"]) == (result, took), (clock, hazard, saved_on, without)
                results[clock, result] += 1
    rare = {pair: count for pair, count in results.items() if count < 10}
    assert not rare, "the random cases hardly try these"
    assert len(results) == len(CLOCKS) * 8, "every clock came to each of seven results, and to none"


@pytest.mark.slow
def test_a_hundred_thousand_hazards_take_a_second_or_two():
    random = Random(1)
    table = hazard_table([random_hazard(random) for _ in range(100_000)])
    took = []
    for _ in range(3):
        began = time.process_time()
        clock_results(table, date(2026, 12, 1))
        dates_out_of_order(table)
        took.append(time.process_time() - began)
    assert min(took) < 4, f"{took} seconds of two processors together"
