"""The five clocks of Awaab's Law, each case worked out by hand in the line above it."""

from datetime import date

import pyarrow as pa
import pytest

from ingest.hazards import CLOCKS, clock_results, clock_rows
from ingest.problems import Refused
from tests.ingest.hazards.hazard_tables import hazard_table

EMERGENCY = {"hazard_type": "fire", "hazard_level": "emergency"}
LATER = "2026-12-01"  # a day of saving by which every limit of the case is past


def aware(when: str, **rest) -> dict:
    return {"aware_at": when, **rest}


def ended(investigated: str, **rest) -> dict:
    """A significant hazard known on Monday 3 November 2025 whose investigation ended on that day."""
    return {"aware_at": "2025-11-03", "investigated_on": investigated, **rest}


def emergency(when: str, safe: str | None = None, **rest) -> dict:
    return {"aware_at": when, "made_safe_at": safe, **EMERGENCY, **rest}


# hazard, day of saving, clock, result, and how long it took in the clock's unit (None: not done or not sure)
INVESTIGATED = [
    # Mon 3 Nov is day zero. Tue 4–Fri 7 are 1–4, Mon 10–Fri 14 are 5–9, Mon 17 is 10: exactly on the limit
    (aware("2025-11-03", investigated_on="2025-11-17"), LATER, "met", 10),
    # one day over: Tue 18 is 11
    (aware("2025-11-03", investigated_on="2025-11-18"), LATER, "missed", 11),
    # on the day of awareness itself: 0
    (aware("2025-11-03", investigated_on="2025-11-03"), LATER, "met", 0),
    # Friday evening 7 Nov: Mon 10 is day 1, Mon 10–Fri 14 are 1–5, Mon 17–Fri 21 are 6–10
    (aware("2025-11-07 18:30", investigated_on="2025-11-21"), LATER, "met", 10),
    # the same, on the Saturday after: the tenth day ended on Friday, so it is late and counts with Mon 24, the 11th
    (aware("2025-11-07 18:30", investigated_on="2025-11-22"), LATER, "missed", 11),
    # Saturday 8 Nov: Mon 10 is day 1, Fri 21 is 10
    (aware("2025-11-08", investigated_on="2025-11-21"), LATER, "met", 10),
    # Sunday 9 Nov 23:59: Mon 10 is day 1, Fri 21 is 10, Mon 24 is 11
    (aware("2025-11-09 23:59", investigated_on="2025-11-24"), LATER, "missed", 11),
    # known on Saturday, investigated on Sunday: after day zero, by the end of day 1
    (aware("2025-11-08", investigated_on="2025-11-09"), LATER, "met", 1),
    # on a Saturday, at once: day zero
    (aware("2025-11-08", investigated_on="2025-11-08"), LATER, "met", 0),
    # bank holiday Mon 25 May 2026: Tue 26–Fri 29 are 1–4, Mon 1–Fri 5 June are 5–9, Mon 8 is 10
    (aware("2026-05-25", investigated_on="2026-06-08"), LATER, "met", 10),
    # the same, a day over
    (aware("2026-05-25", investigated_on="2026-06-09"), LATER, "missed", 11),
    # over Christmas: Fri 19 Dec; 22–24 are 1–3, 25 and 26 holidays, 29–31 are 4–6, 1 Jan holiday, Fri 2 is 7,
    # Mon 5–Wed 7 are 8–10
    (aware("2025-12-19", investigated_on="2026-01-07"), LATER, "met", 10),
    (aware("2025-12-19", investigated_on="2026-01-08"), LATER, "missed", 11),
    # Boxing Day 2026 is a Saturday, its substitute Mon 28: Wed 23 Dec; Thu 24 is 1, Fri 25 and Mon 28 holidays,
    # 29–31 are 2–4, Fri 1 Jan holiday, Mon 4–Fri 8 are 5–9, Mon 11 is 10
    (aware("2026-12-23", investigated_on="2027-01-11"), "2027-02-01", "met", 10),
    (aware("2026-12-23", investigated_on="2027-01-12"), "2027-02-01", "missed", 11),
    # over Easter: Thu 2 Apr 2026; Good Friday 3 and Easter Monday 6 holidays, 7–10 are 1–4, 13–17 are 5–9, Mon 20 is 10
    (aware("2026-04-02", investigated_on="2026-04-20"), LATER, "met", 10),
    (aware("2026-04-02", investigated_on="2026-04-21"), LATER, "missed", 11),
    # on Good Friday itself the count is the same: Tue 7 is day 1
    (aware("2026-04-03 09:00", investigated_on="2026-04-20"), LATER, "met", 10),
    # nothing yet: on Mon 17, the tenth day, the limit is not past; on Tue 18 it is
    (aware("2025-11-03"), "2025-11-17", "running", None),
    (aware("2025-11-03"), "2025-11-18", "overdue", None),
    # known on Fri 7, saved on Sat 22: the tenth day was Fri 21
    (aware("2025-11-07"), "2025-11-21", "running", None),
    (aware("2025-11-07"), "2025-11-22", "overdue", None),
    # the law began on Mon 27 Oct 2025: known the day before, no clock; known that day, Mon 10 Nov is day 10
    (aware("2025-10-26", investigated_on="2025-12-10"), LATER, "not_in_law", None),
    (aware("2025-10-27", investigated_on="2025-11-10"), LATER, "met", 10),
    (aware("2025-10-27", investigated_on="2025-11-11"), LATER, "missed", 11),
    # a type whose phase has no date
    (aware("2025-11-03", hazard_type="excess_cold", investigated_on="2025-12-10"), LATER, "not_in_law", None),
    (aware("2025-11-03", hazard_type="other", investigated_on="2025-12-10"), LATER, "not_in_law", None),
    # levels without a clock
    (aware("2025-11-03", hazard_level="not_a_hazard", investigated_on="2025-12-10"), LATER, "not_in_law", None),
    (aware("2025-11-03", hazard_level="not_assessed"), LATER, "not_in_law", None),
    # an emergency has the clock of 24 hours, not this one
    (aware("2025-11-03", hazard_level="emergency", investigated_on="2025-12-10"), LATER, "not_in_law", None),
    # tenancies only: the 28 working days of the others are nobody's breach
    (aware("2025-11-03", agreement_type="licence", investigated_on="2025-12-10"), LATER, "not_in_law", None),
    (aware("2025-11-03", agreement_type="leasehold", investigated_on="2025-12-10"), LATER, "not_in_law", None),
    (aware("2025-11-03", agreement_type="other"), LATER, "not_in_law", None),
    # the landlord's responsibility only
    (aware("2025-11-03", in_scope="no", investigated_on="2025-12-10"), LATER, "not_in_law", None),
    # not recorded whether the law applies: 4 Nov–10 Dec are 27 working days (4 + 5 × 4 + 3), but nobody can tell
    (aware("2025-11-03", agreement_type="not_known", investigated_on="2025-12-10"), LATER, "cannot_tell", 27),
    (aware("2025-11-03", agreement_type=None, investigated_on="2025-11-04"), LATER, "cannot_tell", 1),
    (aware("2025-11-03", in_scope="not_known"), LATER, "cannot_tell", None),
    # what is known settles it before what is not
    (aware("2025-11-03", in_scope="not_known", agreement_type="licence"), LATER, "not_in_law", None),
    # an exception excuses what is late and what is overdue …
    (aware("2025-11-03", investigated_on="2025-11-18", clock_exception="no_access"), LATER, "excepted", 11),
    (aware("2025-11-03", clock_exception="specialist_needed"), LATER, "excepted", None),
    # … and leaves what was in time, or still can be
    (aware("2025-11-03", investigated_on="2025-11-17", clock_exception="other"), LATER, "met", 10),
    (aware("2025-11-03", clock_exception="resident_request"), "2025-11-17", "running", None),
    # investigated before it was known: a problem, not a result
    (aware("2025-11-03", investigated_on="2025-10-31"), LATER, None, None),
    # no day of awareness: no result
    (aware(None, investigated_on="2025-11-04"), LATER, None, None),
]

