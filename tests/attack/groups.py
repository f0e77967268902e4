"""Random groups of seven, as PRIVACY's trials describe them, with a story of returns, on a store of their own."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from ingest.group.closing import close
from ingest.standard import STANDARD, code_rows
from queries.store import Store
from queries.viewer import Viewer

HOMES = (55_000, 30_000, 18_000, 12_000, 8_000, 5_000, 2_000)
MEMBERS = ("alder", "birch", "cedar", "damson", "elder", "fir", "gorse")
FOCUS_RATES = {"damp_mould": 1.5, "cost_of_living": 0.8, "missing_person": 0.3}
MONTHS = tuple(date(2024 + (3 + k) // 12, (3 + k) % 12 + 1, 1) for k in range(24))
QUARTERS = MONTHS[::3]
FIELD = "about"
CODES = ("adult", "child", "adult_and_child", "not_known", None)
MORE_FIELDS = {
    name: (*STANDARD.codes(name), None)
    for name in (
        *("gender", "raised_by", "risk_outcome", "location_of_risk", "consent", "needs_type", "agreement_type"),
        *("age_band", "ethnic_group", "source_of_risk", "referred_to_la", "la_decision", "msp_asked", "msp_outcome"),
    )
}
MOST = 200  # rows of one member, month, category and code
COORDINATOR = Viewer.coordinator("coordinator@group.example")

CATEGORIES = tuple(c.code for c in STANDARD.categories)


@dataclass
class Group:
    """A store, and the truth about it: counts[return_id][month, category, code] for every return ever saved.

    more[field][return_id] is the same by the codes of another field.
    """

    store: Store
    counts: dict[str, np.ndarray] = field(default_factory=dict)
    more: dict[str, dict[str, np.ndarray]] = field(default_factory=lambda: {name: {} for name in MORE_FIELDS})
    editions: dict[int, dict[tuple[str, date], str]] = field(default_factory=dict)
    saved: int = 0
    answers: dict = field(default_factory=dict)
    year_to_date: bool = False

    def save(self, member: str, months: tuple[date, ...], counts: np.ndarray) -> str:
        """One return; counts is months × categories × codes."""
        self.saved += 1
        return_id = f"{member}-{self.saved:04d}"
        full = np.zeros((len(MONTHS), len(CATEGORIES), len(CODES)), dtype=int)
        full[[MONTHS.index(m) for m in months]] = counts
        self.counts[return_id] = full
        fields = ["incident_ref", "reported_on", "category", FIELD, *supplied_by(member)]
        with self.store.write() as cursor:
            cursor.execute(
                "insert into member_return (return_id, member, saved_order, from_month, to_month, kind, fields)"
                " values (?, ?, ?, ?, ?, 'file', ?)",
                [return_id, member, self.saved, months[0], months[-1], fields],
            )
            at, category, code = (np.repeat(i, full.ravel()) for i in np.indices(full.shape).reshape(3, -1))
            more = self._more(return_id, full, at, category)
            rows = pa.table(
                {
                    **more,
                    "return_id": pa.array([return_id] * len(at)),
                    "incident_ref": pa.array([f"{n}" for n in range(len(at))]),
                    "month": pa.array([MONTHS[i] for i in at], pa.date32()),
                    "category": pa.array([CATEGORIES[i] for i in category]),
                    FIELD: pa.array([CODES[i] for i in code], pa.string()),
                }
            )
            cursor.register("new_rows", rows)
            cursor.execute("insert into incident by name select * from new_rows")
            cursor.unregister("new_rows")
        return return_id

    def _more(self, return_id: str, full: np.ndarray, at: np.ndarray, category: np.ndarray) -> dict[str, pa.Array]:
        """Every row's codes in the other fields, the common ones first; a row that is sent again has the same."""
        rows = {}
        for place, (name, codes) in enumerate(MORE_FIELDS.items()):
            which = np.minimum(_chance(return_id, full, place) ** 2 * len(codes), len(codes) - 1).astype(int)
            counts = np.zeros((*full.shape[:2], len(codes)), dtype=int)
            np.add.at(counts, (at, category, which), 1)
            self.more[name][return_id] = counts
            rows[name] = pa.array([codes[code] for code in which], pa.string())
        return {name: rows[name] for name in supplied_by(return_id.split("-")[0])}

    def withdraw(self, return_id: str) -> None:
        with self.store.write() as cursor:
            cursor.execute("update member_return set withdrawn_at = now()::timestamp where return_id = ?", [return_id])

    def close(self, quarter: date) -> int:

        close(self.store, COORDINATOR, quarter)
        cursor = self.store.cursor()
        edition = cursor.execute("select max(edition) from edition").fetchone()[0]
        rows = cursor.execute("select member, month, return_id from edition_month where edition = ?", [edition])
        self.editions[edition] = {(m, day): r for m, day, r in rows.fetchall()}
        return edition


