"""Random groups of seven as PRIVACY's trials describe them: homes, rates, 28 fields, and a story of returns."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa

from ingest.standard import STANDARD, code_rows, field_rows

HOMES = (55_000, 30_000, 18_000, 12_000, 8_000, 5_000, 2_000)
MEMBERS = ("alder", "birch", "cedar", "damson", "elder", "fir", "gorse")
FOCUS_RATES = {"damp_mould": 1.5, "cost_of_living": 0.8, "missing_person": 0.3}
MONTHS = tuple(date(2024 + (3 + k) // 12, (3 + k) % 12 + 1, 1) for k in range(24))
QUARTERS = MONTHS[::3]
CATEGORIES = tuple(c.code for c in STANDARD.categories)
FAMILY_OF = {c.code: c.family for c in STANDARD.categories}
FAMILIES = tuple(f.code for f in STANDARD.families)


@dataclass(frozen=True)
class CodedField:
    """A field others see broken down: its codes, whether several may be given, the category it belongs to."""

    name: str
    codes: tuple[str, ...]
    several: bool
    boolean: bool
    category: str | None
    matures: bool
    supplied_as: str


@cache
def fields() -> dict[str, CodedField]:
    codes: dict[str, list[str]] = {}
    for row in code_rows():
        codes.setdefault(row["field"], []).append(row["code"])
    return {
        row["field"]: CodedField(
            row["field"], tuple(codes[row["field"]]), row["type"] == "varchar[]", row["type"] == "boolean",
            row["category"], row["matures"], row["supplied_as"],
        )
        for row in field_rows()
        if row["coded"]
    }  # fmt: skip


OTHERS_SEE = {(row["field"], row["code"]): row["others_see"] for row in code_rows() if row["others_see"]}


@dataclass
class Rows:
    """Incidents: number, month, category by position; of each field the code's position (-1: none) or booleans."""

    number: np.ndarray
    month: np.ndarray
    category: np.ndarray
    codes: dict[str, np.ndarray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.number)

    def where(self, chosen: np.ndarray) -> "Rows":
        codes = {name: values[chosen] for name, values in self.codes.items()}
        return Rows(self.number[chosen], self.month[chosen], self.category[chosen], codes)

    def of(self, months: range) -> "Rows":
        return self.where((self.month >= months.start) & (self.month < months.stop))

    def and_also(self, more: "Rows") -> "Rows":
        codes = {name: np.concatenate([values, more.codes[name]]) for name, values in self.codes.items()}
        return Rows(
            *(
                np.concatenate(pair)
                for pair in ((self.number, more.number), (self.month, more.month), (self.category, more.category))
            ),
            codes,
        )

    def has(self, name: str, code: str) -> np.ndarray:
        """Which incidents have a code as others see it; "not_given": none at all."""
        known, values = fields()[name], self.codes[name]
        if code == "not_given":
            return ~values.any(axis=1) if known.several else values == -1
        seen = [at for at, own in enumerate(known.codes) if OTHERS_SEE.get((name, own), own) == code]
        return values[:, seen].any(axis=1) if known.several else np.isin(values, seen)

    def table(self, return_id: str, supplied: set[str]) -> pa.Table:
        """As the store keeps them; a field that is not supplied is no column."""
        columns = {
            "return_id": pa.array([return_id] * len(self)),
            "incident_ref": pa.array([f"{n}" for n in self.number]),
            "month": pa.array([MONTHS[at] for at in self.month], pa.date32()),
            "category": pa.array([CATEGORIES[at] for at in self.category], pa.string()),
        }
        for name in supplied:
            columns[name] = _cells(fields()[name], self.codes[name])
        return pa.table(columns)


def _cells(known: CodedField, values: np.ndarray) -> pa.Array:
    if known.several:
        return pa.array([[known.codes[at] for at in np.flatnonzero(row)] for row in values], pa.list_(pa.string()))
    if known.boolean:
        return pa.array([None if at < 0 else known.codes[at] == "yes" for at in values], pa.bool_())
    return pa.array([None if at < 0 else known.codes[at] for at in values], pa.string())


def drawn(rng: np.random.Generator, scale: float) -> dict[str, Rows]:
    """Every member's incidents of two years: 3 focus categories, 22 log-normal about 0.12 with sigma 1.2."""
    rates = np.array([FOCUS_RATES.get(c) or 0.12 * np.exp(rng.normal(0, 1.2)) for c in CATEGORIES]) * scale / 3
    mixes = {name: _mix(rng, known) for name, known in fields().items()}
    found = {}
    for member, homes in zip(MEMBERS, HOMES, strict=True):
        counts = rng.poisson(homes / 1000 * rates[None, :], (len(MONTHS), len(CATEGORIES)))
        month, category = (np.repeat(at, counts.ravel()) for at in np.indices(counts.shape).reshape(2, -1))
        found[member] = with_codes(rng, Rows(np.arange(len(month)), month, category), mixes)
    return found


def _mix(rng: np.random.Generator, known: CodedField) -> np.ndarray:
    """How often each code is given, the first ones often; the last share is "not given"."""
    weights = np.array([0.5**at for at in range(len(known.codes))] + [0.15])
    return weights / weights.sum()


def with_codes(rng: np.random.Generator, rows: Rows, mixes: dict[str, np.ndarray]) -> Rows:
    for name, known in fields().items():
        mix = mixes[name]
        if known.several:
            rows.codes[name] = rng.random((len(rows), len(known.codes))) < mix[:-1] * 0.8
        else:
            drawn_codes = rng.choice(len(mix), len(rows), p=mix)
            rows.codes[name] = np.where(drawn_codes == len(known.codes), -1, drawn_codes)
        if known.category:
            elsewhere = rows.category != CATEGORIES.index(known.category)
            rows.codes[name][elsewhere] = False if known.several else -1
    return rows


def with_rows_added(rng: np.random.Generator, rows: Rows, months: range, share: float = 0.05) -> Rows:
    """The same with some incidents more in these months, copies of others with numbers of their own."""
    within = rows.of(months)
    more = within.where(rng.random(len(within)) < share)
    more.number = rows.number.max(initial=0) + 1 + np.arange(len(more))
    return rows.and_also(more)


def lacking(rng: np.random.Generator) -> dict[str, set[str]]:
    """The fields each member's system lacks: none, one or two of the seven lack each field."""
    found: dict[str, set[str]] = {member: set() for member in MEMBERS}
    for name in fields():
        for member in rng.permutation(MEMBERS)[: rng.integers(0, 3)]:
            found[member].add(name)
    return found