EMERGENCY_MADE_SAFE = [
    # Friday evening to Saturday evening: 24 hours exactly, through the night into the weekend
    (emergency("2025-11-07 18:00", "2025-11-08 18:00"), LATER, "met", 24),
    # a minute more is in the 25th hour
    (emergency("2025-11-07 18:00", "2025-11-08 18:01"), LATER, "missed", 25),
    # Friday 17:00 to Monday 09:00: 7 + 24 + 24 + 9 hours; the weekend does not stop it
    (emergency("2025-11-07 17:00", "2025-11-10 09:00"), LATER, "missed", 64),
    # Christmas Eve 16:00 to Boxing Day 09:00: 8 + 24 + 9; nor do bank holidays
    (emergency("2025-12-24 16:00", "2025-12-26 09:00"), LATER, "missed", 41),
    # at once
    (emergency("2025-11-07 18:00", "2025-11-07 18:00"), LATER, "met", 0),
    # clocks go forward on Sun 29 Mar 2026 at 01:00: noon to 13:00 by the clock is 25 hours less one: 24
    (emergency("2026-03-28 12:00", "2026-03-29 13:00"), LATER, "met", 24),
    (emergency("2026-03-28 12:00", "2026-03-29 13:01"), LATER, "missed", 25),
    # clocks go back on Sun 25 Oct 2026 at 02:00: noon to 11:00 by the clock is 23 hours and one: 24
    (emergency("2026-10-24 12:00", "2026-10-25 11:00"), LATER, "met", 24),
    # the clock shows 23½ hours, 24½ passed
    (emergency("2026-10-24 12:00", "2026-10-25 11:30"), LATER, "missed", 25),
    # made safe at 01:30, which came twice: 23½ hours after 02:00, or 24½
    (emergency("2026-10-24 02:00", "2026-10-25 01:30"), LATER, "cannot_tell", None),
    # after 03:00: 22½ or 23½, both in time. After 01:10: 24⅓ or 25⅓, both late
    (emergency("2026-10-24 03:00", "2026-10-25 01:30"), LATER, "met", None),
    (emergency("2026-10-24 01:10", "2026-10-25 01:30"), LATER, "missed", None),
    # known at 01:50 and safe at 01:10 by the clock, between them the clocks went back: in order, within 20 minutes
    (emergency("2026-10-25 01:50", "2026-10-25 01:10"), LATER, "met", None),
    # no times, the same day: less than 24 hours whatever the times were
    (emergency("2025-11-07", "2025-11-07"), LATER, "met", None),
    # no times, the next day: from a moment to 48 hours
    (emergency("2025-11-07", "2025-11-08"), LATER, "cannot_tell", None),
    # no times, two days later: a whole day between, and more
    (emergency("2025-11-07", "2025-11-09"), LATER, "missed", None),
    # Sun 25 Oct 2026 has 25 hours: the same day does not settle it
    (emergency("2026-10-25", "2026-10-25"), LATER, "cannot_tell", None),
    # between Sat 28 and Mon 30 Mar 2026 lies a day of 23 hours: late Saturday to early Monday may be 24
    (emergency("2026-03-28", "2026-03-30"), LATER, "cannot_tell", None),
    # one time: 10:00 to any moment of the same day, of the next (14 to 38 hours), of the day after (38 to 62)
    (emergency("2025-11-05 10:00", "2025-11-05"), LATER, "met", None),
    (emergency("2025-11-05 10:00", "2025-11-06"), LATER, "cannot_tell", None),
    (emergency("2025-11-05 10:00", "2025-11-07"), LATER, "missed", None),
    # any moment of the 5th to 00:30 on the 6th: half an hour to 24½; to 00:00: at most 24
    (emergency("2025-11-05", "2025-11-06 00:30"), LATER, "cannot_tell", None),
    (emergency("2025-11-05", "2025-11-06 00:00"), LATER, "met", None),
    # midnight to any moment of the next day: 24 hours at least, and 24 are in time
    (emergency("2025-11-05 00:00", "2025-11-06"), LATER, "cannot_tell", None),
    # not safe yet: the limit is 10:00 on the 6th, so on the 6th it may be ahead, on the 7th it is past
    (emergency("2025-11-05 10:00"), "2025-11-06", "running", None),
    (emergency("2025-11-05 10:00"), "2025-11-07", "overdue", None),
    # known at midnight: the 6th begins as the 24 hours end
    (emergency("2025-11-05 00:00"), "2025-11-05", "running", None),
    (emergency("2025-11-05 00:00"), "2025-11-06", "overdue", None),
    (emergency("2025-11-05"), "2025-11-06", "running", None),
    (emergency("2025-11-05"), "2025-11-07", "overdue", None),
    # known at 23:30 the night before clocks go forward: 24 hours later it is Monday 00:30
    (emergency("2026-03-28 23:30"), "2026-03-30", "running", None),
    (emergency("2026-03-28 23:30"), "2026-03-31", "overdue", None),
    # every type has this clock, damp and mould too
    (emergency("2025-11-05 10:00", "2025-11-06 10:01", hazard_type="damp_mould"), LATER, "missed", 25),
    (emergency("2025-11-05 10:00", "2025-11-06 10:01", hazard_type="other"), LATER, "missed", 25),
    # a significant hazard does not have it
    (aware("2025-11-05 10:00", made_safe_at="2025-11-07 10:00"), LATER, "not_in_law", None),
    # the law began with Mon 27 Oct 2025, 00:00
    (emergency("2025-10-26 23:59", "2025-10-29 12:00"), LATER, "not_in_law", None),
    (emergency("2025-10-27 00:00", "2025-10-29 12:00"), LATER, "missed", 60),
    # an investigation that ended later does not make it late
    (emergency("2025-11-05 10:00", "2025-11-05 12:00", investigated_on="2025-11-12"), LATER, "met", 2),
    (emergency("2025-11-05 10:00", "2025-11-07 10:00", agreement_type="licence"), LATER, "not_in_law", None),
    (emergency("2025-11-05 10:00", "2025-11-07 10:00", clock_exception="no_access"), LATER, "excepted", 48),
    (emergency("2025-11-05", "2025-11-06", clock_exception="no_access"), LATER, "cannot_tell", None),
    # made safe before it was known: a problem, not a result
    (emergency("2025-11-05 10:00", "2025-11-05 09:00"), LATER, None, None),
]

