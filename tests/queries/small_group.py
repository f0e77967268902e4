"""A group made for a test: counts go straight into a store as returns; quarters are closed as in life."""

import atexit
import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock

import pandas as pd
import pyarrow as pa
from duckdb import DuckDBPyConnection

from ingest import tally
from ingest.group.closing import close
from ingest.group.standard_copy import copy_standard
from queries.store import Store
from queries.viewer import Viewer

SEVEN = ("alder", "birch", "cedar", "damson", "elder", "fir", "gorse")
HOMES = dict(zip(SEVEN, (55000, 30000, 18000, 12000, 8000, 5000, 2000), strict=True))


def month(start: date, later: int) -> date:
    """The first day of the month so many months later."""
    place = start.year * 12 + start.month - 1 + later
    return date(place // 12, place % 12 + 1, 1)


@cache
def empty_store() -> Path:
    """A store with the standard's codes and nothing else, made once and copied."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    path = Path(folder.name) / "empty.duckdb"
    store = Store.create(path)
    copy_standard(store)
    store.close()
    return path


def count_anew(cursor: DuckDBPyConnection) -> None:
    """The counts of every return, after its rows were written in another way than a return's."""
    cursor.execute("delete from incident_count")
    cursor.execute("insert into incident_count select return_id, month, category, count(*) from incident group by all")


kept_stores: Path | None = None
"""Where stores that some test has made are kept for the next that makes the same; one folder for all of a run."""


def keep_stores_in(folder: Path) -> None:
    global kept_stores
    kept_stores = folder


class SmallGroup:
    """A store with codes, members and homes (April 2022 on); `returns`, `change` and `close` fill it.

    What fills it before the first look at the store is done once a test run: closing takes a fifth of a second.
    """

    def __init__(self, path: Path, homes: Mapping[str, int] = HOMES, today: date = date(2026, 10, 20)):
        self._path, self._store, self._looked_at = path, None, False
        self._done, self._waiting = [], [(self._begin, (dict(homes), today))]
        self._saved, self._one_at_a_time = 0, RLock()

    @classmethod
    def of(cls, store: Store, saved: int) -> "SmallGroup":
        """To fill a store that is open; `saved` is beyond the number of its returns."""
        group = cls(Path())
        group._store, group._waiting, group._looked_at, group._saved = store, [], True, saved
        return group

    @property
    def store(self) -> Store:
        with self._one_at_a_time:
            self._catch_up()
            self._looked_at = True
        return self._store

    def _do(self, act, *arguments: object) -> None:
        self._waiting.append((act, arguments))
        if self._looked_at or act == self._close:
            self._catch_up()

    def _catch_up(self) -> None:
        if not self._waiting:
            return
        acts, self._waiting = self._waiting, []
        recipe = repr([(act.__name__, arguments) for act, arguments in [*self._done, *acts]])
        kept = None
        if kept_stores and not self._looked_at and "'_close'" in recipe:
            kept = kept_stores / f"{sha256(recipe.encode()).hexdigest()}.duckdb"
        if kept and kept.exists():
            self._reopen(kept)
            self._done += acts
            return
        for act, arguments in acts:
            act(*arguments)
            self._done.append((act, arguments))
        if kept:
            self._store.close()
            self._keep(kept)
            self._store = Store.open(self._path)

    def _keep(self, kept: Path) -> None:
        """Another process of the run may look for it at any moment: it is whole or not there."""
        part = kept.with_suffix(f".{os.getpid()}")
        shutil.copy(self._path, part)
        os.replace(part, kept)

    def _reopen(self, kept: Path) -> None:
        if self._store is not None:
            self._store.close()
        shutil.copy(kept, self._path)
        self._store = Store.open(self._path)

    def _begin(self, homes: Mapping[str, int], today: date) -> None:
        self._reopen(empty_store())
        years = pd.DataFrame({"year_start": [date(year, 4, 1) for year in range(2022, 2028)]})
        sizes = pd.DataFrame({"member": list(homes), "homes": list(homes.values())}).merge(years, how="cross")
        with self._store.write() as cursor:
            names = [[member, member.title()] for member in homes]
            cursor.executemany("insert into member values (?, ?, null, null, 0, null)", names)
            cursor.register("sizes", sizes)
            cursor.execute("insert into homes select member, year_start, 'general_needs', homes from sizes")
            self._store.set(cursor, "today", today.isoformat(), "test")

    def returns(
        self,
        member: str,
        start: date,
        counts: Mapping[str, Sequence[int]],
        *,
        kind: str = "file",
        fields: Sequence[str] = ("incident_ref", "reported_on", "category"),
        more: Mapping[str, str] | None = None,
    ) -> str:
        """One return of whole months from `start`: `counts` gives each category's counts by month.

        `more` fills further columns, the same in every row. The return's id.
        """
        self._saved += 1
        self._do(self._return, self._saved, member, start, dict(counts), kind, tuple(fields), dict(more or {}))
        return f"r{self._saved}"

    def _return(self, saved, member, start, counts, kind, fields, more) -> None:
        return_id = f"r{saved}"
        months = [month(start, place) for place in range(max(map(len, counts.values())))]
        rows = [
            [return_id, f"{return_id}-{category}-{place}-{n}", months[place], category, *more.values()]
            for category, by_month in counts.items()
            for place, count in enumerate(by_month)
            for n in range(count)
        ]
        names = ["return_id", "incident_ref", "month", "category", *more]
        with self._store.write() as cursor:
            cursor.execute(
                "insert into member_return "
                "(return_id, member, saved_order, from_month, to_month, kind, rows, fields) "
                "values (?, ?, ?, ?, ?, ?, ?, ?)",
                [return_id, member, saved, months[0], months[-1], kind, len(rows), list(fields)],
            )
            if rows:
                columns = map(list, zip(*rows, strict=True))
                cursor.register("frame", pa.table(dict(zip(names, columns, strict=True))))
                cursor.execute("insert into incident by name select * from frame")
                tally.count(cursor, return_id, "frame")

    def everybody_returns(self, start: date, counts: Mapping[str, Mapping[str, Sequence[int]]]) -> None:
        for member, by_category in counts.items():
            self.returns(member, start, by_category)

    def change(self, sql: str, *values: object) -> None:
        self._do(self._change, sql, values)

    def _change(self, sql: str, values: Sequence[object]) -> None:
        with self._store.write() as cursor:
            cursor.execute(sql, list(values))

    def close(self, quarter: date) -> None:
        self._do(self._close, quarter)

    def _close(self, quarter: date) -> None:
        close(self._store, Viewer.coordinator(), quarter)

    def ask(self, question: str, viewer: Viewer | str, **parameters: object) -> pd.DataFrame:
        asking = Viewer.lead(viewer) if isinstance(viewer, str) else viewer
        return self.store.ask(question, asking, **parameters)
