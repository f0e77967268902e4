"""What is proved before a question is asked: the viewer's right, the codes, the edition."""

import duckdb

from queries.question import CODED, Question
from queries.refusals import NotAllowed, WrongQuestion
from queries.viewer import Viewer


def role_of(question: Question, viewer: Viewer) -> str:
    """The first of the viewer's roles that may ask; own figures before anything else."""
    for role in ("lead", "reader", "coordinator", "group", "public"):
        if role in viewer.roles and role in question.asked_by:
            return role
    allowed = ", ".join(question.asked_by)
    raise NotAllowed(f"{question.name} is answered to: {allowed}. You ask as {', '.join(sorted(viewer.roles))}.")


def prove_codes(cursor, question: Question, values: dict) -> None:
    """Raises WrongQuestion where a family, category or field is none of the store's."""
    for parameter in question.parameters:
        value = values[parameter.name]
        if parameter.kind not in CODED or value is None or (parameter.kind == "category" and value == "*"):
            continue
        column = "field" if parameter.kind == "field" else "code"
        where = "field not in ('family', 'category')" if column == "field" else f"field = '{parameter.kind}'"
        known = [row[0] for row in cursor.execute(f"select distinct {column} from code where {where}").fetchall()]
        if value not in known:
            raise WrongQuestion(f"There is no {parameter.kind} {value[:40]!r}. Known: {', '.join(sorted(known))}.")


def edition_of(cursor, wanted: int | None) -> int:
    """The edition asked for, or the newest; 0 where nothing has been closed. Raises WrongQuestion."""
    newest = cursor.execute("select coalesce(max(edition), 0) from edition").fetchone()[0]
    if wanted is None:
        return newest
    if not 1 <= wanted <= newest:
        raise WrongQuestion(f"There is no edition {wanted}. Editions so far: {f'1 to {newest}' if newest else 'none'}.")
    return wanted


def said_by_the_question(error: duckdb.Error) -> str | None:
    """A question refuses through SQL's error('refused: …'); its words are for the viewer."""
    text = str(error)
    return text.split("refused: ", 1)[1].splitlines()[0] if "refused: " in text else None