# the investigation ended on Fri 14 Nov 2025: Mon 17 is 1, Tue 18 is 2, Wed 19 is 3, Thu 20 is 4
SUMMARY_SENT = [
    (ended("2025-11-14", summary_sent_on="2025-11-19"), LATER, "met", 3),
    (ended("2025-11-14", summary_sent_on="2025-11-20"), LATER, "missed", 4),
    (ended("2025-11-14", summary_sent_on="2025-11-14"), LATER, "met", 0),
    # Christmas Eve 2025: 25 and 26 holidays, 29, 30, 31 are 1–3; 1 Jan holiday, Fri 2 is 4
    (aware("2025-12-22", investigated_on="2025-12-24", summary_sent_on="2025-12-31"), LATER, "met", 3),
    (aware("2025-12-22", investigated_on="2025-12-24", summary_sent_on="2026-01-02"), LATER, "missed", 4),
    # not sent: on the third day the limit is not past, on the fourth it is
    (ended("2025-11-14"), "2025-11-19", "running", None),
    (ended("2025-11-14"), "2025-11-20", "overdue", None),
    # none is owed: made safe on the third day, no further work begun
    (ended("2025-11-14", made_safe_at="2025-11-19"), LATER, "not_in_law", None),
    (ended("2025-11-14", made_safe_at="2025-11-19", summary_sent_on="2025-11-25"), LATER, "not_in_law", None),
    # none owed but sent in time: met
    (ended("2025-11-14", made_safe_at="2025-11-17", summary_sent_on="2025-11-18"), LATER, "met", 2),
    # made safe on the fourth day: owed
    (ended("2025-11-14", made_safe_at="2025-11-20"), LATER, "overdue", None),
    # made safe in time, further work began on the fourth day: owed, and sent on Tue 25, the 7th
    (ended("2025-11-14", made_safe_at="2025-11-17", further_works_started_on="2025-11-20",
           summary_sent_on="2025-11-25"), LATER, "missed", 7),
    # further work began on the third day and may have ended on it
    (ended("2025-11-14", made_safe_at="2025-11-17", further_works_started_on="2025-11-19"), LATER, "cannot_tell", None),
    # the investigation has not ended: its limit cannot be past
    (aware("2025-11-03"), LATER, "running", None),
    # sent, or made safe, but no day on which the investigation ended
    (aware("2025-11-03", summary_sent_on="2025-11-20"), LATER, "cannot_tell", None),
    (aware("2025-11-03", made_safe_at="2025-11-20"), LATER, "cannot_tell", None),
    # an emergency owes it too: Wed 5 Nov; 6, 7 and Mon 10 are 1–3. Safe on the 11th only, so all was not done in time
    (emergency("2025-11-05 10:00", "2025-11-11 10:00", investigated_on="2025-11-05", summary_sent_on="2025-11-10"),
     LATER, "met", 3),
    (emergency("2025-11-05 10:00", "2025-11-11 10:00", investigated_on="2025-11-05", summary_sent_on="2025-11-11"),
     LATER, "missed", 4),
    (ended("2025-11-14", summary_sent_on="2025-11-20", clock_exception="other"), LATER, "excepted", 4),
    # sent before the investigation ended: a problem, not a result
    (ended("2025-11-14", summary_sent_on="2025-11-13"), LATER, None, None),
]  # fmt: skip

