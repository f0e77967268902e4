"""What a question file reads, by its text: does an exact count get past the disclosure macros?

Names of tables, views and macros are followed through all SQL files down to `incident`, the only table with
rows to count. Text cannot tell a column that was given another name from a harmless one: that is found by
asking, in test_every_question.py.
"""

import re
from functools import cache

from queries.question import MACROS, Question

DISCLOSED = {"member_interval", "group_disclosed"}  # what lies beneath these comes out as intervals
# macros of one's own: which argument says whose
OWN = {"own_counted": 0, "members_beside": 0, "figures_of": 1, "year_on_year": 1}
EXACT_COLUMNS = {"n", "total", "before_n", "x1", "x0", "cells"}  # carried for working with, not for showing
RELATION = re.compile(r"create (?:or replace )?(?:view|macro|table(?: if not exists)?) (\w+)(.*?);", re.S)


def leaks(question: Question) -> list[str]:
    """Why this question may not be served; nothing where it may."""
    body = uncommented(question.sql)
    read = words(body) & exact_relations()
    rows = read - set(OWN)
    own_only = set(question.asked_by) <= {"lead", "reader"}
    of_others = [name for name in sorted(read & set(OWN)) if foreign(body, name)]
    found = [f"{name} of somebody who is not the viewer" for name in of_others]
    if own_only:
        unguarded = [] if of_viewer(body) else sorted(rows)
        return found + [f"{name} without the viewer's member" for name in unguarded]
    if rows and not {"group_interval", "disclosed_low"} & words(body):
        found += [f"{name} without the disclosure macros" for name in sorted(rows)]
    if not words(body) & (exact_relations() | DISCLOSED):
        return found
    final = body.rpartition("final as (")[2]
    return found + [f"{name} is shown" for name in sorted(words(final) & EXACT_COLUMNS)]


def foreign(body: str, macro: str) -> bool:
    """Is the macro called with anybody but the viewer in the place that says whose figures?"""
    calls = [arguments(body, found.end()) for found in re.finditer(rf"\b{macro}\s*\(", body)]
    return any("$viewer_member" not in call[OWN[macro]] for call in calls)


def of_viewer(body: str) -> bool:
    return re.search(r"\bmember\s*=\s*\$viewer_member\b", body) is not None


def arguments(body: str, start: int) -> list[str]:
    """The arguments of a call, from just after its opening bracket."""
    found, depth = [""], 1
    for letter in body[start:]:
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            break
        if letter == "," and depth == 1:
            found.append("")
        else:
            found[-1] += letter
    return found


@cache
def exact_relations() -> frozenset[str]:
    """Every relation through which rows of `incident` can be counted without passing a disclosure macro."""
    text = "\n".join(uncommented(file.read_text("utf-8")) for file in MACROS)
    mentioned = {name: words(body) - DISCLOSED for name, body in RELATION.findall(text)}
    mentioned = {name: body for name, body in mentioned.items() if name not in DISCLOSED}
    exact, before = {"incident"}, set()
    while exact != before:
        before = set(exact)
        exact |= {name for name, body in mentioned.items() if body & exact}
    return frozenset(exact)


def uncommented(sql: str) -> str:
    return "\n".join(line.split("--")[0] for line in sql.splitlines())


def words(sql: str) -> set[str]:
    return set(re.findall(r"\w+", re.sub(r"'[^']*'", "''", sql)))
