"""The sound file that every wrong one starts from, and what is changed in it.

Nobody is behind a value here: telephone numbers are of Ofcom's range for drama, mail under `example.org`,
NHS numbers of the test range 999, the postcode is Downing Street, the National Insurance number
HMRC's own example.
"""

GOOD = """
incident_ref,reported_on,category,age_band,referred_to_la,la_decision,closed_on,missing_risk_level,hazard_level
AL-900001,2026-07-02,damp_mould,under_16,no,,2026-07-21,,significant
AL-900002,2026-07-06,domestic_abuse,25_44,yes,enquiry,2026-08-13,,
AL-900003,2026-07-15,cost_of_living,45_64,not_needed,,2026-07-17,,
AL-900004,2026-07-28,missing_person,18_24,yes,support_or_early_help,2026-08-03,medium,
AL-900005,2026-08-03,self_neglect,75_84,yes,other_enquiry,,,
AL-900006,2026-08-11,anti_social_behaviour,25_44,no,,2026-09-02,,
AL-900007,2026-08-19,mental_health_crisis,45_64,yes,no_further_action,2026-08-30,,
AL-900008,2026-08-27,damp_mould,25_44,not_needed,,2026-09-14,,not_a_hazard
AL-900009,2026-09-01,financial_abuse,85_plus,yes,awaiting,,,
AL-900010,2026-09-09,physical_abuse,25_44,yes,awaiting,,,
AL-900011,2026-09-17,hoarding,65_74,no,,,,
AL-900012,2026-09-29,cost_of_living,25_44,not_needed,,2026-09-30,,
"""

OTHER_HEADINGS = (
    "Log",
    "When",
    "What sort",
    "Years",
    "Told council",
    "They said",
    "Finished",
    "Worry",
    "Mould",
)
BIRCH_HEADINGS = (
    "Ref", "Date reported", "Concern type", "Age group", "Referred to council", "Council response",
    "Date closed", "Missing: risk", "Hazard",
)  # fmt: skip
BIRCH_WORDS = ("1900001", "02/07/2026", "Mould", "0-15", "N", "", "21/07/2026", "", "Significant")
PERSONAL = {
    "J": ("Tenant name", "Sample Tenant"),
    "K": ("Mobile", "07700 900{:03d}"),
    "L": ("Contact", "tenant{}@example.org"),
    "M": ("NHS number", "999 000 00{}"),
    "N": ("Date of birth", "01/01/19{:02d}"),
    "O": ("Remarks", "moved to SW1A 2AA"),
    "P": ("NI", "QQ123456C"),
    "Q": ("Address", "{} Sample Street"),
}
NHS_ENDINGS = ("18", "26", "34", "42", "50", "69", "77", "85", "93")

Edits = dict[tuple[int, str], str]


def _headings(names: tuple[str, ...]) -> Edits:
    return {(1, chr(65 + at)): name for at, name in enumerate(names)}


def _column(letter: str, values: list[str]) -> Edits:
    return {(line, letter): value for line, value in enumerate(values, 2)}


def _personal() -> Edits:
    edits: Edits = {}
    for letter, (heading, value) in PERSONAL.items():
        edits[1, letter] = heading
        for number in range(1, 10):
            filler = NHS_ENDINGS[number - 1] if letter == "M" else number
            written = f"{value} {number}" if letter == "J" else value.format(filler)
            edits[number + 1, letter] = written
    return edits


FILES: dict[str, Edits] = {
    "wrong_headings.csv": _headings(OTHER_HEADINGS),
    "another_members_file.csv": _headings(BIRCH_HEADINGS)
    | {(0, chr(65 + at)): word for at, word in enumerate(BIRCH_WORDS)}
    | _column("A", [f"19000{number:02d}" for number in range(1, 13)]),
    "personal_data.csv": _personal(),
    "impossible_date.csv": {(5, "B"): "2026-09-31"},
    "dates_both_ways.csv": _column("B", [f"{day:02d}/{month:02d}/2026" for month in (7, 8, 9) for day in (7, 8, 9, 8)])
    | {(0, "G"): ""},
    "dates_in_two_orders.csv": _column(
        "B", ["13/07/2026", "07/13/2026", *(f"{day:02d}/08/2026" for day in range(1, 11))]
    )
    | {(0, "G"): ""},
    "dates_outside.csv": {(3, "B"): "2026-06-30", (13, "B"): "2026-10-01", (13, "G"): ""},
    "unknown_words.csv": {(4, "C"): "Noise complaint", (9, "C"): "Mouldy wall", (6, "D"): "pensioner"},
    "repeated_references.csv": {(7, "A"): "AL-900002", (13, "A"): "AL-900002"},
    "missing_references.csv": {(4, "A"): "", (8, "A"): ""},
    "closed_before_reported.csv": {(3, "G"): "2026-07-05"},
    "not_finished_month.csv": _column("B", [f"2026-{8 + at // 4:02d}-0{1 + at % 4}" for at in range(12)])
    | {(0, "G"): ""},
    "outcome_without_referral.csv": {(2, "F"): "enquiry"},
    "not_for_category.csv": {(7, "H"): "high"},
}
