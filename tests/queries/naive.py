"""METHODS once more, in plain loops and scipy: what the SQL is held against. Shares no code with it."""

from itertools import pairwise
from math import comb, exp, fsum, log, log1p, sqrt
from statistics import mean, median

from scipy import stats

ALPHA = {95: 0.05, 998: 0.002}


def events_limits(x: int, level: int) -> tuple[float, float]:
    """Limits of a Poisson count: exact below ten, Byar's from there."""
    alpha = ALPHA[level]
    if x < 10:
        lower = stats.chi2.ppf(alpha / 2, 2 * x) / 2 if x else 0.0
        return lower, stats.chi2.ppf(1 - alpha / 2, 2 * x + 2) / 2
    z = stats.norm.ppf(1 - alpha / 2)
    up = x + 1
    return x * (1 - 1 / (9 * x) - z / (3 * sqrt(x))) ** 3, up * (1 - 1 / (9 * up) + z / (3 * sqrt(up))) ** 3


def share_limits(x: int, n: int, level: int) -> tuple[float, float]:
    z = stats.norm.ppf(1 - ALPHA[level] / 2)
    centre, reach = 2 * x + z * z, z * sqrt(z * z + 4 * x * (1 - x / n))
    return (centre - reach) / (2 * (n + z * z)), (centre + reach) / (2 * (n + z * z))


def compared(low: int, high: int, homes: int, group_low: float, group_high: float, level: int) -> str:
    """UKHSA's rule tried on every count the interval may stand for, and both ends of the group's rate."""
    answers = set()
    for x in range(low, high + 1):
        lower, upper = (1000 * limit / homes for limit in events_limits(x, level))
        for rate in (group_low, group_high):
            answers.add("high" if lower > rate else "low" if upper < rate else "similar")
    return answers.pop() if len(answers) == 1 else "cannot_tell"


def xmr(values: list[float | None], *, screened: bool = True, seasonal: bool = False) -> dict:
    """One segment's chart: values by month, None for a gap. Signals as (rule, side) or None, by position."""
    known = [v for v in values if v is not None]
    steps = [round(b - a, 9) for a, b in pairwise(values) if a is not None and b is not None]
    centre = mean(known) if known else None
    kept = ranges = [abs(s) for s in steps]
    if screened and any(ranges):
        kept = [r for r in ranges if round(r - 3.267 * mean(ranges), 9) < 0]
    reach = 2.66 * mean(kept) if kept else None
    chart = {"points": len(known), "mean": centre, "reach": reach, "signals": [None] * len(values)}
    chart["withheld"] = withheld(known, ranges)
    if reach is not None:
        chart["signals"] = signals(values, centre, reach, seasonal)
    return chart


def withheld(known: list[float], ranges: list[float]) -> str | None:
    if len(known) < 8 or not ranges:
        return "too_few_months"
    if round(mean(known), 9) < 2:
        return "low_mean"
    return "little_variation" if median(ranges) == 0 and max(ranges) > 0 else None


def signals(values: list, centre: float, reach: float, seasonal: bool) -> list[tuple[str, str] | None]:
    """Every window is looked at on its own, every rule writes over the weaker ones before it."""
    found: list[tuple[str, str] | None] = [None] * len(values)
    off = [None if v is None else round(v - centre, 9) for v in values]
    outside = [o is not None and round(abs(o) - reach, 9) > 0 for o in off]
    near = [
        o is not None and not out and round(abs(o) - reach * 2 / 3, 9) > 0 for o, out in zip(off, outside, strict=True)
    ]
    for rule in ("shift", "two_of_three", "trend"):
        size = 3 if rule == "two_of_three" else 7
        if seasonal and size == 7:
            continue
        for sign, side in ((-1, "low"), (1, "high")):
            for start in range(len(values) - size + 1):
                window = range(start, start + size)
                if None in [values[i] for i in window]:
                    continue
                if rule == "trend":
                    if all(sign * round(values[i + 1] - values[i], 9) > 0 for i in list(window)[:-1]):
                        for i in window:
                            found[i] = (rule, side)
                elif all(sign * off[i] > 0 for i in window):
                    marked = [i for i in window if rule == "shift" or near[i]]
                    if len(marked) >= 2:
                        for i in marked:
                            found[i] = (rule, side)
    for i, out in enumerate(outside):
        if out:
            found[i] = ("outside", "high" if off[i] > 0 else "low")
    return found


def binomial(counts: range, n: int, p: float) -> float:
    """The probability of these counts by exact coefficients: scipy's tails are off by 5% near 1e-300."""
    return fsum(exp(log(comb(n, k)) + k * log(p) + (n - k) * log1p(-p)) for k in counts)


def headlines(pairs: dict[str, list[tuple[int, int, int, int]]]) -> dict[str, dict]:
    """Family -> pairs (x1, h1, x0, h0), oldest first, the last one tested: what stands out, and why."""
    past = {}
    for family, rows in pairs.items():
        past[family] = []
        for x1, h1, x0, h0 in rows[:-1]:
            if x1 + x0 >= 5:
                expected = [(x1 + x0) * h / (h1 + h0) for h in (h1, h0)]
                past[family].append(sum((x - e) ** 2 / e for x, e in zip((x1, x0), expected, strict=True)))
    every = [d for ds in past.values() for d in ds]
    pooled = mean(every) if every else 1
    tests = {}
    for family, rows in pairs.items():
        x1, h1, x0, h0 = rows[-1]
        p, df = h1 / (h1 + h0), len(past[family]) + 6
        phi = max(1, (sum(past[family]) + 6 * pooled) / df)
        tail = min(binomial(range(x1 + 1), x1 + x0, p), binomial(range(x1, x1 + x0 + 1), x1 + x0, p))
        z = -stats.norm.ppf(min(0.5, max(tail, 5e-301)))
        tests[family] = {"z": z, "phi": phi, "df": df, "chance": 2 * stats.t.sf(z / sqrt(phi), df)}
    chances = [test["chance"] for test in tests.values()]
    bars = [bar for bar in chances if bar <= 0.1 * sum(c <= bar for c in chances) / len(chances)]
    for test in tests.values():
        test["stands_out"] = test["chance"] <= max(bars, default=-1)
    return tests
