"""What a question file reads, by its text: more than its header says, or the returns of somebody else?

Names of tables, views and macros are followed through all SQL files down to the tables. Text cannot tell a column that
was given another name from a harmless one: that is found by asking, in test_every_question.py.
"""

import re
from functools import cache

from queries.question import Question
from queries.schema import MACROS

PRIVATE = {"incident", "incident_code", "incident_count", "member_return", "cleared"}
PRIVATE |= {
    "closing_return",
    "closing_look",
    "closing_count",
    "hazard",
    "hazard_return",
    "closing_hazard",
    "upload",
    "hardship_total",
    "kept_answer",
}
UPLOADS = {"upload"}
SHOWN = {"shown", "shown_homes", "shown_column", "shown_hazard_member", "shown_hardship"}
ADMINISTRATION = {"audit", "person", "session", "matching", "matching_offer", "hazard_matching", "draft", "kept_answer"}
PUBLIC = {"returned_month"}  # made of private tables, and holds who has returned which month
# macros of one's own figures: which argument says whose
OWN = {
    **dict.fromkeys(
        (
            *("own_counted", "own_answers", "own_levels", "own_matching", "own_matching_codes", "own_fields"),
            *("own_whole", "members_beside", "own_hazards_counted"),
        ),
        0,
    ),
    **dict.fromkeys(("figures_of", "year_on_year", "answers_of", "shares_of", "homes_of"), 1),
}
RELATION = re.compile(r"create (?:or replace )?(?:view|macro|table(?: if not exists)?) (\w+)(.*?);", re.S)


def leaks(question: Question) -> list[str]:
    """Why this question may not be served; nothing where it may."""
    body = uncommented(question.sql)
    named = read_from(body)
    found = [f"{name} of somebody who is not the viewer" for name in sorted(named & set(OWN)) if foreign(body, name)]
    found += [f"{name}, which its header does not say" for name in sorted(unsaid(question, named))]
    if not set(question.asked_by) <= {"coordinator"}:
        restricted = sorted(named & reaching(ADMINISTRATION))
        found += [f"{name}, which nobody but the coordinator may read" for name in restricted]
    direct = sorted((named & reaching(PRIVATE)) - set(OWN) - PUBLIC)
    if direct and not (set(question.asked_by) <= {"lead", "reader"} and of_viewer(body)):
        found += [f"{name} without the viewer's member" for name in direct]
    if named & {"shown", "shown_now"} and "n" in words(body):
        found.append("n of shown, which only an agreement opens")
    return found


def unsaid(question: Question, named: set[str]) -> set[str]:
    """Relations it reads that are none of the sources in its header."""
    sources = {
        "own": reaching(PRIVATE) - PUBLIC - UPLOADS,
        "uploads": UPLOADS,
        "shown": reaching(SHOWN),
        "returned": PUBLIC,
        "administration": reaching(ADMINISTRATION),
    }
    said = set().union(*(names for source, names in sources.items() if source in question.reads), set())
    return named & set().union(*sources.values()) - said


def foreign(body: str, macro: str) -> bool:
    """Is the macro called with anybody but the viewer as the one whose figures they are?"""
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
def mentioned() -> dict[str, frozenset[str]]:
    """Every relation and macro of the SQL files, with the words in its definition."""
    text = "\n".join(uncommented(file.read_text("utf-8")) for file in MACROS)
    return {name: frozenset(read_from(body)) for name, body in RELATION.findall(text)}


def reaching(tables: set[str]) -> set[str]:
    """The tables themselves, and everything through which they are read; what is public ends the way."""
    found, before = set(tables), set()
    while found != before:
        before = set(found)
        found |= {name for name, body in mentioned().items() if name not in PUBLIC and body & found}
    return found


def uncommented(sql: str) -> str:
    return "\n".join(line.split("--")[0] for line in sql.splitlines())


def words(sql: str) -> set[str]:
    return set(re.findall(r"\w+", re.sub(r"'[^']*'", "''", sql)))


def read_from(sql: str) -> set[str]:
    """Tables, views and macros that are named after from or join, or called."""
    sql = re.sub(r"'[^']*'", "''", sql)
    return set(re.findall(r"\b(?:from|join)\s+(\w+)", sql)) | set(re.findall(r"\b(\w+)\s*\(", sql))
