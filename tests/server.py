"""A PostgreSQL of the tests' own: Debian's package, a scratch data folder, gone at the end."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import duckdb

NEEDED = "TESTS_NEED_POSTGRES"
"""Where this is set in the environment, as .ci/run does, the tests of a server must run: else none is collected."""

_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def missing() -> str | None:
    """What a server's tests would need and is not here; None where they can run."""
    if not _PROGRAMS:
        return "PostgreSQL (apt-get install postgresql)"
    found = importlib.util.find_spec("duckdb_extension_postgres_scanner")
    folders = found.submodule_search_locations if found else ()
    if not any((Path(each) / "extensions" / f"v{duckdb.__version__}").exists() for each in folders):
        return f"requirements-server.txt (DuckDB here is {duckdb.__version__})"
    return None


class Server:
    """Starts at once; `database()` makes a new, empty one and gives its address as a store's."""

    def __init__(self, port: int):
        self.port = port
        self._databases = 0
        self._user = "postgres" if os.geteuid() == 0 else None  # it does not run as root
        self._folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        if self._user:
            shutil.chown(self._folder, self._user)
        self._run("initdb", "-D", str(self._folder / "data"), "-U", "trends", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.start()

    def start(self) -> None:
        options = f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-o", options, "-l", log, "-w", "-t", "120", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "-w", "stop")

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def database(self, template: str = "template0") -> Path:
        self._databases += 1
        name = f"group_{self._databases}"
        self.waits_for("postgres", f"select count(*) from pg_stat_activity where datname = '{template}'", "0")
        self.sql("postgres", f"create database {name} template {template}")
        return Path(f"postgres://trends@127.0.0.1:{self.port}/{name}")

    def sql(self, database: str, statement: str) -> str:
        """What psql prints for a statement, without its headings."""
        place = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "trends", "-d", database)
        return self._run("psql", *place, "-v", "ON_ERROR_STOP=1", "-At", "-c", statement)

    def waits_for(self, database: str, statement: str, answer: str, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while (found := self.sql(database, statement)) != answer:
            assert time.monotonic() < deadline, f"{statement}: {found!r}, not {answer!r}"
            time.sleep(0.1)

    def _run(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [str(_PROGRAMS[-1].with_name(program)), *arguments],
            user=self._user, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        return done.stdout.strip()