# the same end: Mon 17–Fri 21 are 1–5, Mon 24 is 6
SAFETY_WORK_DONE = [
    (ended("2025-11-14", made_safe_at="2025-11-21"), LATER, "met", 5),
    (ended("2025-11-14", made_safe_at="2025-11-24 08:00"), LATER, "missed", 6),
    # on the Saturday after the fifth day: late
    (ended("2025-11-14", made_safe_at="2025-11-22"), LATER, "missed", 6),
    # made safe before the investigation ended
    (ended("2025-11-14", made_safe_at="2025-11-05"), LATER, "met", 0),
    # Maundy Thursday 2 Apr 2026: 7–10 April are 1–4 after Easter, Mon 13 is 5
    (aware("2026-04-01", investigated_on="2026-04-02", made_safe_at="2026-04-13"), LATER, "met", 5),
    (aware("2026-04-01", investigated_on="2026-04-02", made_safe_at="2026-04-14"), LATER, "missed", 6),
    (ended("2025-11-14"), "2025-11-21", "running", None),
    (ended("2025-11-14"), "2025-11-22", "overdue", None),
    (aware("2025-11-03"), LATER, "running", None),
    (aware("2025-11-03", made_safe_at="2025-11-05"), LATER, "cannot_tell", None),
    # an emergency has 24 hours for it, not this
    (emergency("2025-11-05", "2025-12-05", investigated_on="2025-11-05"), LATER, "not_in_law", None),
    (ended("2025-11-14", clock_exception="specialist_needed"), LATER, "excepted", None),
]

