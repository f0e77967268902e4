"""The standard's fields and codes, copied into the store, so that questions need not know `ingest`."""

import hashlib
import json

import pyarrow as pa

from ingest.standard import STANDARD, Standard, code_rows, field_rows, hazard_code_rows
from ingest.writing import writing
from queries.store import Store


def copy_standard(store: Store, standard: Standard = STANDARD) -> None:
    """Fields and codes as they are now; a code that left the standard stays in the store, retired."""
    fields, codes = field_rows(standard), code_rows(standard) + hazard_code_rows()
    wanted = f"{standard.version} {hashlib.sha256(json.dumps([fields, codes]).encode()).hexdigest()[:12]}"
    if store.setting("standard") == wanted:
        return
    with writing(store) as cursor:
        cursor.register("incoming_field", pa.Table.from_pylist(fields))
        cursor.register("incoming_code", pa.Table.from_pylist(codes))
        cursor.execute("delete from field")
        cursor.execute("insert into field by name select * from incoming_field")
        cursor.execute("delete from code where (field, code) in (select (field, code) from incoming_code)")
        cursor.execute("update code set retired = ? where retired is null", [store.today().replace(day=1)])
        cursor.execute("insert into code by name select * from incoming_code")
        cursor.unregister("incoming_field")
        cursor.unregister("incoming_code")
        store.set(cursor, "standard", wanted, "program")
        store.fit_fields(cursor)
