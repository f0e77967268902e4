"""A store copied whole from a file into a database, or back; nothing is kept unless the copy answers as the store."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from duckdb import DuckDBPyConnection as Cursor
from pandas.testing import assert_frame_equal

from queries import schema
from queries.fetching import one_value
from queries.postgres import engine_of
from queries.question import CODED, Parameter, Question, questions
from queries.refusals import QueryRefused, StoreUnusable
from queries.store import Store
from queries.viewer import Viewer

ROWS_AT_ONCE = 100_000
_FIRST = ("setting", "field")  # a store's columns and views follow from these
_MADE_ANEW = "kept_answer"
_PROGRAMS_OWN = "('sql')"  # settings that say how this very store was made


@dataclass(frozen=True)
class Moved:
    """What was copied and compared."""

    tables: int
    rows: int
    answers: int


def move(source: Path, target: Path) -> Moved:
    """Copy a store; the source stays as it is. Raises StoreInUse, StoreUnusable, and then leaves nothing behind."""
    with contextlib.closing(Store.open(source)) as old:
        new = Store.create(target)
        try:
            rows = _copy(old, new)
            answers = _compare(old, new)
        except BaseException:
            new.close()
            engine_of(target).remove()
            raise
        new.close()
    return Moved(len(rows), sum(rows.values()), answers)


def _copy(old: Store, new: Store) -> dict[str, int]:
    """Table -> rows copied, all from one transaction into one."""
    rest = [table for table in schema.tables() if table not in (*_FIRST, _MADE_ANEW)]
    rows = {}
    with contextlib.closing(old.cursor()) as read, new.write() as written:
        read.begin()
        for table in (*_FIRST, *rest):
            if table == rest[0]:
                new.fit_fields(written)
            rows[table] = _copy_table(read, written, table)
    return rows


def _copy_table(read: Cursor, written: Cursor, table: str) -> int:
    where = f"where name not in {_PROGRAMS_OWN}" if table == "setting" else ""
    if table == "setting":
        written.execute(f"delete from setting {where}")
    _add_columns(read, written, table)
    written.register("moved", read.execute(f"select * from {table} {where}").to_arrow_reader(ROWS_AT_ONCE))
    written.execute(f"insert into {table} by name select * from moved")
    written.unregister("moved")
    counts = [one_value(each.execute(f"select count(*) from {table} {where}"), int) for each in (read, written)]
    if counts[0] != counts[1]:
        raise StoreUnusable(f"Nothing was moved: of {table}, {counts[1]:,} of {counts[0]:,} rows arrived.")
    return counts[0]


def _add_columns(read: Cursor, written: Cursor, table: str) -> None:
    """Columns of fields that left the standard stay in a store."""
    there, here = (dict(each.execute(_COLUMNS, [table]).fetchall()) for each in (read, written))
    for column, kind in there.items():
        if column not in here:
            written.execute(f'alter table {table} add column "{column}" {kind}')


def _compare(old: Store, new: Store) -> int:
    """How many answers were compared. StoreUnusable for the first that differs."""
    compared = 0
    with old.unseen(), new.unseen():
        for question, viewer, parameters in asked_of(old):
            before, after = (_answer(store, question, viewer, parameters) for store in (old, new))
            if not is_same(before, after):
                raise StoreUnusable(f"Nothing was moved: the copy answers {question.name} in another way.")
            compared += 1
    return compared


def asked_of(store: Store) -> Iterator[tuple[Question, Viewer, dict[str, str]]]:
    """Every question, by everybody who gets an answer of their own, and once with each choice of each parameter."""
    members = store.ask("members", Viewer.coordinator())["member"].tolist()
    for question in questions().values():
        whose = members if "own" in question.reads else members[:1]
        viewers = [*map(Viewer.lead, whose), Viewer.coordinator(), Viewer.public()]
        askers = [viewer for viewer in viewers if viewer.roles & set(question.asked_by)]
        usual, *others = _given(store, question)
        for viewer in askers:
            yield question, viewer, usual
        for parameters in others if askers else ():
            yield question, askers[0], parameters


def _given(store: Store, question: Question) -> Iterator[dict[str, str]]:
    required = {each.name: _values(store, each)[0] for each in question.parameters if each.required}
    yield required
    for each in question.parameters:
        for value in _values(store, each)[1:3] if each.required else each.choices:
            if value != each.default:
                yield required | {each.name: value}


def _values(store: Store, parameter: Parameter) -> list[str]:
    """Values for a parameter that must be given."""
    if parameter.choices:
        return list(parameter.choices)
    if parameter.kind in CODED:
        codes = store.ask("codes", Viewer.coordinator())
        column = "field" if parameter.kind == "field" else "code"
        found = codes if parameter.kind == "field" else codes[codes["field"] == parameter.kind]
        return sorted({each for each in found[column] if each not in ("family", "category")}) or ["none"]
    if parameter.kind == "month":
        quarters = store.ask("closings", Viewer.coordinator())["quarter"]
        return [f"{each:%Y-%m}" for each in sorted(quarters)[-2:]] or ["2026-04"]
    return ["1"]


def _answer(store: Store, question: Question, viewer: Viewer, parameters: dict[str, str]) -> pd.DataFrame | str:
    try:
        return store.ask(question.name, viewer, **parameters)
    except QueryRefused as refusal:
        return str(refusal)


def is_same(before: pd.DataFrame | str, after: pd.DataFrame | str) -> bool:
    """Whether two answers hold the same rows. Sums of fractions may differ in their last digit: rows are added up in
    another order; rows that a question leaves in any order may be in another."""
    if isinstance(before, str) or isinstance(after, str):
        return isinstance(before, str) and isinstance(after, str) and before == after
    try:
        assert_frame_equal(before, after, rtol=1e-9)
    except AssertionError:
        return _in_order(before) == _in_order(after)
    return True


def _in_order(answer: pd.DataFrame) -> list[str]:
    return [*answer.columns, *sorted(map(str, answer.itertuples(index=False, name=None)))]


_COLUMNS = "select column_name, data_type from duckdb_columns() where table_name = ? and not internal"