def supplied_by(member: str) -> list[str]:
    """The other fields that a member's system has: each is missing at one member."""
    return [name for place, name in enumerate(MORE_FIELDS) if (MEMBERS.index(member) + 3 * place) % len(MEMBERS)]


def _chance(return_id: str, full: np.ndarray, place: int) -> np.ndarray:
    """A number from 0 to 1 for every row: by its member, its cell and its place in the cell, nothing else."""
    rng = np.random.default_rng([*return_id.split("-")[0].encode(), place])
    return np.concatenate([cell[:n] for cell, n in zip(rng.random((full.size, MOST)), full.ravel(), strict=True)])


def empty_group(path: Path) -> Group:
    store = Store.create(path)
    with store.write() as cursor:
        rows = code_rows()
        names = ("field", "code", "label", "definition", "position", "family", "seasonal", "focus")
        cursor.executemany("insert into code values (?, ?, ?, ?, ?, ?, ?, ?)", [[r[n] for n in names] for r in rows])
        for member, homes in zip(MEMBERS, HOMES, strict=True):
            cursor.execute("insert into member values (?, ?, null, null, 0)", [member, member.title()])
            for year in (2024, 2025):
                cursor.execute("insert into homes values (?, ?, 'general_needs', ?)", [member, date(year, 4, 1), homes])
        store.set(cursor, "today", "2026-04-15", "test")
    return Group(store)


def drawn(rng: np.random.Generator, scale: float) -> dict[str, np.ndarray]:
    """Each member's true counts, months × categories × codes: 3 focus categories, 22 log-normal round 0.12."""
    rates = np.array([FOCUS_RATES.get(c) or 0.12 * np.exp(rng.normal(0, 1.2)) for c in CATEGORIES]) * scale / 3
    mix = np.array([0.6, 0.15, 0.05, 0.1, 0.1])
    return {
        member: rng.poisson(homes / 1000 * rates[None, :, None] * mix, (len(MONTHS), len(CATEGORIES), len(CODES)))
        for member, homes in zip(MEMBERS, HOMES, strict=True)
    }


def with_rows_added(rng: np.random.Generator, counts: np.ndarray, most: int = 3) -> np.ndarray:
    """The same return with a few rows more, here and there."""
    return counts + (rng.random(counts.shape) < 0.02) * rng.integers(1, most + 1, counts.shape)


def play(path: Path, seed: int, scale: float, instead: str = "") -> Group:
    """Two years of returns: late, replaced, withdrawn, re-uploaded with rows added, a member joining and leaving.

    `instead`: macros put over those of disclosure.sql before anything is closed.
    """
    rng = np.random.default_rng(seed)
    group, truth = empty_group(path), drawn(rng, scale)
    if instead:
        group.store.cursor().execute(instead)
    late, joins, leaves, replaces, walker = rng.permutation(MEMBERS)[:5]
    first = {m: MONTHS[6:] if m == joins else MONTHS[:18] if m == leaves else MONTHS for m in MEMBERS}
    saved = {}
    for member in MEMBERS:
        months = first[member][:-3] if member == late else first[member]
        saved[member] = group.save(member, months, truth[member][[MONTHS.index(m) for m in months]])
    group.close(QUARTERS[5])
    group.close(QUARTERS[7])
    group.save(late, MONTHS[-3:], truth[late][-3:])
    group.close(QUARTERS[7])
    group.save(replaces, first[replaces][-12:], with_rows_added(rng, truth[replaces])[_at(first[replaces][-12:])])
    group.close(QUARTERS[7])
    for _ in range(3):
        truth[walker] = with_rows_added(rng, truth[walker])
        newest = group.save(walker, first[walker], truth[walker][_at(first[walker])])
        group.close(QUARTERS[7])
    group.withdraw(newest)
    group.close(QUARTERS[7])
    return group


def _at(months: tuple[date, ...]) -> list[int]:
    return [MONTHS.index(m) for m in months]