# the same end: Fri 21 Nov is 5. 84 calendar days: 16 left of November, 31, 31 make 78, so Fri 6 Feb 2026 is the 84th
FURTHER_WORK_BEGUN = [
    (ended("2025-11-14", further_works_started_on="2025-11-21"), LATER, "met", 5),
    # begun before the investigation ended
    (ended("2025-11-14", further_works_started_on="2025-11-10"), LATER, "met", 0),
    # begun on the sixth day: lawful if it could not be sooner, which no file says
    (ended("2025-11-14", further_works_started_on="2025-11-24"), LATER, "cannot_tell", 6),
    # on the 84th day: 10 in November (17–28), 21 in December (23 weekdays less 2), 21 in January (22 less 1), 5 in
    # February (2–6) are 57 working days
    (ended("2025-11-14", further_works_started_on="2026-02-06"), LATER, "cannot_tell", 57),
    # on the 85th, a Saturday: late whatever the reason
    (ended("2025-11-14", further_works_started_on="2026-02-07"), LATER, "missed", 58),
    (ended("2025-11-14", further_works_started_on="2026-02-07", clock_exception="no_access"), LATER, "excepted", 58),
    (ended("2025-11-14"), "2025-11-21", "running", None),
    # after the fifth day the latest limit still runs, to the 84th day
    (ended("2025-11-14"), "2026-02-06", "running", None),
    # then no work at all has begun: overdue. Made safe: perhaps no further work was needed
    (ended("2025-11-14"), "2026-02-07", "overdue", None),
    (ended("2025-11-14", made_safe_at="2025-11-19"), "2026-02-07", "cannot_tell", None),
    (aware("2025-11-03"), LATER, "running", None),
    (aware("2025-11-03", further_works_started_on="2025-11-10"), LATER, "cannot_tell", None),
    # an emergency has it too: Wed 5 Nov; 6, 7, 10, 11, 12 are 1–5
    (emergency("2025-11-05", "2025-11-05", investigated_on="2025-11-05", further_works_started_on="2025-11-12"),
     LATER, "met", 5),
]  # fmt: skip

