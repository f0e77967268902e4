"""METHODS' usual range once more, in plain loops: what the SQL is held against. Shares no code with it."""

from dataclasses import dataclass, replace
from itertools import pairwise
from math import sqrt
from statistics import mean, median


@dataclass(frozen=True)
class Point:
    """month: a running number, January of year 0 being 0; a quarter's is its first month's."""

    month: int
    value: float | None
    segment: int = 0
    takes_part: bool = True
    under_5: bool = False
    homes: float | None = None
    margin: float = 0


def xmr(
    values: list[float | None],
    *,
    screened: bool = True,
    takes_part: list[bool] | None = None,
    under_5: list[bool] | None = None,
    margins: list[float] | None = None,
    unit: str = "months",
) -> dict:
    """One segment's chart: values by month or quarter, None for a gap. Signals as (rule, side) or None, by position.

    The baseline is the first 24 points; the rules run over every point.
    """
    taken = [v if takes_part is None or takes_part[i] else None for i, v in enumerate(values)]
    places = [i for i, v in enumerate(taken) if v is not None]
    baseline = taken[: places[23] + 1] if len(places) > 24 else taken
    known = [v for v in taken if v is not None]
    first = [v for v in baseline if v is not None]
    centre = mean(first) if first else None
    kept = ranges = [abs(round(b - a, 9)) for a, b in pairwise(baseline) if a is not None and b is not None]
    if screened and any(ranges):
        kept = [r for r in ranges if round(r - 3.267 * mean(ranges), 9) < 0]
    reach = 2.66 * mean(kept) if kept else None
    chart = {"points": len(known), "mean": centre, "reach": reach, "signals": [None] * len(values)}
    hidden = sum(under_5[i] for i in places) if under_5 else 0
    chart["withheld"] = withheld(known, centre, ranges, hidden, unit)
    chart["provisional"] = 8 <= len(known) <= 12
    if reach is not None:
        chart["signals"] = signals(taken, centre, reach, margins or [0] * len(values))
    return chart


def withheld(known: list[float], centre: float | None, ranges: list[float], hidden: int, unit: str) -> str | None:
    if len(known) < 8 or not ranges:
        return f"too_few_{unit}"
    if 4 * hidden > len(known):
        return "many_under_5"
    if round(centre, 9) < 2:
        return "low_mean"
    return "little_variation" if median(ranges) == 0 and round(max(known) - min(known), 9) > 0 else None


def signals(values: list, centre: float, reach: float, margins: list[float]) -> list[tuple[str, str] | None]:
    """Every window is looked at on its own, every rule writes over the weaker ones before it.

    For a shift a value counts as on the mean when the count behind it may lie on the other side.
    """
    found: list[tuple[str, str] | None] = [None] * len(values)
    off = [None if v is None else round(v - centre, 9) for v in values]
    clear = [o is not None and round(abs(o) - margin, 9) > 0 for o, margin in zip(off, margins, strict=True)]
    outside = [o is not None and round(abs(o) - reach, 9) > 0 for o in off]
    near = [
        o is not None and not out and round(abs(o) - reach * 2 / 3, 9) > 0 for o, out in zip(off, outside, strict=True)
    ]
    for rule in ("shift", "two_of_three", "trend"):
        size = 3 if rule == "two_of_three" else 7
        for sign, side in ((-1, "low"), (1, "high")):
            for start in range(len(values) - size + 1):
                window = range(start, start + size)
                if None in [values[i] for i in window]:
                    continue
                if rule == "trend":
                    if all(sign * round(values[i + 1] - values[i], 9) > 0 for i in list(window)[:-1]):
                        for i in window:
                            found[i] = (rule, side)
                elif all(sign * off[i] > 0 and (clear[i] or rule != "shift") for i in window):
                    marked = [i for i in window if rule == "shift" or near[i]]
                    if len(marked) >= 2:
                        for i in marked:
                            found[i] = (rule, side)
    for i, out in enumerate(outside):
        if out:
            found[i] = ("outside", "high" if off[i] > 0 else "low")
    return found


def time_of_year(points: list[Point]) -> list[dict]:
    """One segment of a seasonal series: a row per month, with reach and signal where there are any."""
    known = {point.month: point for point in points if point.takes_part and point.value is not None}
    rows = {point.month: expected_of(point, known) for point in points}
    compared = [row | {"value": known[month].value} for month, row in rows.items() if month in known and row["years"]]
    usable = [row for row in compared if round(row["mean"], 9) >= 5]
    ratios = [(row["value"] - row["mean"]) ** 2 / (row["mean"] * row["factor"]) for row in usable]
    spread = max(1, median(ratios) / 0.45494) if ratios else 1
    hidden = sum(point.under_5 for point in known.values())
    off, clear = {}, {}
    for month, row in rows.items():
        row["reach"] = row["years"] and 3 * sqrt(spread * row["mean"] * row["factor"])
        row["withheld"] = why_no_band(len(compared), len(usable), hidden, len(known), row["years"])
        row["provisional"] = row["years"] == 1
        row["signal"] = None
        if month in known and row["years"] >= 2:
            off[month] = round(known[month].value - row["mean"], 9)
            clear[month] = off[month] if round(abs(off[month]) - known[month].margin, 9) > 0 else 0
            if round(abs(off[month]) - row["reach"], 9) > 0:
                row["signal"] = ("outside", "high" if off[month] > 0 else "low")
    for first in rows:
        eight = [clear.get(month, 0) for month in range(first, first + 8)]
        if all(each > 0 for each in eight) or all(each < 0 for each in eight):
            for month in range(first, first + 8):
                rows[month]["signal"] = rows[month]["signal"] or ("shift", "high" if eight[0] > 0 else "low")
    return [rows[point.month] for point in points]


