"""Rules as SQL, the cells that break them, and what is said of them: by cell, or of the column as a whole."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from ingest.problems import Problem
from ingest.standard import Field

LISTED = 1_000
MOSTLY = 10  # faulty cells from which a column that is wrong in most rows is said once
EXAMPLES = 3


@dataclass(frozen=True)
class Rule:
    """`breaks` is an SQL condition on the table `checked`, true for a cell that breaks the rule.

    `says` makes the fault out of the cell and of `other`, an SQL expression for what else the row holds.
    `many` is said of a column most of whose cells break it, `mend` of both.
    """

    name: str
    breaks: str
    says: Callable[[str, str | None], str]
    many: str
    mend: str
    other: str = "null"
    soft: bool = False


@dataclass(frozen=True)
class Finding:
    """A rule that cells of a field break: `total` of them, out of `filled`; `cells` are the first as
    (line, cell, other)."""

    rule: Rule
    field: Field
    total: int
    filled: int
    cells: Sequence[tuple[int, str, str | None]]

    @property
    def said_once(self) -> bool:
        return self.total >= MOSTLY and self.total * 2 > self.filled


def find(db: duckdb.DuckDBPyConnection, field: Field, rules: Sequence[Rule]) -> list[Finding]:
    """One pass over a field's column of `checked`; a cell counts for the first rule that it breaks."""
    if not rules:
        return []
    which = " ".join(f"when {rule.breaks} then {at}" for at, rule in enumerate(rules))
    found = db.execute(f"""
        with broken as (select *, case {which} end as rule from checked)
        select rule, line, {field.name}, case rule {_others(rules)} end, count(*) over (partition by rule)
        from broken where rule is not null
        qualify row_number() over (partition by rule order by line) <= {LISTED}
        order by rule, line
    """).fetchall()
    if not found:
        return []
    filled = db.execute(f"select count(*), count(*) filter ({field.name} <> '') from checked").fetchone()
    return list(_by_rule(field, rules, found, *filled))


def _others(rules: Sequence[Rule]) -> str:
    return " ".join(f"when {at} then ({rule.other})::varchar" for at, rule in enumerate(rules))


def _by_rule(field: Field, rules: Sequence[Rule], found: list, rows: int, filled: int) -> Iterator[Finding]:
    for at, rule in enumerate(rules):
        cells = [(line, cell, other) for rule_at, line, cell, other, _ in found if rule_at == at]
        if cells:
            total = next(total for rule_at, *_, total in found if rule_at == at)
            yield Finding(rule, field, total, rows if rule.name == "required" else filled, cells)


def told(
    findings: Sequence[Finding], columns: Mapping[str, tuple[str, str]], of_columns: Sequence[Problem] = ()
) -> list[Problem]:
    """Problems in the order of their lines: at most `LISTED` in full, then how many more there are.

    `columns` is field -> (letter, heading), `of_columns` are problems to list beside the findings. What
    refuses goes before what asks where not all can be listed; how many more is said by rule for what asks,
    so that whoever accepts a rule accepts all of it.
    """
    everything = list(of_columns)
    unlisted: Counter[tuple[str, bool]] = Counter()
    for finding in findings:
        everything += [_of_column(finding, columns)] if finding.said_once else _by_cell(finding, columns)
        unlisted[finding.rule.name, finding.rule.soft] += 0 if finding.said_once else finding.total - len(finding.cells)
    everything.sort(key=lambda each: (each.soft, *_place(each)))
    unlisted.update((each.rule, each.soft) for each in everything[LISTED:])
    return sorted(everything[:LISTED], key=_place) + _more(unlisted)


def _place(problem: Problem) -> tuple:
    """Line by line, and in a line as a spreadsheet's letters go: A, B, … Z, AA."""
    return problem.line, len(problem.column or ""), problem.column or ""


def _by_cell(finding: Finding, columns: Mapping[str, tuple[str, str]]) -> Iterator[Problem]:
    rule = finding.rule
    for line, cell, other in finding.cells:
        letter, heading = columns.get(finding.field.name, (None, None))
        where = f"Row {line:,}, column {letter} ({finding.field.title})"
        message = f"{where}: {rule.says(cell, other)}. {rule.mend}"
        yield Problem(rule.name, message, line, letter, heading, finding.field.name, rule.soft)


def _of_column(finding: Finding, columns: Mapping[str, tuple[str, str]]) -> Problem:
    rule, field = finding.rule, finding.field
    letter, heading = columns.get(field.name, (None, None))
    examples = "; ".join(f"row {line:,}: {rule.says(cell, other)}" for line, cell, other in finding.cells[:EXAMPLES])
    message = (
        f"Column {letter} ({field.title}): {finding.total:,} of {finding.filled:,} cells {rule.many} "
        f"({examples}). "
        f"{rule.mend} So many suggest that the column or its matching is wrong."
    )
    return Problem(rule.name, message, finding.cells[0][0], letter, heading, field.name, rule.soft)


def _more(unlisted: Counter[tuple[str, bool]]) -> list[Problem]:
    hard = sum(count for (_, soft), count in unlisted.items() if not soft)
    mend = "Mend these first, then check again."
    refused = [Problem("more_problems", f"And {hard:,} more problems, not listed. {mend}")] if hard else []
    return refused + [
        Problem(rule, f"And {count:,} more cells to mend or to accept ({rule}), not listed.", soft=True)
        for (rule, soft), count in unlisted.items()
        if soft and count
    ]