CASES = [
    (clock, *case)
    for clock, cases in (
        ("investigated", INVESTIGATED),
        ("emergency_made_safe", EMERGENCY_MADE_SAFE),
        ("summary_sent", SUMMARY_SENT),
        ("safety_work_done", SAFETY_WORK_DONE),
        ("further_work_begun", FURTHER_WORK_BEGUN),
    )
    for case in cases
]


def answers(hazards: list[dict], saved_on: str, **rest) -> list[dict]:
    return clock_results(hazard_table(hazards), date.fromisoformat(saved_on), **rest).to_pylist()


@pytest.fixture(scope="module")
def answered() -> list[dict]:
    """The answer of every case, all that are saved on one day worked out together."""
    found: dict[int, dict] = {}
    for day in {saved_on for _, _, saved_on, *_ in CASES}:
        of_day = [at for at, (_, _, saved_on, *_) in enumerate(CASES) if saved_on == day]
        found |= zip(of_day, answers([CASES[at][1] for at in of_day], day), strict=True)
    return [found[at] for at in range(len(CASES))]


def unit_of(clock: str) -> str:
    return "hours" if clock == "emergency_made_safe" else "working_days"


@pytest.mark.parametrize(
    ("at", "case"), list(enumerate(CASES)), ids=[f"{clock}-{at}-{case[2]}" for at, (clock, *case) in enumerate(CASES)]
)
def test_a_case_worked_out_by_hand(answered, at, case):
    clock, _, _, result, took = case
    answer = answered[at]
    assert (answer[clock], answer[f"{clock}_{unit_of(clock)}"]) == (result, took)


# a phase may begin on any date; these began before bank holidays that came once
@pytest.mark.parametrize(
    ("known", "investigated", "result", "took"),
    [
        # Platinum Jubilee: Wed 1 June 2022; Thu 2 and Fri 3 holidays, 6–10 are 1–5, 13–17 are 6–10
        ("2022-06-01", "2022-06-17", "met", 10),
        ("2022-06-01", "2022-06-20", "missed", 11),
        # State Funeral: Fri 16 Sep 2022; Mon 19 holiday, 20–23 are 1–4, 26–30 are 5–9, Mon 3 Oct is 10
        ("2022-09-16", "2022-10-03", "met", 10),
        ("2022-09-16", "2022-10-04", "missed", 11),
        # Coronation: Fri 28 Apr 2023; Mon 1 May holiday, 2–5 are 1–4, Mon 8 holiday, 9–12 are 5–8, 15, 16 are 9, 10
        ("2023-04-28", "2023-05-16", "met", 10),
        ("2023-04-28", "2023-05-17", "missed", 11),
        # VE Day 2020 on Fri 8 May in place of Mon 4: Thu 30 Apr; Fri 1 is 1, 4–7 are 2–5, 11–15 are 6–10
        ("2020-04-30", "2020-05-15", "met", 10),
        ("2020-04-30", "2020-05-18", "missed", 11),
    ],
)
def test_over_extra_bank_holidays(known, investigated, result, took):
    rows = one_row("any", "significant", "investigated", 10, "working_days", date(2019, 1, 1))
    (answer,) = answers([aware(known, investigated_on=investigated)], LATER, rows=rows)
    assert (answer["investigated"], answer["investigated_working_days"]) == (result, took)


