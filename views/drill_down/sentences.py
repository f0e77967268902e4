"""What a place shows, as sentences that a person would say: the page's title, and what rose or fell."""

import csv
from functools import cache
from pathlib import Path

import pandas as pd

from views import wording
from views.charts import breakdown
from views.drill_down import fields
from views.drill_down.place import Place
from views.visit import Visit
from views.wording import LEAST_BASE

PREDICATES = Path(__file__).parent / "predicates.csv"
OFTEN = "~"
"""Where "most often" goes in a predicate."""
WITHOUT = {"not_known": "were ~ ones of which {} is not known", "not_given": "were ~ ones of which {} is not given"}
CONDITIONAL = {"la_decision": " referred to the council", "msp_outcome": " in which people said what they wanted"}
"""Fields that only such incidents have, and how these are called."""
KEEPS_CAPITAL = ("Prevent",)


def title(visit: Visit, place: Place, rows: pd.DataFrame) -> str:
    """'Most neglect incidents in 2025-26 were raised by a colleague', from what is shown."""
    named = f"{subject(visit, place)} in {wording.period(place.period, place.by)}"
    if place.code:
        return of_answers(visit, place, rows, named)
    known = breakdown.ordered(rows[~rows["code"].isin(breakdown.LAST)])
    field = fields.title(place.field)
    if known.empty:
        return f"There is no figure yet of {named}, by “{field}”"
    first = known.iloc[0]
    second = known["high"].iloc[1] if len(known) > 1 else -1
    if first["low"] <= second:
        answer = f"answer to “{field}”" if place.is_split_by_field else field.lower()
        return f"No {answer} is clearly first among {named}"
    if is_most(place, first, rows):
        return f"Most {named} {predicate(visit, place.field, first['code'])}"
    return f"{wording.heading(named)} {predicate(visit, place.field, first['code'], often='most often')}"


def of_answers(visit: Visit, place: Place, rows: pd.DataFrame, named: str) -> str:
    """'About 85 neglect incidents in 2025-26 were about people aged 25 to 44'."""
    row = rows[rows["code"] == place.code].iloc[0]
    low, high, shown = int(row["low"]), int(row["high"]), row["shown"]
    said = predicate(visit, place.field, place.code)
    if place.cross_code:
        low = high = both(visit, place)
        shown, said = str(low), f"{said} and {predicate(visit, place.cross, place.cross_code)}"
    number = wording.heading(wording.number(low, high, shown))
    if low == high == 1:
        named, said = named.replace("incidents", "incident", 1), said.replace("were", "was")
    return f"{number} {named} {said}"


def both(visit: Visit, place: Place) -> int:
    """How many of one's own incidents have both answers of the place."""
    rows = crossed_rows(visit, place)
    return int(rows.loc[(rows["code"] == place.code) & (rows["across_code"] == place.cross_code), "n"].sum())


def crossed_rows(visit: Visit, place: Place) -> pd.DataFrame:
    """own_crossed of the place's two fields."""
    asked = {key: value for key, value in place.asked.items() if key != "of"}
    return visit.ask("own_crossed", field=place.field, across=place.cross, period=place.period, **asked)


def subject(visit: Visit, place: Place, *, of_all: bool = False) -> str:
    """'neglect incidents at Cedar'. of_all: of all incidents, also where the field is asked of some alone."""
    label = lowered(place.label(visit)) if place.family else ""
    which = "" if of_all else CONDITIONAL.get(place.field, "")
    where = f" at {visit.own_name}" if place.own else ""
    chosen = " with the answers chosen" if place.answers else ""
    return f"{label} incidents{which}{where}{chosen}".strip()


def predicate(visit: Visit, field: str, code: str, often: str = "") -> str:
    """'were raised by a colleague', 'were most often raised by a colleague'."""
    words = _predicates().get((field, code)) or _general(visit, field, code)
    return words.replace(f"{OFTEN} ", f"{often} " if often else "")


def is_most(place: Place, first: pd.Series, rows: pd.DataFrame) -> bool:
    """Whether the first answer is that of more than half, whatever the shown counts may be."""
    base = rows[rows["code"] != "not_given"] if place.field in CONDITIONAL else rows
    others = int(base["high"].sum() - first["high"])
    return first["low"] > others and int(base["low"].sum()) >= LEAST_BASE


def moves(visit: Visit, place: Place, rows: pd.DataFrame) -> list[str]:
    """A sentence for each answer that clearly rose or fell, the one that moved most first.

    rows: answers_on_last_year of the place's field.
    """
    moved = rows[rows["rose"].notna()]
    by = ((moved["low"] + moved["high"]) - (moved["before_low"] + moved["before_high"])).abs()
    moved = moved.loc[by.sort_values(ascending=False, kind="stable").index]
    what = subject(visit, place)
    return [_move(visit, place, row, what) for row in moved.itertuples()]


def _move(visit: Visit, place: Place, row: tuple, what: str) -> str:
    now = wording.number(int(row.low), int(row.high), row.shown)
    was = wording.number(int(row.before_low), int(row.before_high), row.before_shown)
    said = predicate(visit, place.field, row.code)
    than = f"than {wording.at_last_time(place.period, place.by)}"
    return f"{'More' if row.rose else 'Fewer'} {what} {said} {than}: {now}, was {was}."


def mix(visit: Visit, row: tuple) -> str:
    """'More often raised by a colleague', of an answer whose share has changed."""
    said = predicate(visit, row.field, row.code, often="XX")
    verb, _, rest = said.partition("XX ")
    often = "More often" if row.more_often else "Less often"
    return f"{often}: {rest}" if verb.strip() == "were" else f"{often}: {verb}{rest}"


def lowered(label: str) -> str:
    """'Damp and mould' -> 'damp and mould'; a name keeps its capital."""
    return label if label.startswith(KEEPS_CAPITAL) else label[0].lower() + label[1:]


def _general(visit: Visit, field: str, code: str) -> str:
    if code in WITHOUT:
        return WITHOUT[code].format(f"“{fields.title(field)}”")
    label = visit.labels(field).get(code, code)
    if field in ("family", "category"):
        return f"were {OFTEN} about {lowered(label)}"
    if field == "also_involves":
        return f"involved {OFTEN} {lowered(visit.labels('category')[code])} too"
    return f"had {OFTEN} the answer “{label}” to “{fields.title(field)}”"


@cache
def _predicates() -> dict[tuple[str, str], str]:
    with PREDICATES.open(encoding="utf-8", newline="") as file:
        return {(row["field"], row["code"]): row["words"] for row in csv.DictReader(file)}
