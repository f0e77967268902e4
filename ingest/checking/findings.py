"""Rules as SQL, the cells that break them, and the problems they become: by cell, or one for a whole column."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from ingest.problems import Problem
from ingest.standard import Field
from queries.fetching import one_row

LISTED = 1_000
MOSTLY = 10  # with at least so many faulty cells, a column that is wrong in most rows is reported once
EXAMPLES = 3


@dataclass(frozen=True)
class Rule:
    """`breaks` is an SQL condition on the table `checked`, true for a cell that breaks the rule.

    `describe` puts the fault in words, from the cell and from `other`, an SQL expression for something else in the
    row. `many` describes a column most of whose cells break the rule. `advice` follows either.
    """

    name: str
    breaks: str
    describe: Callable[[str, str | None], str]
    many: str
    advice: str
    other: str = "null"
    soft: bool = False


@dataclass(frozen=True)
class Finding:
    """A rule that `total` of the `filled` cells of a field break; `cells` are the first, as (line, cell, other)."""

    rule: Rule
    field: Field
    total: int
    filled: int
    cells: Sequence[tuple[int, str, str | None]]

    @property
    def is_of_column(self) -> bool:
        return self.total >= MOSTLY and self.total * 2 > self.filled


def find(db: duckdb.DuckDBPyConnection, field: Field, rules: Sequence[Rule]) -> list[Finding]:
    """One pass over a field's column of `checked`; a cell counts for the first rule that it breaks."""
    if not rules:
        return []
    found = db.execute(f"""
        with broken as (select *, {_first_broken(rules)} as rule from checked)
        select rule, line, {field.name}, case rule {_others(rules)} end, count(*) over (partition by rule)
        from broken where rule is not null
        qualify row_number() over (partition by rule order by line) <= {LISTED}
        order by rule, line
    """).fetchall()
    if not found:
        return []
    rows, filled = one_row(db.execute(f"select count(*), count(*) filter ({field.name} <> '') from checked"))
    return list(_by_rule(field, rules, found, rows, filled))


def broken(db: duckdb.DuckDBPyConnection, rules: Mapping[str, Sequence[Rule]]) -> set[str]:
    """The fields of which some cell breaks one of the field's rules: one pass over all of `checked`."""
    ruled = [name for name, its_rules in rules.items() if its_rules]
    if not ruled:
        return set()
    each = ", ".join(f"coalesce(bool_or({_first_broken(rules[name])} is not null), false)" for name in ruled)
    return {
        name
        for name, is_broken in zip(ruled, one_row(db.execute(f"select {each} from checked")), strict=True)
        if is_broken
    }


def _first_broken(rules: Sequence[Rule]) -> str:
    """SQL for which of the rules a cell breaks first: its place among them, or null."""
    return f"case {' '.join(f'when {rule.breaks} then {at}' for at, rule in enumerate(rules))} end"


def _others(rules: Sequence[Rule]) -> str:
    return " ".join(f"when {at} then ({rule.other})::varchar" for at, rule in enumerate(rules))


def _by_rule(field: Field, rules: Sequence[Rule], found: list[Any], rows: int, filled: int) -> Iterator[Finding]:
    for at, rule in enumerate(rules):
        cells = [(line, cell, other) for rule_at, line, cell, other, _ in found if rule_at == at]
        if cells:
            total = next(total for rule_at, *_, total in found if rule_at == at)
            yield Finding(rule, field, total, rows if rule.name == "required" else filled, cells)


def as_problems(
    findings: Sequence[Finding], columns: Mapping[str, tuple[str, str]], of_columns: Sequence[Problem] = ()
) -> list[Problem]:
    """Problems in the order of their lines: at most `LISTED` in full, then how many more there are.

    `columns` is field -> (letter, heading), `of_columns` are problems to list with the findings. When the list is
    cut, errors come before warnings; omitted warnings are counted per rule, because accepting a rule accepts all of
    them.
    """
    everything = list(of_columns)
    unlisted: Counter[tuple[str, bool]] = Counter()
    for finding in findings:
        everything += [_of_column(finding, columns)] if finding.is_of_column else _by_cell(finding, columns)
        unlisted[finding.rule.name, finding.rule.soft] += (
            0 if finding.is_of_column else finding.total - len(finding.cells)
        )
    everything.sort(key=lambda each: (each.soft, *_position(each)))
    unlisted.update((each.rule, each.soft) for each in everything[LISTED:])
    return sorted(everything[:LISTED], key=_position) + _more(unlisted)


def _position(problem: Problem) -> tuple[int, int, str]:
    """By line, then by column as a spreadsheet orders its letters: A, B, … Z, AA."""
    return problem.line or 0, len(problem.column or ""), problem.column or ""


def _by_cell(finding: Finding, columns: Mapping[str, tuple[str, str]]) -> Iterator[Problem]:
    rule = finding.rule
    for line, cell, other in finding.cells:
        letter, heading = columns.get(finding.field.name, (None, None))
        where = f"Row {line:,}, column {letter} ({finding.field.title})"
        message = f"{where}: {rule.describe(cell, other)}. {rule.advice}"
        yield Problem(rule.name, message, line, letter, heading, finding.field.name, rule.soft)


def _of_column(finding: Finding, columns: Mapping[str, tuple[str, str]]) -> Problem:
    rule, field = finding.rule, finding.field
    letter, heading = columns.get(field.name, (None, None))
    examples = "; ".join(
        f"row {line:,}: {rule.describe(cell, other)}" for line, cell, other in finding.cells[:EXAMPLES]
    )
    message = (
        f"Column {letter} ({field.title}): {finding.total:,} of {finding.filled:,} cells {rule.many} "
        f"({examples}). "
        f"{rule.advice} So many suggest that the column or its matching is wrong."
    )
    return Problem(rule.name, message, finding.cells[0][0], letter, heading, field.name, rule.soft)


def _more(unlisted: Counter[tuple[str, bool]]) -> list[Problem]:
    hard = sum(count for (_, soft), count in unlisted.items() if not soft)
    advice = "Correct these first, then check again."
    refused = [Problem("more_problems", f"And {hard:,} more problems, not listed. {advice}")] if hard else []
    return refused + [
        Problem(rule, f"And {count:,} more cells to correct or accept ({rule}), not listed.", soft=True)
        for (rule, soft), count in unlisted.items()
        if soft and count
    ]