def one_row(*row) -> pa.Table:
    return pa.Table.from_pylist([dict(zip(clock_rows().column_names, row, strict=True))], schema=clock_rows().schema)


def test_the_coordinator_dates_a_phase_and_its_hazards_have_clocks_from_that_day():
    rows = clock_rows().to_pylist()
    for row in rows:
        if row["type"] == "excess_cold":
            row["from"] = date(2026, 10, 5)
    dated = pa.Table.from_pylist(rows, schema=clock_rows().schema)
    cold = {"hazard_type": "excess_cold"}
    # Mon 5 Oct 2026: 6–9 are 1–4, 12–16 are 5–9, Mon 19 is 10
    before, on_the_day, late = answers(
        [
            aware("2026-10-04", investigated_on="2026-11-02", **cold),
            aware("2026-10-05", investigated_on="2026-10-19", **cold),
            aware("2026-10-05", investigated_on="2026-10-20", **cold),
        ],
        LATER,
        rows=dated,
    )
    assert {before[clock] for clock in CLOCKS} == {"not_in_law"}
    assert (on_the_day["investigated"], late["investigated"]) == ("met", "missed")


def test_of_two_rows_in_force_the_newer_counts_and_of_one_day_the_types_own():
    row = clock_rows().schema
    rows = pa.Table.from_pylist(
        [
            dict(zip(row.names, each, strict=True))
            for each in (
                ("any", "significant", "investigated", 10, "working_days", date(2026, 1, 1)),
                ("damp_mould", "significant", "investigated", 7, "working_days", date(2026, 1, 1)),
                ("any", "significant", "investigated", 5, "working_days", date(2026, 6, 1)),
            )
        ],
        schema=row,
    )
    # eight, then six working days after a Monday without holidays: Thu 12 Mar, and Tue 16 June 2026
    hazards = [
        aware("2026-03-02", investigated_on="2026-03-12"),
        aware("2026-03-02", investigated_on="2026-03-12", hazard_type="falls"),
        aware("2026-06-08", investigated_on="2026-06-16"),
    ]
    assert [each["investigated"] for each in answers(hazards, LATER, rows=rows)] == ["missed", "met", "missed"]


def test_a_clock_row_that_nothing_calculates_is_refused():
    rows = one_row("any", "significant", "investigated", 10, "hours", date(2026, 1, 1))
    with pytest.raises(ValueError, match="investigated"):
        answers([aware("2026-03-02")], LATER, rows=rows)


# column that was not supplied, what its absence leaves open of a hazard nothing else is known of, one year on
@pytest.mark.parametrize(
    ("without", "open_clocks"),
    [
        ("investigated_on", {"investigated", "summary_sent", "safety_work_done", "further_work_begun"}),
        ("summary_sent_on", {"summary_sent"}),
        ("made_safe_at", {"safety_work_done", "summary_sent", "further_work_begun"}),
        ("further_works_started_on", {"further_work_begun"}),
        ("agreement_type", {"investigated", "summary_sent", "safety_work_done", "further_work_begun"}),
        ("in_scope", {"investigated", "summary_sent", "safety_work_done", "further_work_begun"}),
        ("clock_exception", set()),
    ],
)
def test_a_column_that_was_not_supplied_makes_no_breach(without, open_clocks):
    hazard = ended("2025-11-28")  # investigated on the 19th working day, and nothing since
    (whole,) = clock_results(hazard_table([hazard]), date(2026, 11, 3)).to_pylist()
    assert [whole[clock] for clock in CLOCKS] == ["not_in_law", "missed", "overdue", "overdue", "overdue"]
    (answer,) = clock_results(hazard_table([hazard], (without,)), date(2026, 11, 3)).to_pylist()
    assert {clock for clock in CLOCKS if answer[clock] == "cannot_tell"} == open_clocks
    assert all(answer[clock] == whole[clock] for clock in set(CLOCKS) - open_clocks)


def test_an_emergency_without_a_column_for_when_it_was_made_safe():
    (answer,) = clock_results(
        hazard_table([emergency("2025-11-05 10:00")], ("made_safe_at",)), date(2026, 11, 3)
    ).to_pylist()
    assert answer["emergency_made_safe"] == "cannot_tell"


