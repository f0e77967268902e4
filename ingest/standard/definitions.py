"""What a standard consists of: fields, codes, categories, families, and the columns that the store keeps."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

KINDS = ("text", "date", "day", "datetime", "day_or_datetime", "code", "codes", "yes_no")
CATEGORY, FURTHER = "category", "also_involves"
DATE_KINDS = ("date", "day", "datetime", "day_or_datetime")
COLUMN_TYPES = {"codes": "varchar[]", "yes_no": "boolean"}
"""Kind of a field -> DuckDB's type of its column; varchar for every other kind that is kept as it is."""


@dataclass(frozen=True)
class Code:
    """One allowed answer. `others_see` is the code shown to other members, where it differs."""

    code: str
    label: str
    definition: str
    synonyms: tuple[str, ...] = ()
    others_see: str | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class Category(Code):
    """A kind of incident. `sac_type` is its type in the Safeguarding Adults Collection, if it has one."""

    family: str = field(kw_only=True)
    count_when: str = field(kw_only=True)
    do_not_count: str = field(kw_only=True)
    seasonal: bool = field(kw_only=True)
    sac_type: str | None = field(kw_only=True)


@dataclass(frozen=True)
class Family:
    """The level at which peers are compared. Seasonal when all of its categories are."""

    code: str
    label: str
    focus: bool
    seasonal: bool
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One column of a return: how it is written, when it applies, and which column of the store keeps it.

    `kind` is one of `KINDS`: "date" is a day or a month, "day" a day, "day_or_datetime" a day with or without a time,
    "codes" several with `;` between.
    `category` is the only category the field applies to. `depends_on` names another field and the codes of it
    for which this field may be given. `kept_as` names a column of `Standard.columns`. `matures` where councils and time
    fill it in after the return.
    """

    name: str
    title: str
    description: str
    kind: str
    required: bool
    codes: tuple[Code, ...]
    category: str | None
    depends_on: tuple[str, tuple[str, ...]] | None
    synonyms: tuple[str, ...]
    max_length: int | None
    kept_as: str
    unique: bool = False
    matures: bool = False


@dataclass(frozen=True)
class Column:
    """One column of the store: a field as it is, or a value derived from the fields in `made_from`.

    `type` is DuckDB's. `codes` are the values it may have (of a list: its items), empty for any.
    """

    name: str
    title: str
    type: str
    made_from: tuple[str, ...]
    codes: tuple[Code, ...] = ()
    category: str | None = None
    matures: bool = False

    @property
    def is_derived(self) -> bool:
        return self.made_from != (self.name,)


@dataclass(frozen=True)
class RecordingQuestion:
    """A question about what a member records, and the only answers accepted: the widest first."""

    name: str
    label: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One thing that a version of the standard changed; `month` is its first month, YYYY-MM."""

    version: str
    month: str
    change: str


@dataclass(frozen=True, eq=False)
class Standard:
    """Fields, categories and families, in the standard's order; `code_lists` by their names, `schema`
    is the JSON that defines the fields."""

    version: str
    fields: tuple[Field, ...]
    derived_columns: tuple[Column, ...]
    categories: tuple[Category, ...]
    families: tuple[Family, ...]
    recording_questions: tuple[RecordingQuestion, ...]
    changes: tuple[Change, ...]
    code_lists: dict[str, tuple[Code, ...]] = field(repr=False)
    schema: dict[str, Any] = field(repr=False)

    @property
    def row_name(self) -> str:
        """What one row is: incident, hazard."""
        return str(self.schema["title"]).split()[-1].lower()

    @cached_property
    def field_names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.fields)

    @cached_property
    def required(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.fields if each.required)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The store's columns (without return_id), each where its first field is."""
        derived = {each.name: each for each in self.derived_columns}
        names = dict.fromkeys(each.kept_as for each in self.fields)
        return tuple(derived.get(name) or _kept_as_it_is(self.field(name)) for name in names)

    @cached_property
    def reference(self) -> str:
        """The field that identifies a row and does not repeat."""
        return next(each.name for each in self.fields if each.unique)

    @cached_property
    def reported(self) -> str:
        """The date field that decides in which month a row counts."""
        return next(each.name for each in self.fields if each.kept_as == "month")

    def field(self, name: str) -> Field:
        """The field of that name; KeyError if the standard has none."""
        return self._by_name[name]

    def column(self, name: str) -> Column:
        """The store's column of that name; KeyError if there is none."""
        return self._by_column[name]

    def category(self, code: str) -> Category:
        """The category of that code; KeyError if the standard has none."""
        return self._by_category[code]

    def family(self, code: str) -> Family:
        """The family of that code; KeyError if the standard has none."""
        return self._by_family[code]

    def codes(self, field_name: str) -> tuple[str, ...]:
        """The codes a field allows; empty for a field without codes."""
        return tuple(each.code for each in self.field(field_name).codes)

    def code_labels(self, field_name: str) -> dict[str, str]:
        """Code to label, in the standard's order; empty for a field without codes."""
        return {each.code: each.label for each in self.field(field_name).codes}

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {each.name: each for each in self.fields}

    @cached_property
    def _by_column(self) -> dict[str, Column]:
        return {each.name: each for each in self.columns}

    @cached_property
    def _by_category(self) -> dict[str, Category]:
        return {each.code: each for each in self.categories}

    @cached_property
    def _by_family(self) -> dict[str, Family]:
        return {each.code: each for each in self.families}


def _kept_as_it_is(of: Field) -> Column:
    type_ = COLUMN_TYPES.get(of.kind, "varchar")
    return Column(of.name, of.title, type_, (of.name,), of.codes, of.category, of.matures)
