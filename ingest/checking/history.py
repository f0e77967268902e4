"""Questions about a return without errors: did this really happen, or is the export incomplete?"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from ingest.months import later, listed, quarter_of
from ingest.problems import Problem
from ingest.standard import STANDARD

ENOUGH_ROWS = 10
MOSTLY_UNKNOWN = 0.8
MORE_AT_LEAST = 10
ENOUGH_HISTORY = 20
EXPECTED_AT_LEAST = 5  # if so many are expected, chance alone gives none in one return out of 150
DAMP = "damp_and_mould"


@dataclass(frozen=True)
class History:
    """What a member has returned so far.

    `counts_by_month`: month -> category -> incidents, of current returns. A month with no incidents is an empty
    mapping, a month not returned is absent. `categories_used`: every category of any return so far.
    """

    counts_by_month: Mapping[date, Mapping[str, int]]
    categories_used: Collection[str]

    @property
    def incidents(self) -> int:
        return sum(sum(counts.values()) for counts in self.counts_by_month.values())


def ages_not_known(rows: pa.Table, columns: Mapping[str, tuple[str, str]]) -> list[Problem]:
    """Ask where four ages in five are not known, in a column that was supplied."""
    if "age_band" not in rows.column_names or rows.num_rows < ENOUGH_ROWS:
        return []
    unknown = pc.sum(pc.equal(pc.fill_null(rows["age_band"], "not_known"), "not_known")).as_py()
    if unknown < rows.num_rows * MOSTLY_UNKNOWN:
        return []
    letter, heading = columns["age_band"]
    return [
        Problem(
            "ages_not_known",
            f"Column {letter} (Age band): {unknown:,} of {rows.num_rows:,} ages are not known. If so, "
            "confirm it (ages_not_known). If the export lost them, export it again.",
            column=letter,
            heading=heading,
            field="age_band",
            soft=True,
        )
    ]


def history_questions(rows: pa.Table, history: History) -> list[Problem]:
    """Soft problems: twice the last quarter's count, no damp and mould any more, a category never used before.

    `rows` are those of a `Checked` file.
    """
    counts = _counts_by_month(rows)
    if not counts:
        return []
    return [
        *_twice_last_quarter(counts, history),
        *_no_damp_and_mould(counts, history),
        *_new_categories(counts, history),
    ]


def _counts_by_month(rows: pa.Table) -> dict[date, Counter[str]]:
    """Month -> category -> rows, every month from the first to the last that has any."""
    if not {"reported_on", "category"} <= set(rows.column_names):
        return {}
    months = pc.cast(pc.floor_temporal(rows["reported_on"], unit="month"), pa.date32())
    grouped = pa.table({"month": months, "category": rows["category"]}).drop_null()
    found = grouped.group_by(["month", "category"]).aggregate([([], "count_all")]).to_pylist()
    if not found:
        return {}
    reported = [each["month"] for each in found]
    counts: dict[date, Counter[str]] = {month: Counter() for month in listed(min(reported), max(reported))}
    for each in found:
        counts[each["month"]][each["category"]] = each["count_all"]
    return counts


def _twice_last_quarter(counts: Mapping[date, Counter[str]], history: History) -> Iterator[Problem]:
    """The newest quarter of the return against the one before it, if all of that was returned earlier."""
    quarter = quarter_of(max(counts))
    months_before = [later(quarter, -step) for step in (1, 2, 3)]
    if not history.counts_by_month.keys() >= set(months_before):
        return
    known = dict(history.counts_by_month) | dict(counts)
    last = [known[month] for month in months_before]
    now = [known[month] for month in listed(quarter, later(quarter, 2)) if month in known]
    then, new = (sum(sum(each.values()) for each in months) for months in (last, now))
    usual = then * len(now) / 3
    if new >= 2 * usual and new - usual >= MORE_AT_LEAST:
        yield Problem(
            "twice_last_quarter",
            f"The newest quarter has {new:,} incidents in {_months(len(now))}, the one before it {then:,} in "
            "three. If that is right, confirm it (twice_last_quarter). If rows are in the file twice, or are older, "
            "correct the file.",
            soft=True,
        )


def _no_damp_and_mould(counts: Mapping[date, Counter[str]], history: History) -> Iterator[Problem]:
    damp = STANDARD.family(DAMP).categories
    if any(month[category] for month in counts.values() for category in damp) or not history.counts_by_month:
        return
    earlier = sum(month.get(category, 0) for month in history.counts_by_month.values() for category in damp)
    if earlier / len(history.counts_by_month) * len(counts) >= EXPECTED_AT_LEAST:
        yield Problem(
            "no_damp_and_mould",
            f"No damp and mould at all in {_months(len(counts))}; your returns so far hold {earlier:,} in "
            f"{_months(len(history.counts_by_month))}. If there was none, confirm it (no_damp_and_mould). "
            "If the export or the matching left it out, correct that.",
            field="category",
            soft=True,
        )


def _new_categories(counts: Mapping[date, Counter[str]], history: History) -> Iterator[Problem]:
    if history.incidents < ENOUGH_HISTORY:
        return
    found = sum(counts.values(), Counter[str]())
    new = [code for code in STANDARD.codes("category") if found[code] and code not in history.categories_used]
    if new:
        named = ", ".join(f"{STANDARD.category(code).label} ({found[code]:,})" for code in new)
        yield Problem(
            "new_category",
            f"You have not used these categories before: {named}. If that is right, confirm it (new_category). If a "
            "word was matched to the wrong category, match it again.",
            field="category",
            soft=True,
        )


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"
