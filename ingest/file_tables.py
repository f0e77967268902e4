"""Where the store keeps the rows and the returns of each file that members send: incidents, and hazards."""

from dataclasses import asdict, dataclass

from ingest.standard import HAZARDS, STANDARD, Standard


@dataclass(frozen=True)
class FileTables:
    """Tables and views of one file; SQL names them in braces (`sql`).

    `of` is what its rows are. `current_rows` and `current_months` are the views of what counts. `kind` is a return's
    kind, `counted_by` the column by which a month's rows are counted, `mark` stands in the ids of its returns.
    """

    of: str
    rows: str
    returns: str
    current_rows: str
    current_months: str
    reference: str
    counted_by: str
    kind: str
    mark: str

    def sql(self, text: str, **more: str) -> str:
        return text.format(**asdict(self), **more)


_TABLES = {
    STANDARD.row_name: FileTables(
        of="incidents",
        rows="incident",
        returns="member_return",
        current_rows="current_incident",
        current_months="current_month",
        reference=STANDARD.reference,
        counted_by="category",
        kind="kind",
        mark="",
    ),
    HAZARDS.row_name: FileTables(
        of="hazards",
        rows="hazard",
        returns="hazard_return",
        current_rows="current_hazard",
        current_months="current_hazard_month",
        reference=HAZARDS.reference,
        counted_by="hazard_level",
        kind="hazard_return_kind(file_sha256)",
        mark="h",
    ),
}


def tables_of(standard: Standard) -> FileTables:
    return _TABLES[standard.row_name]


def every_file() -> tuple[FileTables, ...]:
    return tuple(_TABLES.values())
