"""Question files: SQL whose header says what is asked, of whom, and with what parameters.

A header is the run of comment lines at the top:

    -- How many incidents did each member report, by family?
    -- grain: one row per member, family and period
    -- asked by: lead, reader, coordinator, group
    -- reads: own, shown
    -- parameters:
    --   by: quarter | year = quarter
    --   family: family = null

`reads` says where the answer comes from: the viewer's `own` returns or its `uploads`, what was `shown` when quarters
were closed, which months are `returned`, the public `lists`, the `administration` (coordinator only) or `nothing` in
the store. A file whose `$names` differ from its header fails here, at start-up, with its name; one that reads more than
its header says, or somebody else's returns, fails a test. `$viewer_member`, `$viewer_role` and `$today` are given by
the store, not declared.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from queries.refusals import WrongQuestion
from queries.viewer import ROLES

FOLDER = Path(__file__).parent / "questions"
GIVEN = {"viewer_member", "viewer_role", "today"}
SOURCES = ("own", "uploads", "shown", "returned", "lists", "administration", "nothing")
CODED = {"family", "category", "field"}  # what the store's own codes decide
TYPES = {"text", "integer", "integers", "number", "month"} | CODED


class BrokenQuestion(Exception):
    """A question file that must not be served. Names the file and what is wrong with it."""


@dataclass(frozen=True)
class Parameter:
    name: str
    kind: str  # text, integer, integers, number, month, family, category, field or choice
    choices: tuple[str, ...]
    default: str | None
    required: bool

    def read(self, value: Any) -> str | int | list[int] | float | date | None:
        """The value as the SQL takes it; WrongQuestion when it is not of this parameter's kind."""
        if value is None:
            return None
        if self.kind == "choice" and str(value) not in self.choices:
            raise WrongQuestion(f"{self.name} is one of {', '.join(self.choices)}, not {str(value)[:40]!r}.")
        try:
            if self.kind == "integer":
                return _whole(value)
            if self.kind == "integers":
                return [_whole(each) for each in (value if isinstance(value, list) else str(value).split(","))]
            if self.kind == "number":
                return float(value)
            if self.kind == "month":
                return _month(value)
        except (ValueError, OverflowError) as error:
            raise WrongQuestion(f"{self.name} is {_EXAMPLE[self.kind]}, not {str(value)[:40]!r}.") from error
        return str(value)


@dataclass(frozen=True)
class Question:
    name: str
    purpose: str
    grain: str
    asked_by: tuple[str, ...]
    reads: frozenset[str]
    parameters: tuple[Parameter, ...]
    sql: str
    uses: frozenset[str]

    def values(self, given: Mapping[str, object]) -> dict[str, Any]:
        """Checked values for the declared parameters, defaults filled in. Raises WrongQuestion."""
        known = {p.name: p for p in self.parameters}
        if extra := sorted(set(given) - set(known)):
            takes = ", ".join(known) or "no parameters"
            raise WrongQuestion(f"{self.name} does not take {', '.join(extra)}. It takes: {takes}.")
        missing = [p.name for p in self.parameters if p.required and given.get(p.name) is None]
        if missing:
            raise WrongQuestion(f"{self.name} needs {', '.join(missing)}.")
        return {name: p.read(p.default if given.get(name) is None else given[name]) for name, p in known.items()}


_EXAMPLE = {
    "integer": "a whole number of at most 15 digits",
    "integers": "whole numbers of at most 15 digits, with commas between them",
    "number": "a number",
    "month": "a month such as 2026-07",
}


def _whole(value: Any) -> int:
    number = int(value)
    if abs(number) >= 10**15:  # exact as a double too, and inside DuckDB's bigint
        raise OverflowError
    return number


def _month(value: object) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, 1)
    year, month = str(value).split("-")[:2]
    return date(int(year), int(month), 1)


@cache
def questions() -> dict[str, Question]:
    """All questions by name. Raises BrokenQuestion for the first file that must not be served."""
    return {file.stem: read_question(file) for file in sorted(FOLDER.glob("*.sql"))}


def read_question(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    header = [line[3:].rstrip() for line in _header_lines(text)]
    body = "\n".join(line.split("--")[0] for line in text.splitlines())
    uses = frozenset(re.findall(r"\$([a-z_0-9]+)", body))
    question = Question(
        name=path.stem,
        purpose=header[0].strip() if header else "",
        grain=_entry(header, "grain", path),
        asked_by=tuple(re.split(r",\s*", _entry(header, "asked by", path))),
        reads=frozenset(re.split(r",\s*", _entry(header, "reads", path))),
        parameters=_parameters(header, path),
        sql=text,
        uses=uses,
    )
    _check(question, path)
    return question


def _header_lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("--"):
            return
        yield line if line.startswith("-- ") else "-- "


def _entry(header: list[str], name: str, path: Path) -> str:
    """What follows `name:`, to the next entry of the header."""
    found = re.search(rf"^{name}:(.*?)(?=^ *[a-z_ ]+:|\Z)", "\n".join(header), re.MULTILINE | re.DOTALL)
    if found is None:
        raise BrokenQuestion(f"{path.name}: its header has no line '{name}:'")
    return " ".join(found[1].split())


def _parameters(header: list[str], path: Path) -> tuple[Parameter, ...]:
    start = next((n for n, line in enumerate(header) if line.strip().startswith("parameters:")), None)
    if start is None:
        raise BrokenQuestion(f"{path.name}: its header has no line 'parameters:'")
    declared = []
    for line in header[start + 1 :]:
        found = re.fullmatch(r"  ([a-z_0-9]+): (.+?)(?: = (\S+))?", line)
        if not found:
            break
        name, kind, default = found.groups()
        choices = tuple(re.split(r"\s*\|\s*", kind)) if "|" in kind else ()
        if not choices and kind not in TYPES:
            raise BrokenQuestion(f"{path.name}: parameter {name} has the unknown type '{kind}'")
        no_default = default in (None, "null")
        declared.append(
            Parameter(name, "choice" if choices else kind, choices, None if no_default else default, default is None)
        )
    return tuple(declared)


def _check(question: Question, path: Path) -> None:
    declared = {p.name for p in question.parameters}
    if declared != question.uses - GIVEN:
        raise BrokenQuestion(
            f"{path.name}: the header declares {sorted(declared)}, the SQL uses {sorted(question.uses - GIVEN)}"
        )
    if unknown := set(question.asked_by) - set(ROLES):
        raise BrokenQuestion(f"{path.name}: asked by unknown roles {sorted(unknown)}")
    if unknown := set(question.reads) - set(SOURCES):
        raise BrokenQuestion(f"{path.name}: reads from unknown sources {sorted(unknown)}")
    if not question.purpose.endswith("?"):
        raise BrokenQuestion(f"{path.name}: its first line is not a question")
