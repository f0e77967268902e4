"""What the command line prints: plain text, or one JSON object."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from ingest import months
from ingest.cleaning import CleanCopy, count_beside, taken_out
from ingest.intake import Preview
from ingest.problems import Problem
from ingest.returns import Receipt
from ingest.screening import advice
from ingest.standard import FILES

IN_MATCHING = {
    "missing_reference": '"missing_reference": "number" numbers them',
    "repeated_reference": '"repeated_reference": "keep_first" keeps the first of each, '
    '"fold" makes one incident of them, "number" numbers every row',
    "sheets_alike": '"sheet": "*" reads them as one table, the name of a sheet only that one',
    "sheet_unclear": '"sheet": "Name of the sheet"',
    "sheets_differ": '"sheet": "Name of the sheet"',
    "headings_not_recognised": '"header_row": 3, the row that holds the headings',
    "headings_unclear": '"header_row": 3, the row that holds the headings',
    "headings_missing": '"header_row": 3, the row that holds the headings',
    "encoding_unknown": '"encoding": "cp1252", or another name',
    "encoding_wrong": '"encoding": "utf-8", or another name',
    "delimiter_unclear": '"delimiter": ";", or another one',
    "date_order_unclear": '"date_format": "%d/%m/%Y" is day first, "%m/%d/%Y" month first',
}
"""Rule -> the setting of the matching that answers it. The upload page offers these as choices."""

CHANGES = ("added", "changed", "gone", "unchanged")
LEFT_OUT = {
    "folded": "folded into another row of the same incident",
    "other_months": "reported in other months",
}


def print_line(text: str, to: TextIO | None = None) -> None:
    """One line. Characters that a terminal would not show, or would obey, are replaced by a space."""
    line = "".join(character if character.isprintable() else " " for character in text)
    to = to or sys.stdout
    encoding = to.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding), file=to)


def print_refused(problems: list[Problem], as_json: bool) -> None:
    """A refusal before there was a preview."""
    if as_json:
        _print_object({"outcome": "refused", "rows": 0, "left_out": 0, "return": None}, problems)
    else:
        _print_problems("Refused.", problems)


def print_outcome(
    outcome: str, preview: Preview, problems: list[Problem], as_json: bool, receipt: Receipt | None = None
) -> None:
    """The result of a check, a load or a nil return."""
    if as_json:
        left_out = dict(preview.left_out)
        markup = {letter: count for letter, _, count in preview.markup}
        first = {
            "outcome": outcome,
            "rows": preview.rows if outcome != "refused" else 0,
            "left_out": sum(left_out.values()),
            "return": receipt.return_id if receipt else None,
        }
        _print_object(first, problems, left_out_by_reason=left_out, markup_taken_off=markup, **_changes(preview))
    elif outcome == "refused":
        _print_problems("Refused: nothing was saved.", problems)
    else:
        for line in _summary(outcome, preview, receipt):
            print_line(line)
        if problems and receipt:
            _print_problems("Accepted:", problems, asking=False)
        elif problems:
            _print_problems("Questions to answer when you load it:", problems)


def print_copy(out: Path, copy: CleanCopy) -> None:
    """What is in a copy without personal columns, what is not, and what to look at before it is uploaded."""
    print_line(f"The copy is ready: {out}, with {copy.rows:,} rows and {copy.width:,} columns.")
    print_line("Taken out (also in " + count_beside(out).name + "):")
    for line in taken_out(copy):
        print_line(f"  {line}")
    print_line(
        "The file itself is as it was. Look through the copy before you upload it: what no rule knows stays in it."
    )
    if copy.questions:
        _print_problems(
            "The upload may not ask this of the copy, so look at it now:", list(copy.questions), asking=False
        )


def print_returns(rows: Sequence[Mapping[str, Any]], as_json: bool) -> None:
    """Every return of the store, oldest first."""
    if as_json:
        print(json.dumps({"returns": rows}))
        return
    for row in rows:
        print_line(
            f"{row['return']:<16} {row['member']:<12} {row['from']} to {row['to']}  {row['kind']:<7} "
            f"{row['rows']:>8,} rows  {row['status']:<16} saved {row['saved_at']} by {row['saved_by']}"
        )
    if not rows:
        print_line("No return yet.")


def _changes(preview: Preview) -> dict[str, object]:
    """What a return changes, and the months of it that have no rows, as a script reads them."""
    if preview.compared is None:
        return {}
    without = {"months_without_rows": [months.shown(month) for month in preview.months_without_rows]}
    return {name: getattr(preview.compared, name) for name in CHANGES} | without


def _summary(outcome: str, preview: Preview, receipt: Receipt | None) -> Iterable[str]:
    period = f"{preview.member}, {months.span(preview.from_month, preview.to_month)}"
    if outcome == "unchanged":
        yield f"{period}: nothing would change, nothing was written."
    elif outcome == "saved_already" and receipt:
        yield f"{period}: saved already, as {receipt.return_id}; nothing was written."
    elif outcome == "loaded" and receipt:
        yield f"Saved {receipt.return_id}: {period}, {_counted(preview)}."
    else:
        yield f"{period}: {_counted(preview)} can be saved."
    if preview.compared is not None and outcome != "unchanged":
        changes = {name: getattr(preview.compared, name) for name in CHANGES}
        yield "  " + ", ".join(f"{n:,} {name}" for name, n in changes.items()) + "."
        for column, n in preview.compared.fields.items():
            yield f"  {n:,} with another {_title(preview.of, column)}"
        if preview.compared.current_returns and outcome == "loaded":
            yield f"  In place of {', '.join(preview.compared.current_returns)} for these months."
    for reason, n in preview.left_out.items():
        yield f"  {n:,} left out: {LEFT_OUT.get(reason, reason)}"
    for name, n in preview.left_empty.items():
        yield f"  {n:,} left empty: {_title(preview.of, name)}"
    if (empty := preview.months_without_rows) and outcome != "unchanged":
        yield f"  {months.named(empty)} {'has' if len(empty) == 1 else 'have'} no rows: counted as zero."
    for sentence in preview.said_of_markup:
        yield f"  {sentence}"
    if preview.lists:
        yield f"  {preview.lists:,} with several categories: the first is the category, the others are also involved"
    if preview.not_kept:
        yield "  Columns not kept: " + ", ".join(f"{letter} ({heading})" for letter, heading in preview.not_kept)


def _counted(preview: Preview) -> str:
    return f"1 {preview.of.removesuffix('s')}" if preview.rows == 1 else f"{preview.rows:,} {preview.of}"


def _title(of: str, column: str) -> str:
    titles = {each.name: each.title for each in FILES[of].columns}
    return titles.get(column, column.replace("_", " "))


def _print_problems(head: str, problems: list[Problem], *, asking: bool = True) -> None:
    print_line(head, sys.stderr)
    for problem in problems:
        ask = f" (to accept this: --accept {problem.rule})" if problem.soft and asking else ""
        print_line(f"- {_message(problem)}{ask}", sys.stderr)
    if in_short := advice(problems):
        print_line(in_short, sys.stderr)


def _print_object(first: dict[str, Any], problems: list[Problem], **more: object) -> None:
    print(json.dumps(first | {"problems": [p.as_dict() | {"message": _message(p)} for p in problems]} | more))


def _message(problem: Problem) -> str:
    key = IN_MATCHING.get(problem.rule)
    return f"{problem.message} In the matching: {key}." if key else problem.message
