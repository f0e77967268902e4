"""Answers from what was shown, kept in the store: working one out is mostly planning its SQL, after every start anew.

An answer is kept where it is the same for all who may ask, so that one person's question answers everybody's. It goes
in the very transaction that writes something it rests on, and all go when the macros change. In a database that several
processes write to none is kept.
"""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
from duckdb import DuckDBPyConnection

from queries.question import Question
from queries.versions import sources

MOST = 2_000  # answers of some 5 kB; further ones are worked out each time


def key(asked: Question, values: Mapping[str, Any]) -> str | None:
    """Of a question and all that its answer depends on; None where it is not the same for all who may ask.

    values: as the SQL takes them, with what the store gives.
    """
    is_own = "viewer_member" in asked.uses and values["viewer_member"] is not None
    if is_own or "shown" not in asked.reads or "administration" in asked.reads:
        return None
    used = sorted((name, str(values[name])) for name in asked.uses)
    return hashlib.sha256(repr((asked.sql, used)).encode()).hexdigest()


def find(cursor: DuckDBPyConnection, of: str) -> pd.DataFrame | None:
    """The kept answer, just as its SQL would give it."""
    found = cursor.execute("select answer from kept_answer where key = ?", [of]).fetchone()
    return cursor.from_arrow(pa.ipc.open_stream(found[0]).read_all()).df() if found else None


def insertion(asked: Question, of: str, answer: pa.Table) -> tuple[str, list[Any]]:
    """The statement that keeps an answer."""
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, answer.schema) as writer:
        writer.write_table(answer)
    return _INSERT, [of, asked.name, sources(asked.reads, None), stream.getvalue().to_pybytes(), of]


def let_go(cursor: DuckDBPyConnection, changes: Collection[str] | None) -> None:
    """In a transaction that writes these sources; None: any of them."""
    if changes is None:
        cursor.execute("delete from kept_answer")
    elif changes:
        cursor.execute("delete from kept_answer where list_has_any(rests_on, ?::varchar[])", [list(changes)])


_INSERT = f"""
insert into kept_answer
select ?, ?, ?::varchar[], ?
where not exists (select 1 from kept_answer where key = ?) and (select count(*) from kept_answer) < {MOST}
"""
