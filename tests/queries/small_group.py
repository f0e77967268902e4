"""A group made for a test: counts go straight into a store as returns; quarters are closed as in life."""

import atexit
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

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


class SmallGroup:
    """A store with codes, members and homes (April 2022 on); `returns` and `close` fill it."""

    def __init__(self, path: Path, homes: Mapping[str, int] = HOMES, today: date = date(2026, 10, 20)):
        shutil.copy(empty_store(), path)
        self.store = Store.open(path)
        self._saved = 0
        years = pd.DataFrame({"year_start": [date(year, 4, 1) for year in range(2022, 2028)]})
        sizes = pd.DataFrame({"member": list(homes), "homes": list(homes.values())}).merge(years, how="cross")
        with self.store.write() as cursor:
            names = [[member, member.title()] for member in homes]
            cursor.executemany("insert into member values (?, ?, null, null, 0)", names)
            cursor.register("sizes", sizes)
            cursor.execute("insert into homes select member, year_start, 'general_needs', homes from sizes")
            self.store.set(cursor, "today", today.isoformat(), "test")

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
        return_id, more = f"r{self._saved}", more or {}
        months = [month(start, place) for place in range(max(map(len, counts.values())))]
        rows = [
            [return_id, f"{return_id}-{category}-{place}-{n}", months[place], category, *more.values()]
            for category, by_month in counts.items()
            for place, count in enumerate(by_month)
            for n in range(count)
        ]
        frame = pd.DataFrame(rows, columns=["return_id", "incident_ref", "month", "category", *more])
        with self.store.write() as cursor:
            cursor.execute(
                "insert into member_return "
                "(return_id, member, saved_order, from_month, to_month, kind, rows, fields) "
                "values (?, ?, ?, ?, ?, ?, ?, ?)",
                [return_id, member, self._saved, months[0], months[-1], kind, len(rows), list(fields)],
            )
            if rows:
                cursor.register("frame", frame)
                cursor.execute("insert into incident by name select * from frame")
        return return_id

    def everybody_returns(self, start: date, counts: Mapping[str, Mapping[str, Sequence[int]]]) -> None:
        for member, by_category in counts.items():
            self.returns(member, start, by_category)

    def change(self, sql: str, *values: object) -> None:
        with self.store.write() as cursor:
            cursor.execute(sql, list(values))

    def close(self, quarter: date) -> None:
        close(self.store, Viewer.coordinator(), quarter)

    def ask(self, question: str, viewer: Viewer | str, **parameters: object) -> pd.DataFrame:
        asking = Viewer.lead(viewer) if isinstance(viewer, str) else viewer
        return self.store.ask(question, asking, **parameters)