def test_columns_of_days_have_no_times_and_columns_of_times_do():
    days = hazard_table([emergency("2025-11-05", "2025-11-06")])
    plain = days.drop(["aware_at_has_time", "made_safe_at_has_time"])
    (as_times,) = clock_results(plain, date(2026, 11, 3)).to_pylist()
    assert (as_times["emergency_made_safe"], as_times["emergency_made_safe_hours"]) == ("met", 24)
    for name in ("aware_at", "made_safe_at"):
        plain = plain.set_column(plain.column_names.index(name), name, plain[name].cast(pa.date32()))
    (as_days,) = clock_results(plain, date(2026, 11, 3)).to_pylist()
    assert (as_days["emergency_made_safe"], as_days["emergency_made_safe_hours"]) == ("cannot_tell", None)


def test_what_is_kept_is_a_month_results_and_whole_numbers_in_the_order_of_the_file():
    table = clock_results(
        hazard_table(
            [aware("2025-11-30 23:59"), aware("2025-12-01"), aware("2025-11-03", investigated_on="2025-11-17")]
        ),
        date(2026, 11, 3),
    )
    assert table["hazard_ref"].to_pylist() == ["H-0", "H-1", "H-2"]
    assert table["month"].to_pylist() == [date(2025, 11, 1), date(2025, 12, 1), date(2025, 11, 1)]
    kept = {field.name: field.type for field in table.schema if field.name not in ("hazard_ref", "month")}
    assert {name for name, kind in kept.items() if kind == pa.string()} == set(CLOCKS)
    assert all(pa.types.is_integer(kind) for name, kind in kept.items() if name not in CLOCKS)


@pytest.mark.parametrize(
    ("hazard", "saved_on", "clock", "left"),
    [
        # known Mon 3 Nov 2025, due Mon 17: on Mon 10 there are Tue 11–Fri 14 and Mon 17 to come
        (aware("2025-11-03"), "2025-11-10", "investigated", 5),
        (aware("2025-11-03"), "2025-11-17", "investigated", 0),
        # the weekend before: Mon 17 to come
        (aware("2025-11-03"), "2025-11-15", "investigated", 1),
        (aware("2025-11-03"), "2025-11-03", "investigated", 10),
        # overdue: nothing to wait for
        (aware("2025-11-03"), "2025-11-18", "investigated", None),
        # ended Fri 14 Nov: the summary is due Wed 19, the work Fri 21
        (ended("2025-11-14"), "2025-11-18", "summary_sent", 1),
        (ended("2025-11-14"), "2025-11-18", "safety_work_done", 3),
        (ended("2025-11-14"), "2025-11-18", "further_work_begun", 3),
        # further work not begun by then is due by Fri 6 Feb 2026: from Mon 2 there are 3–6 to come
        (ended("2025-11-14"), "2026-02-02", "further_work_begun", 4),
        # the clock has not begun
        (aware("2025-11-03"), "2025-11-10", "summary_sent", None),
    ],
)
def test_the_working_days_left_of_a_clock_that_runs(hazard, saved_on, clock, left):
    (answer,) = answers([hazard], saved_on)
    assert answer[f"{clock}_left"] == left


def test_the_calendar_days_to_the_start_of_further_work():
    (answer,) = answers([ended("2025-11-14", further_works_started_on="2026-02-07")], LATER)
    assert answer["further_work_begun_calendar_days"] == 85


def test_a_day_beyond_the_list_of_bank_holidays_names_the_file_to_extend():
    with pytest.raises(Refused) as refused:
        answers([aware("2032-12-20")], "2033-01-04")
    (problem,) = refused.value.problems
    assert "4 Jan 2033" in problem.message and "ingest/standard/bank_holidays.csv" in problem.message
    assert answers([aware("2032-12-20")], "2032-12-31")[0]["investigated"] == "running"


def test_a_hazard_from_before_the_list_needs_no_working_days():
    (answer,) = answers([aware("1999-01-04", investigated_on="1999-02-01")], "2033-01-04")
    assert {answer[clock] for clock in CLOCKS} == {"not_in_law"}


def test_no_hazards_no_answers():
    assert answers([], LATER) == []
