"""What the standard is made of: codes, categories, families, fields. `ingest.standard` loads them."""

from dataclasses import dataclass, field
from functools import cached_property

KINDS = ("text", "date", "day", "datetime", "code", "codes", "yes_no")


@dataclass(frozen=True)
class Code:
    """One allowed answer. `others_see` is the code that other members are shown, where it differs."""

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
    """The level at which peers are compared. `seasonal` where all of its categories are."""

    code: str
    label: str
    focus: bool
    seasonal: bool
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One column of a return: how it is written, when it applies, and what the store keeps of it.

    `kind` is one of `KINDS`: "date" is a day or a month, "day" a day, "codes" several with `;` between.
    `category` is the only one it belongs to. `depends_on` names a field and the codes of it under which this
    one may be given.
    `matures` where councils and time fill it in after the return.
    `kept_as` is the store's column, `kept_codes` that column's codes where it holds bands of the value.
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
    kept_codes: tuple[Code, ...] = ()
    matures: bool = False


@dataclass(frozen=True)
class Standard:
    """Fields, categories and families, in the standard's order; `schema` is the JSON the fields came from."""

    version: str
    fields: tuple[Field, ...]
    categories: tuple[Category, ...]
    families: tuple[Family, ...]
    schema: dict = field(repr=False, compare=False)

    @cached_property
    def field_names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.fields)

    @cached_property
    def required(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.fields if each.required)

    def field(self, name: str) -> Field:
        """The field of that name; KeyError if the standard has none."""
        return self._by_name[name]

    def category(self, code: str) -> Category:
        """The category of that code; KeyError if the standard has none."""
        return self._by_category[code]

    def family(self, code: str) -> Family:
        """The family of that code; KeyError if the standard has none."""
        return self._by_family[code]

    def codes(self, field_name: str) -> tuple[str, ...]:
        """The codes a field allows, empty for a field that is no code."""
        return tuple(each.code for each in self.field(field_name).codes)

    def code_labels(self, field_name: str) -> dict[str, str]:
        """Code to label, in the standard's order, empty for a field that is no code."""
        return {each.code: each.label for each in self.field(field_name).codes}

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {each.name: each for each in self.fields}

    @cached_property
    def _by_category(self) -> dict[str, Category]:
        return {each.code: each for each in self.categories}

    @cached_property
    def _by_family(self) -> dict[str, Family]:
        return {each.code: each for each in self.families}
