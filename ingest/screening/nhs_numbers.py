"""NHS numbers among ten-digit numbers, of which one in eleven passes the check by chance."""

import math
from typing import Any

import duckdb

from ingest.screening.personal_data import NOT_A_DECIMAL

CLEARLY = 0.001  # random numbers give this many valid ones with a lower probability: then they are NHS numbers

BARE = rf"{NOT_A_DECIMAL}\b(\d{{10}})\b"
SPACED = r"\b(\d{3}[ -]\d{3}[ -]\d{4})\b"
NAMED = r"\bnhs\b[^0-9]{0,20}(\d{10})\b"
PATTERNS = (BARE, SPACED)


def add_to_hits(db: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """Add to `hit` the certain NHS numbers of the table `cell`: spaced 3-3-4, called NHS in their cell, or in a
    column with clearly more valid numbers than chance gives.

    Returns the other columns with valid numbers: place, column, different numbers, valid ones, lines, the first.
    """
    db.execute(_CANDIDATES)
    db.execute(f"{_ADD} and way <> 'bare'")
    by_chance = []
    for place, column, tried, valid, lines, found in db.execute(_COLUMNS).fetchall():
        if at_least_by_chance(valid, tried) < CLEARLY:
            db.execute(f"{_ADD} and place = $1 and col = $2", [place, column])
        else:
            by_chance.append((place, column, tried, valid, tuple(lines), found))
    certain = db.execute("select distinct place, col from hit where kind = 'nhs_number'").fetchall()
    return [each for each in by_chance if each[:2] not in certain]


_CANDIDATES = f"""
create temp table ten_digits as
with written as (
    select place, col, line, 'bare' as way,
           unnest(regexp_extract_all(text, '{BARE}', 1)) as found
    from cell
    union all
    select place, col, line, 'spaced', unnest(regexp_extract_all(text, '{SPACED}', 1))
    from cell
    union all
    select place, col, line, 'named', unnest(regexp_extract_all(text, '{NAMED}', 1, 'i'))
    from cell
),
digits as (select *, regexp_replace(found, '[ -]', '', 'g') as ten from written),
-- the tenth digit is 11 less the weighted sum of the nine before it, modulo 11 (NHS Data Dictionary);
-- 11 counts as 0; numbers for which it would be 10 are never issued
summed as (
    select *, ({" + ".join(f"{11 - i} * ten[{i}]::int" for i in range(1, 10))}) % 11 as remainder from digits
)
select place, col, line, way, found, ten,
       ten <> '0000000000' and (11 - remainder) % 11 = ten[10]::int as valid
from summed
"""

_ADD = "insert into hit select place, col, 'nhs_number', line, found from ten_digits where valid"

_COLUMNS = """
select place, col, count(distinct ten), count(distinct ten) filter (valid),
       list(distinct line order by line) filter (valid), arg_min(found, line) filter (valid)
from ten_digits where way = 'bare' group by place, col having bool_or(valid)
"""


def at_least_by_chance(valid: int, tried: int, share: float = 1 / 11) -> float:
    """P(X >= valid) for X binomial on `tried` numbers, of which one in eleven passes the check by chance."""
    if valid <= tried * share:
        return 1.0
    log_first = (
        math.lgamma(tried + 1)
        - math.lgamma(valid + 1)
        - math.lgamma(tried - valid + 1)
        + valid * math.log(share)
        + (tried - valid) * math.log1p(-share)
    )
    term = total = 1.0
    for count in range(valid, tried):
        term *= (tried - count) / (count + 1) * share / (1 - share)
        total += term
        if term < total * 1e-12:
            break
    return min(1.0, math.exp(log_first) * total)
