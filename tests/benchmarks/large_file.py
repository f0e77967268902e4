"""A large file in the standard's own form, the same every time: nine columns, a year of months."""

import random
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from ingest.standard import STANDARD

HEADINGS = (
    "incident_ref",
    "reported_on",
    "category",
    "about",
    "age_band",
    "gender",
    "raised_by",
    "referred_to_la",
    "la_decision",
)
FIRST_DAY, DAYS = date(2024, 4, 1), 365
SEED = 20_240_401
FROM_MONTH, TO_MONTH = "2024-04", "2025-03"
BATCH = 10_000


def write_large_file(
    path: Path, rows: int, seed: int = 20_240_401, first_day: date = FIRST_DAY, days: int = DAYS
) -> None:
    """`rows` incidents without a fault; a million are some 85 MB. Batches keep the memory small."""
    dice = random.Random(seed)
    numbers = iter(range(1, rows + 1))
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(HEADINGS) + "\r\n")
        while batch := list(islice(numbers, BATCH)):
            file.writelines(_lines(batch, dice, first_day, days))


def _lines(numbers: list[int], dice: random.Random, first_day: date, number_of_days: int) -> list[str]:
    days = [first_day + timedelta(days=each) for each in range(number_of_days)]
    count = len(numbers)
    columns = [
        [f"SG/{number:07d}" for number in numbers],
        [f"{day:%Y-%m-%d}" for day in dice.choices(days, k=count)],
        *(_codes(name, dice, count) for name in HEADINGS[2:7]),
    ]
    referred = _codes("referred_to_la", dice, count)
    decisions = _codes("la_decision", dice, count)
    decided = [code if yes == "yes" else "" for yes, code in zip(referred, decisions, strict=True)]
    return [",".join(cells) + "\r\n" for cells in zip(*columns, referred, decided, strict=True)]


def _codes(field: str, dice: random.Random, count: int) -> list[str]:
    """Codes of a field, the earlier ones of its list the more frequent; one not known in twenty."""
    codes = [code for code in STANDARD.codes(field) if code != "not_known"]
    weights = [1 / place for place in range(2, len(codes) + 2)]
    if "not_known" in STANDARD.codes(field):
        codes, weights = [*codes, "not_known"], [*weights, sum(weights) / 19]
    return dice.choices(codes, weights, k=count)
