"""The standard's fields on the page: their titles, and which of them can split the incidents of a category."""

import pandas as pd

from ingest.standard import STANDARD
from views import wording
from views.visit import Visit

OUTCOMES = tuple(column.name for column in STANDARD.columns if column.matures)
"""Known only later: those of the newest quarter are never compared with older ones."""
NOT_GIVEN = "not_given"
FIRST = "source_of_risk"
"""How a category is split until somebody chooses, where it has no field of its own."""


def title(column: str) -> str:
    return "Family" if column == "family" else STANDARD.column(column).title


def label(visit: Visit, field: str, code: str) -> str:
    return "Not given" if code == NOT_GIVEN else visit.labels(field)[code]


def answers(visit: Visit, category: str | None) -> dict[str, str]:
    """Every answer to every field that can split the category: 'gender.female' -> 'Gender: Female'."""
    return {
        f"{field}.{code}": f"{heading}: {words}"
        for field, heading in splitting(visit, category).items()
        for code, words in {**visit.labels(field), NOT_GIVEN: "Not given"}.items()
    }


def source_of(column: str) -> str:
    """The standard's field that a column of the store comes from; mostly itself."""
    return STANDARD.column(column).made_from[0]


def splitting(visit: Visit, category: str | None) -> dict[str, str]:
    """Fields with codes, name -> title. A category's own fields come first, and are left out for other categories."""
    columns = {each.name for each in STANDARD.columns} - {"category"}  # the store has codes of hazards too
    coded = [name for name in visit.codes["field"].unique() if name in columns]
    order = [FIRST, *(each.name for each in STANDARD.columns)]
    belongs_to = {name: STANDARD.column(name).category for name in coded}
    coded.sort(key=lambda name: (belongs_to[name] is None, order.index(name)))
    return {name: title(name) for name in coded if belongs_to[name] in (None, category)}


def in_words(rows: pd.DataFrame, visit: Visit) -> pd.DataFrame:
    """Rows of incidents with titles for columns and labels for codes, without empty columns."""
    coded, shown = set(visit.codes["field"]), {}
    for column in rows.columns[rows.notna().any()]:
        values = rows[column]
        if column == "month":
            values = values.map({month: wording.month(month) for month in values.unique()})
        elif column in coded:
            values = _labelled(values, visit.labels(column))
        shown[title(column)] = values
    return pd.DataFrame(shown).dropna(axis="columns", how="all")


def _labelled(values: pd.Series, labels: dict[str, str]) -> pd.Series:
    if isinstance(values.dropna().iloc[0], str):
        return values.map(labels)
    return codes_of(values).map(lambda codes: "; ".join(labels[code] for code in codes) or None)


def codes_of(values: pd.Series) -> pd.Series:
    """The codes in each cell of a column, as a list: yes or no for a boolean, empty where there is none."""
    return values.map(_codes)


def _codes(value: object) -> list[str]:
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, str):
        return [value]
    return [] if value is None or pd.api.types.is_scalar(value) else list(value)
