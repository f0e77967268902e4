"""Steps that follow one another as a table: how many incidents reach each step, and what share of those that could."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from views import methods, tables, wording
from views.exhibit import beneath
from views.focus.shares import Share, counts, shares
from views.focus.topic import Measure, Topic, View
from views.provenance import GROUP, OWN, provenance
from views.visit import Visit


@dataclass(frozen=True)
class Step:
    """Answers to a field that reach this step, as a share of the answers `of` to the same field.

    is_base: the step is all that was answered, and has no share.
    """

    label: str
    field: str
    codes: tuple[str, ...]
    of: tuple[str, ...]
    of_words: str
    is_base: bool = False


COLUMNS = ("Step", "Incidents", "Share", "95% interval", "Of")
AS_NUMBERS = ("Incidents, lowest", "Incidents, highest", "Share, low (95%)", "Share, high (95%)")


def table(visit: Visit, steps: Sequence[Step], answers: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row a step whose field has answers, COLUMNS in words and AS_NUMBERS.

    answers: field -> breakdown rows, empty where there are none.
    """
    drawn = [(step, answers[step.field]) for step in steps if not answers[step.field].empty]
    found = shares(visit, [(rows, Measure(step.field, step.codes, step.label, of=step.of)) for step, rows in drawn])
    rows = [_row(step, rows, share) for (step, rows), share in zip(drawn, found, strict=True)]
    return pd.DataFrame(rows, columns=[*COLUMNS, *AS_NUMBERS])


def _row(step: Step, rows: pd.DataFrame, found: Share | None) -> tuple[str | float | None, ...]:
    low, high = counts(rows, step.codes)
    if step.is_base:
        return step.label, counted(low, high), "", "", "", low, high, None, None
    if found is None:
        return (
            step.label,
            counted(low, high),
            f"fewer than {wording.LEAST_BASE}",
            "",
            step.of_words,
            low,
            high,
            None,
            None,
        )
    interval = f"{found.lower:.0%} to {found.upper:.0%}"
    ends = round(found.lower, 4), round(found.upper, 4)
    return step.label, counted(low, high), found.words, interval, step.of_words, low, high, *ends


def counted(low: int, high: int) -> str:
    """'12', '13 to 17'; 'under 5' where there may be none and at most four."""
    if low == high:
        return f"{high:,}"
    return wording.UNDER_FIVE if high <= wording.MOST_UNDER_FIVE else f"{low:,} to {high:,}"


def draw(visit: Visit, topic: Topic, at: View, steps: pd.DataFrame, *, name: str, rests_on: str) -> None:
    """steps: from `table`; AS_NUMBERS are for the download."""
    shown = steps[list(COLUMNS)]
    tables.show_as_list(shown, f"steps_{name}", "From raised to what came back", named=COLUMNS[1:])
    made = provenance(visit, topic.label, at.words, shows="step by step", whose=OWN if at.own else GROUP)
    beneath(
        visit, shown, name=name, made=made, rests_on=rests_on, how=methods.BREAKDOWN, file=lambda: steps, on_page=True
    )
