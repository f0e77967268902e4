"""Which files came with the program: the only ones that a store of made-up figures takes.

A real return that is loaded into the sample by mistake would be lost with it, and shown to any visitor.
"""

import hashlib
from functools import cache
from pathlib import Path

from ingest.problems import Refused
from queries.store import Store

FOLDER = Path(__file__).parents[1] / "sample_data"
NOT_HERE = (
    "This store holds made-up figures, and only the files that came with the program are loaded into it. Nothing was "
    "saved. To start your group's own store: python -m ingest init --store FILE --members members.csv --homes "
    "homes.csv --people people.csv (“Your own group” in README.md)."
)


def require_own_store(store: Store, file_sha256: str | None) -> None:
    """Raises Refused where a file that did not come with the program is loaded into the sample."""
    if file_sha256 and store.setting("sample") == "yes" and file_sha256 not in came_with_the_program():
        raise Refused.because("sample_store", NOT_HERE)


@cache
def came_with_the_program() -> frozenset[str]:
    """SHA-256 of each file of the made-up group."""
    files = (file for file in FOLDER.rglob("*") if file.suffix in (".csv", ".xlsx"))
    return frozenset(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
