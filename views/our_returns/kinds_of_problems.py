"""What a file was refused for, in words: the rules that files break, by kind, and what to do about each kind."""

from dataclasses import dataclass

from ingest.uploads import QUESTION


@dataclass(frozen=True)
class Kind:
    """`one`, `many`: what there is of it, after a number. `next_step`: what a lead does about it."""

    one: str
    many: str
    next_step: str
    rules: tuple[str, ...]


KINDS = (
    Kind(
        "find of personal data",
        "finds of personal data",
        "Take out what the page or the command names, or use the copy that it offers; then upload that.",
        ("personal_data",),
    ),
    Kind(
        "reason why it cannot be read",
        "reasons why it cannot be read",
        "Export it anew as CSV or .xlsx, without a password; then upload that.",
        (
            *("no_file", "file_damaged", "file_empty", "file_encrypted", "file_kind", "file_labelled"),
            *("file_too_large", "workbook_too_large", "takes_too_much", "no_rows", "nul_bytes"),
            *("encoding_unknown", "encoding_wrong", "delimiter_unclear", "delimiter_unknown", "other_delimiter"),
            *("rows_in_one_column", "sheet_unknown", "sheet_unclear", "sheets_alike", "sheets_differ", "matching_file"),
        ),
    ),
    Kind(
        "heading to match",
        "headings to match",
        "Upload it again and choose which column is which.",
        (
            *("headings_missing", "headings_not_recognised", "headings_repeated", "headings_unclear"),
            *("heading_too_long", "missing_heading", "repeated_heading", "field_not_matched", "field_twice"),
        ),
    ),
    Kind(
        "word to match",
        "words to match",
        "Upload it again and choose what each word means.",
        ("unmatched_word", "several_answers"),
    ),
    Kind(
        "date to correct",
        "dates to correct",
        "Correct these dates, or choose the months that the file holds; then upload it again.",
        (
            *("date_in_future", "date_outside_months", "date_order_unclear", "date_orders_mixed", "date_zero"),
            *("date_unreadable", "date_two_digit_year", "date_formats_mixed", "date_impossible", "day_missing"),
            *("time_missing", "time_zone_unknown", "closed_before_reported", "found_before_missing"),
            *("investigated_before_aware", "made_safe_before_aware", "summary_before_aware"),
            *("summary_before_investigated", "further_works_before_aware", "bank_holidays_not_listed"),
        ),
    ),
    Kind(
        "reference to correct",
        "references to correct",
        "Correct these references, or choose on Upload how such rows are numbered.",
        ("missing_reference", "repeated_reference", "damaged_reference"),
    ),
    Kind(
        "row or cell to correct",
        "rows or cells to correct",
        "Correct them in your system, or in the file; then upload it again.",
        (
            *("field_count", "too_many_columns", "rows_in_a_cell", "cell_too_long", "formula_without_result"),
            *("space_before_quote", "stray_quote", "text_after_quote", "unclosed_quote"),
            *("merged_cells", "required", "too_long", "depends_on", "rows_differ", "count", "code"),
        ),
    ),
    Kind(
        "question to answer",
        "questions to answer",
        "Upload it and answer them, or load it again with --accept.",
        (QUESTION,),
    ),
    Kind(
        "month that cannot be returned",
        "months that cannot be returned",
        "Choose whole months that have ended; then upload it again.",
        ("period",),
    ),
    Kind(
        "save by somebody else at the same moment",
        "saves by somebody else at the same moment",
        "See above what counts now, and upload it again if it is still wanted.",
        ("saved_meanwhile",),
    ),
)
OTHER = Kind("other problem", "other problems", "Upload it again: the page says what is wrong, and where.", ())
"""Such as a rule of an older version of the program."""


def kind_of(rule: str) -> Kind:
    return _BY_RULE.get(rule, OTHER)


_BY_RULE = {rule: kind for kind in KINDS for rule in kind.rules}