def expected_of(point: Point, known: dict[int, Point]) -> dict:
    """From the same calendar month of earlier years; by homes where they are known of all of these."""
    past = [known[month] for month in known if month < point.month and (point.month - month) % 12 == 0]
    if not past:
        return {"years": 0, "mean": None}
    homes, *others = [each.homes for each in (point, *past)]
    if not all((homes, *others)):
        homes, others = 1, [1] * len(past)
    mean_now = homes * sum(each.value for each in past) / sum(others)
    return {"years": len(past), "mean": mean_now, "factor": 1 + homes / sum(others)}


def why_no_band(compared: int, usable: int, hidden: int, points: int, years: int) -> str | None:
    if compared < 8:
        return "too_few_years"
    if hidden * 4 > points:
        return "many_under_5"
    if usable < 8:
        return "few_expected"
    return None if years else "no_earlier_year"


def usual_range(points: list[Point], seasonal: bool) -> tuple[str, list[dict]]:
    """One series as a chart shows it: 'months' or 'quarters', and a row per month or whole quarter."""
    if seasonal:
        return "months", in_segments(points, lambda each: shown(time_of_year(each), "time_of_year"))
    by_month = in_segments(points, lambda each: shown(xmr_rows(each, "months"), "months"))
    quarters = whole_quarters(points)
    by_quarter = in_segments(quarters, lambda each: shown(xmr_rows(each, "quarters"), "quarters"))
    newest = max(range(len(points)), key=lambda i: points[i].month)
    same = [row for point, row in zip(quarters, by_quarter, strict=True) if point.segment == points[newest].segment]
    last = quarters and max(quarters, key=lambda each: each.month).segment == points[newest].segment
    if by_month[newest]["withheld"] == "low_mean" and last and same[-1]["withheld"] is None:
        return "quarters", by_quarter
    return "months", by_month


def in_segments(points: list[Point], draw) -> list[dict]:
    """Rows of every segment drawn by itself, in the order of the points."""
    rows = {}
    for segment in {point.segment for point in points}:
        mine = [point for point in points if point.segment == segment]
        rows |= zip((point.month for point in mine), draw(mine), strict=True)
    return [rows[point.month] | {"month": point.month, "value": point.value} for point in points]


def xmr_rows(points: list[Point], unit: str) -> list[dict]:
    """xmr() of points that may lack months, a row per point."""
    step = 3 if unit == "quarters" else 1
    first = points[0].month
    places = [(point.month - first) // step for point in points]
    line: list[Point | None] = [None] * (places[-1] + 1)
    for place, point in zip(places, points, strict=True):
        line[place] = point
    chart = xmr(
        [point and point.value for point in line],
        takes_part=[point is not None and point.takes_part for point in line],
        under_5=[point is not None and point.under_5 for point in line],
        margins=[point.margin if point else 0 for point in line],
        unit=unit,
    )
    return [chart | {"signal": chart["signals"][place]} for place in places]


def whole_quarters(points: list[Point]) -> list[Point]:
    """Of three months of one segment with a value each; one hollow month makes the quarter hollow."""
    found = []
    for first in sorted({point.month // 3 * 3 for point in points}):
        months = [point for point in points if first <= point.month < first + 3 and point.value is not None]
        for segment in {point.segment for point in months}:
            three = [point for point in months if point.segment == segment]
            if len(three) == 3:
                value, whole = sum(each.value for each in three), all(each.takes_part for each in three)
                margin = sum(each.margin for each in three)
                quarter = replace(three[0], month=first, value=value, takes_part=whole, margin=margin, under_5=False)
                found.append(quarter)
    return found


def shown(rows: list[dict], basis: str) -> list[dict]:
    """What the chart says of each point: nothing where something withholds the limits, no line of a count below 0."""
    nothing = dict.fromkeys(("mean", "lower", "upper", "near_lower", "near_upper", "signal", "basis"))
    found = []
    for row in rows:
        if row["withheld"]:
            found.append(nothing | {"withheld": row["withheld"], "provisional": False})
            continue
        mean_now, reach = row["mean"], row["reach"]
        lines = {
            "mean": mean_now,
            "lower": max(0, mean_now - reach),
            "upper": mean_now + reach,
            "near_lower": max(0, mean_now - reach * 2 / 3),
            "near_upper": mean_now + reach * 2 / 3,
        }
        found.append(lines | {k: row[k] for k in ("signal", "withheld", "provisional")} | {"basis": basis})
    return found
