"""The standard's rules except those of dates, each with the message for a cell that breaks it."""

from collections.abc import Collection, Iterator

from ingest.checking.findings import Rule
from ingest.standard import Category, Field, Standard
from ingest.words import quoted

NOT_FOR_CATEGORY = "not_for_category"
REPEATS_MAIN_CATEGORY = "repeats_main_category"


def rules_of(field: Field, supplied: Collection[str], standard: Standard) -> Iterator[Rule]:
    """The rules that a field's cells may break, except those of dates. `supplied`: all fields of the file.

    The matching decides about missing and repeated references (`ingest.matching.references`).
    """
    if field.required and field.name != standard.reference:
        yield Rule("required", f"{field.name} = ''", lambda *_: "the cell is empty", "are empty", _fill_in(standard))
    if field.max_length:
        yield _too_long(field)
    if field.depends_on and field.depends_on[0] in supplied:
        yield _depends(field, standard.field(field.depends_on[0]), field.depends_on[1])
    if field.name == "also_involves" and "category" in supplied:
        yield _main_category_repeated(standard.field("category"))
    if field.category and "category" in supplied:
        yield _for_another_category(field, standard.category(field.category), standard)


def _fill_in(standard: Standard) -> str:
    return f"Every {standard.row_name} needs it: fill it in."


def _too_long(field: Field) -> Rule:
    return Rule(
        "too_long",
        f"length({field.name}) > {field.max_length}",
        lambda cell, _: f"{quoted(cell)} is {len(cell):,} characters long",
        f"are longer than {field.max_length} characters",
        f"At most {field.max_length} characters are allowed: shorten it.",
    )


def _depends(field: Field, on: Field, codes: tuple[str, ...]) -> Rule:
    wanted = f"“{on.title}” is {' or '.join(_labelled(on, code) for code in codes)}"
    return Rule(
        "depends_on",
        f"{field.name} <> '' and {on.name} not in ({', '.join(map(repr, codes))})",
        lambda cell, other: f"{_labelled(field, cell)} is given where “{on.title}” is {_labelled(on, other)}",
        "are filled where they cannot be",
        f"It is only for rows where {wanted}: correct that, or empty this cell.",
        other=on.name,
    )


def _for_another_category(field: Field, own: Category, standard: Standard) -> Rule:
    category = standard.field("category")
    return Rule(
        NOT_FOR_CATEGORY,
        f"{field.name} <> '' and category not in ('', '{own.code}')",
        lambda cell, other: f"{_labelled(field, cell)} is given for {_labelled(category, other)}",
        "are filled for other categories",
        f"It belongs to “{own.label}” only: correct it, or accept it as it is ({NOT_FOR_CATEGORY}).",
        other="category",
        soft=True,
    )


def _main_category_repeated(category: Field) -> Rule:
    return Rule(
        REPEATS_MAIN_CATEGORY,
        "category <> '' and list_contains(string_split(also_involves, ';'), category)",
        lambda _, other: f"{_labelled(category, other)} is the main category already",
        "repeat the main category",
        f"Only others belong here: take it out, or accept that it is left out ({REPEATS_MAIN_CATEGORY}).",
        other="category",
        soft=True,
    )


def _labelled(field: Field, cell: str | None) -> str:
    if not cell:
        return "empty"
    labels = {each.code: each.label for each in field.codes}
    if not labels:
        return quoted(cell)
    return f"“{'; '.join(labels.get(code, code) for code in cell.split(';'))}”"
