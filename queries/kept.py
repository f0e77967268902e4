"""Answers kept in the store: working one out is mostly planning its SQL, after every start anew.

One about the group is the same for all who may ask, so that one person's question answers everybody's. One of a
member's own returns is kept under that member's name, and found only for a viewer of that member. An answer goes in the
very transaction that writes something it rests on, and all go when the macros change. In a database that several
processes write to none is kept.
"""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
from duckdb import DuckDBPyConnection

from queries.question import Question
from queries.versions import OF_ONE_MEMBER, sources

# answers of some 5 kB; further ones are worked out each time
MOST = 5_000
MOST_OF_ONE_MEMBER = 500

NOT_KEPT = ("own_incidents", "hazards_due")  # row by row, with references

PACKED_AS = "3", pd.__version__  # another one finds nothing that was kept


_NA = " with NA"


def key(asked: Question, values: Mapping[str, Any]) -> str | None:
    """Of a question and all that its answer depends on, the member it is told to among them; None for what is the
    coordinator's, and for rows.

    values: as the SQL takes them, with what the store gives.
    """
    if "administration" in asked.reads or asked.name in NOT_KEPT:
        return None
    used = sorted((name, repr(values[name])) for name in asked.uses)
    return hashlib.sha256(repr((PACKED_AS, asked.sql, used)).encode()).hexdigest()


def find(cursor: DuckDBPyConnection, of: str) -> pd.DataFrame | None:
    """The kept answer, just as its SQL would give it."""
    found = cursor.execute("select answer from kept_answer where key = ?", [of]).fetchone()
    return _unpacked(found[0]) if found else None


def insertion(asked: Question, of: str, member: str | None, answer: pd.DataFrame) -> tuple[str, list[Any]]:
    """The statement that keeps an answer. member: whose returns it may read besides what was shown."""
    own = [OF_ONE_MEMBER[read](member) for read in asked.reads & OF_ONE_MEMBER.keys()] if member else []
    most = MOST_OF_ONE_MEMBER if own else MOST
    return _INSERT, [of, asked.name, sources(asked.reads, member), _packed(answer), of, own, own, most]


def _packed(answer: pd.DataFrame) -> bytes:
    """As a stream of Arrow that says the columns' types: pandas' own note of them takes long to read."""
    table = pa.Table.from_pandas(answer, preserve_index=False)
    kinds = [f"{answer[name].dtype}{_NA if _has_na(answer[name]) else ''}" for name in answer]
    table = table.replace_schema_metadata({"dtypes": "\n".join(kinds)})
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, table.schema) as writer:
        writer.write_table(table)
    packed: bytes = stream.getvalue().to_pybytes()
    return packed


def _unpacked(stream: bytes) -> pd.DataFrame:
    table = pa.ipc.open_stream(stream).read_all()
    dtypes = table.schema.metadata[b"dtypes"].decode().split("\n")
    answer: pd.DataFrame = table.to_pandas()
    for name, wanted in zip(answer, dtypes, strict=True):
        if wanted.endswith(_NA):
            answer[name] = answer[name].where(answer[name].notna(), pd.NA)
        elif str(answer[name].dtype) != wanted:
            answer[name] = answer[name].astype(wanted)
    return answer


def _has_na(column: pd.Series) -> bool:
    """Whether its empty cells are pandas' own, as those of lists are, where Arrow gives None."""
    return column.dtype == object and any(each is pd.NA for each in column)


def let_go(cursor: DuckDBPyConnection, changes: Collection[str] | None) -> None:
    """In a transaction that writes these sources; None: any of them."""
    if changes is None:
        cursor.execute("delete from kept_answer")
    elif changes:
        cursor.execute("delete from kept_answer where list_has_any(rests_on, ?::varchar[])", [list(changes)])


_INSERT = """
insert into kept_answer
select ?, ?, ?::varchar[], ?
where not exists (select 1 from kept_answer where key = ?)
  and (select count(*) from kept_answer where ?::varchar[] = [] or list_has_any(rests_on, ?::varchar[])) < ?
"""
