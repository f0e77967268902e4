"""What is checked before a question is asked: the viewer's right and the codes."""

from collections.abc import Callable, Collection
from typing import Any

import duckdb

from queries.question import CODED, Question
from queries.refusals import NotAllowed, WrongQuestion
from queries.viewer import Viewer

# of families by quarter, and what a look before closing has of lists (ingest/group/look.py)
OVERVIEW = {
    *("headlines", "member_figures", "group_figures", "change_on_last_year", "compare_flags", "funnel_limits"),
    *("periods", "errata", "column_supplied"),
}


def role_of(question: Question, viewer: Viewer) -> str:
    """The first of the viewer's roles that may ask; own figures before anything else."""
    for role in ("lead", "reader", "coordinator", "group", "public"):
        if role in viewer.roles and role in question.asked_by:
            return role
    allowed = ", ".join(question.asked_by)
    raise NotAllowed(f"{question.name} is answered to: {allowed}. You ask as {', '.join(sorted(viewer.roles))}.")


def check_reach(viewer: Viewer, role: str, values: dict[str, Any]) -> None:
    """Raises NotAllowed for figures that this viewer has none of, whatever the question."""
    if values.get("of") == "own" and viewer.member is None:
        raise NotAllowed("Only a member has figures of its own. Ask of = group.")
    if values.get("of") == "group" and values.get("answers"):
        raise NotAllowed("Only a member's own incidents can be narrowed to some answers. Leave the answers out.")
    if role == "public" and values.get("by") == "month":
        raise NotAllowed("The public sees quarters and years only. Ask by quarter or by year.")


def whose(viewer: Viewer, values: dict[str, Any]) -> str | None:
    """The member whose returns may be read: none where the group is asked about, so that all have one answer."""
    return None if values.get("of") == "group" else viewer.member


def is_overview(question: Question, values: dict[str, Any]) -> bool:
    """Whether it tells of families and quarters only, as the coordinator looks over a quarter when closing it."""
    return question.name in OVERVIEW and not values.get("category") and values.get("by") not in ("month", "year")


def check_codes(known_of: Callable[[str], Collection[str]], question: Question, values: dict[str, Any]) -> None:
    """Raises WrongQuestion where a family, category or field is none of the store's. known_of: see `known_codes`."""
    for parameter in question.parameters:
        value = values[parameter.name]
        if parameter.kind not in CODED or value is None or (parameter.kind == "category" and value == "*"):
            continue
        if value not in (known := known_of(parameter.kind)):
            raise WrongQuestion(f"There is no {parameter.kind} {value[:40]!r}. Known: {', '.join(sorted(known))}.")


def known_codes(cursor: duckdb.DuckDBPyConnection, kind: str) -> frozenset[str]:
    """The store's families, categories or fields."""
    column = "field" if kind == "field" else "code"
    where = "field not in ('family', 'category')" if column == "field" else f"field = '{kind}'"
    return frozenset(row[0] for row in cursor.execute(f"select distinct {column} from code where {where}").fetchall())


def reason_in(error: duckdb.Error) -> str | None:
    """A question refuses through SQL's error('refused: …'); its words are for the viewer."""
    text = str(error)
    return text.split("refused: ", 1)[1].splitlines()[0] if "refused: " in text else None
