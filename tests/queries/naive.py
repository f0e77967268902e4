"""METHODS once more, in plain loops and scipy: what the SQL is held against. Shares no code with it."""

from math import comb, exp, fsum, log, log1p, sqrt
from statistics import median

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


def binomial(counts: range, n: int, p: float) -> float:
    """The probability of these counts by exact coefficients: scipy's tails are off by 5% near 1e-300."""
    return fsum(exp(log(comb(n, k)) + k * log(p) + (n - k) * log1p(-p)) for k in counts)


CHI_SQUARE_MEDIAN = 0.45494


def pearson(x1: int, h1: int, x0: int, h0: int) -> float:
    """Of both counts against what the homes alone would lead to expect."""
    expected = [(x1 + x0) * h / (h1 + h0) for h in (h1, h0)]
    return sum((x - e) ** 2 / e for x, e in zip((x1, x0), expected, strict=True))


Pair = tuple[float, int, float, int]  # x1, h1, x0, h0


def headlines(pairs: dict[str, dict[int, Pair]], asked: int) -> dict[str, dict]:
    """What stands out in the quarter asked, and why. pairs: family -> quarter -> pair; later ones are not looked at."""
    past = {
        family: [pearson(*row) for quarter, row in rows.items() if quarter < asked and row[0] + row[2] >= 5]
        for family, rows in pairs.items()
    }
    every = [d for ds in past.values() for d in ds]
    pooled = median(every) / CHI_SQUARE_MEDIAN if every else 1
    tests = {}
    for family, rows in pairs.items():
        if asked not in rows:
            continue
        x1, h1, x0, h0 = rows[asked]
        number = len(past[family])
        p, df = h1 / (h1 + h0), number + 6
        own = median(past[family]) / CHI_SQUARE_MEDIAN if number else 0
        phi = max(1, (number * own + 6 * pooled) / df)
        tail = min(binomial(range(x1 + 1), x1 + x0, p), binomial(range(x1, x1 + x0 + 1), x1 + x0, p))
        z = -stats.norm.ppf(min(0.5, max(tail, 5e-301)))
        tests[family] = {"z": z, "phi": phi, "df": df, "chance": 2 * stats.t.sf(z / sqrt(phi), df)}
        tests[family]["is_up"] = x1 > (x1 + x0) * p
    chances = [test["chance"] for test in tests.values()]
    bars = [bar for bar in chances if bar <= 0.1 * sum(c <= bar for c in chances) / len(chances)]
    for test in tests.values():
        test["stands_out"] = test["chance"] <= max(bars, default=-1)
    return tests


def is_beyond(pair: Pair) -> str | None:
    """'up' or 'down' where the 95% interval of the rate ratio, by Wilson, leaves out 1."""
    x1, h1, x0, h0 = pair
    if x1 + x0 == 0:
        return None
    low, high = share_limits(x1, x1 + x0, 95)
    same = h1 / (h1 + h0)
    return "up" if low > same else "down" if high < same else None


def lasting(pairs: dict[str, dict[int, Pair]], asked: int) -> dict[str, int | None]:
    """Family -> the quarter since when its change goes on, None where none does."""
    judged = {
        quarter: headlines(pairs, quarter) for quarter in {q for rows in pairs.values() for q in rows if q <= asked}
    }
    found = {}
    for family in judged.get(asked, {}):
        found[family] = None
        way = "up" if judged[asked][family]["is_up"] else "down"
        for quarter in sorted((q for q in pairs[family] if q < asked), reverse=True):
            since_then = [row for q, row in pairs[family].items() if quarter < q <= asked]
            if any(is_beyond(row) != way for row in since_then):
                break
            test = judged[quarter][family]
            if test["stands_out"] and test["is_up"] == (way == "up"):
                found[family] = quarter
    return found
