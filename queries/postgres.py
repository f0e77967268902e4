"""A store in a database of PostgreSQL, for several processes: the same SQL, asked through DuckDB.

The tables are the database's, attached; macros and views are in DuckDB's memory, so that each process has its own.
A store is named by a path: one that begins with `postgres:` is a database.
"""

import contextlib
import importlib.util
import re
import secrets
import tempfile
from collections.abc import Collection
from pathlib import Path

import duckdb

from queries import faults, fields, schema
from queries.engine import File, quoted
from queries.refusals import QueryRefused, StoreUnusable
from queries.store_file import StoreFile
from queries.versions import ANY

_SERVER = re.compile(r"postgres(?:ql)?:[\\/]+", re.IGNORECASE)
_EXTENSION = "duckdb_extension_postgres_scanner"


class Postgres(File):
    """A database of PostgreSQL; the user's password comes from the environment (PGPASSWORD) or from ~/.pgpass."""

    longest_wait = 60  # seconds, for a writer of another process

    def __init__(self, path: Path):
        written = str(path)
        self.address = "postgresql://" + _SERVER.sub("", written).replace("\\", "/")
        if re.search(r"//[^/@]*:[^/@]*@|[?&]password=", self.address):
            raise StoreUnusable(
                "The address of the database holds a password. Take it out, and give it in the environment as "
                "PGPASSWORD.",
                "its address holds a password",
            )
        self.path, self.shown = path, self.address.split("?")[0]
        self.label = self.shown.rsplit("/", 1)[-1] or "store"
        self.copy = Path(tempfile.gettempdir()) / f"peer-safeguarding-trends-{secrets.token_hex(8)}.backup"
        self._views_are_old = False

    def is_there(self) -> bool:
        with contextlib.closing(self.connect()) as connection:
            return connection.execute(_HAS_TABLES).fetchone() is not None

    def remove(self) -> None:
        with contextlib.closing(self.connect()) as connection:
            for table in ("written", *schema.tables()):
                connection.execute(f"drop table if exists store.public.{table}")

    def connect(self) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect(":memory:")
        try:
            connection.execute("set autoinstall_known_extensions = false")
            connection.execute(f"load {quoted(str(_extension()))}")
            connection.execute("set pg_pool_max_connections = 16")
            connection.execute(f"attach {quoted(self.address + self._options())} as store (type postgres)")
        except duckdb.Error:
            connection.close()
            raise self._does_not_answer() from None
        except BaseException:
            connection.close()
            raise
        return connection

    def _options(self) -> str:
        # a machine that is gone without a word lets go of its transaction within a minute
        settings = {"tcp_keepalives_idle": 20, "tcp_keepalives_interval": 10, "tcp_keepalives_count": 3}
        asked = "%20".join(f"-c%20{name}%3D{value}" for name, value in settings.items())
        return f"{'&' if '?' in self.address else '?'}connect_timeout=10&options={asked}"

    def watched(self) -> StoreFile | None:
        return None

    def cursor(self, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        cursor = connection.cursor()
        cursor.execute("set search_path = 'memory.main,store.public'")
        return cursor

    def begin(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """The lock is the transaction's first statement: what it reads is what the writer before has left."""
        cursor.begin()
        _send(
            cursor, f"set local lock_timeout = '{self.longest_wait}s'; lock table written in share row exclusive mode"
        )

    def begin_new(self, cursor: duckdb.DuckDBPyConnection) -> None:
        cursor.execute("use store.public")
        _send(cursor, "create table if not exists written (source text primary key, times bigint not null)")
        self.begin(cursor)

    def begin_upgrade(self, cursor: duckdb.DuckDBPyConnection) -> None:
        cursor.execute("use store.public")  # else new tables would be made in memory
        self.begin(cursor)

    def fit(self, cursor: duckdb.DuckDBPyConnection) -> None:
        fields.add_columns(cursor)
        self._views_are_old = True

    def after_commit(self, connection: duckdb.DuckDBPyConnection) -> None:
        if self._views_are_old:
            cursor = self.cursor(connection)
            schema.make_views(cursor, read_once_from="store.public.incident")
            cursor.close()
            self._views_are_old = False

    def note_written(self, cursor: duckdb.DuckDBPyConnection, sources: Collection[str] | None) -> None:
        rows = ", ".join(f"({quoted(each)}, 1)" for each in ([ANY] if sources is None else sorted(sources)))
        if rows:
            _send(
                cursor,
                f"insert into written values {rows} on conflict (source) do update set times = written.times + 1",
            )

    def written(self, cursor: duckdb.DuckDBPyConnection) -> dict[str, int] | None:
        return dict(cursor.execute("select source, times from written").fetchall())

    def give_room_back(self, cursor: duckdb.DuckDBPyConnection) -> None:
        cursor.execute("call postgres_execute('store', 'vacuum', use_transaction := false)")

    def write_copy(self, cursor: duckdb.DuckDBPyConnection) -> None:
        with self._attached_copy(cursor):
            cursor.begin()  # one moment of the server's; the views are made when the copy is opened
            for table in schema.tables():
                cursor.execute(f"create table backup_copy.{table} as select * from store.public.{table}")
            cursor.commit()

    def refusal(self, error: duckdb.Error) -> QueryRefused | None:
        text = str(error)
        if faults.LOST.search(text):
            return self._does_not_answer()
        return faults.of_server(text)

    def _does_not_answer(self) -> StoreUnusable:
        return StoreUnusable(
            f"The database {self.shown} does not answer. Whoever runs it: see that PostgreSQL is running and has this "
            "database, that the address is right, and that PGPASSWORD holds the user's password.",
            "no connection to its database",
        )


def engine_of(path: Path) -> File:
    """The engine of the store that this path names."""
    return Postgres(path) if _SERVER.match(str(path)) else File(place_of(path))


def place_of(path: Path) -> Path:
    """One path for one store, however a file's is written."""
    return path if _SERVER.match(str(path)) else path.resolve()


def _send(cursor: duckdb.DuckDBPyConnection, sql: str) -> None:
    """PostgreSQL's own SQL, within the cursor's transaction."""
    cursor.execute(f"call postgres_execute('store', {quoted(sql)})")


def _extension() -> Path:
    """The file of the extension for this version of DuckDB; nothing is fetched while the program runs."""
    found = importlib.util.find_spec(_EXTENSION)
    for folder in (found.submodule_search_locations or ()) if found else ():
        file = Path(folder) / "extensions" / f"v{duckdb.__version__}" / "postgres_scanner.duckdb_extension"
        if file.exists():
            return file
    raise StoreUnusable(
        "A store in PostgreSQL needs the packages of requirements-server.txt: `pip install -r "
        f"requirements-server.txt`, in the program's environment. (DuckDB here is {duckdb.__version__}.)",
        "the packages for PostgreSQL are not installed",
    )


_HAS_TABLES = """
select 1 from duckdb_tables() where database_name = 'store' and schema_name = 'public' and table_name <> 'written'
limit 1
"""
