"""The workbook, by the Government Analysis Function's rules for accessible spreadsheets; its tables also as CSV.

Cover, contents and notes first; then one table a sheet, from its title in A1, with a header row and no merged or blank
cells; low and high as numbers, so that Excel and Power BI load it as it is.
"""

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import xlsxwriter

from queries.exports import as_csv, defused
from views import wording
from views.learning.lessons import lessons_table
from views.learning.page import actions_table
from views.packs.content import Content

NO_FIGURE = "[x]"
SMALL = "[c]"
SHORTHAND = {
    NO_FIGURE: "no figure: not returned, or not known",
    SMALL: "under 5: not shown, so that nobody is recognised",
}
WIDEST, LINE, ROW_HEIGHT = 60, 84, 16
TO_THE_RIGHT = ("Low", "High", "As shown", "Homes", "Rate low (95%)", "Rate high (95%)")


@dataclass(frozen=True)
class Sheet:
    name: str
    title: str
    table: pd.DataFrame


def sheets(content: Content) -> list[Sheet]:
    """Every table of the workbook that this viewer may have."""
    found = [
        Sheet("Families_by_quarter", "Incidents of each family by quarter, all members", _group(content, "quarter")),
        Sheet("Families_by_year", "Incidents of each family by financial year, all members", _group(content, "year")),
        Sheet("Categories_by_quarter", "Incidents of each category by quarter, all members", _categories(content)),
    ]
    if not content.is_public:
        found.append(Sheet("Members_by_quarter", "Incidents of each family by member and quarter", _members(content)))
        found.append(Sheet("Actions", "What was agreed, and whether it worked", actions_table(content.actions)))
        log = lessons_table(content.visit, content.visit.ask("lessons"))
        found.append(Sheet("Learning_log", "What the group has learnt", log))
    return [each for each in found if len(each.table)]


def workbook(content: Content) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    title = f"Safeguarding trends, {content.period}"
    book.set_properties(
        {"title": title, "author": "", "created": datetime.combine(content.visit.today, datetime.min.time())}
    )
    bold, heading = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "text_wrap": True})
    tables = sheets(content)
    _text(book, "Cover", [title, content.title, *content.usage().lines], bold)
    _contents(book, tables, bold)
    words = [f"{sign} means: {meaning}." for sign, meaning in SHORTHAND.items()]
    _text(book, "Notes", ["Notes", *words, *content.methods.values()], bold)
    for each in tables:
        _table(book, each, bold, heading)
    book.close()
    return out.getvalue()


def csv_zip(content: Content) -> bytes:
    """A .csv file for each sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("read_me.txt", "\n".join(content.usage().lines))
        for each in sheets(content):
            archive.writestr(f"{each.name.lower()}.csv", as_csv(each.table).encode("utf-8-sig"))
    return out.getvalue()


def _group(content: Content, by: str) -> pd.DataFrame:
    rows = content.visit.ask("group_figures", by=by)
    rows = rows[rows["period"] <= pd.Timestamp(content.quarter)]
    return _figures(content, rows, {"Family": rows["family"].map(content.visit.labels("family"))}, by)


def _categories(content: Content) -> pd.DataFrame:
    rows = content.visit.ask("group_figures", by="quarter", category="*")
    rows = rows[rows["period"] <= pd.Timestamp(content.quarter)]
    names = {"family": "Family", "category": "Category"}
    first = {title: rows[field].map(content.visit.labels(field)) for field, title in names.items()}
    return _figures(content, rows, first, "quarter")


def _members(content: Content) -> pd.DataFrame:
    rows = content.visit.ask("member_figures", by="quarter")
    rows = rows[rows["period"] <= pd.Timestamp(content.quarter)]
    first = {
        "Member": rows["member"].map(content.visit.names),
        "Family": rows["family"].map(content.visit.labels("family")),
    }
    return _figures(content, rows, first, "quarter")


def _figures(content: Content, rows: pd.DataFrame, first: dict, by: str) -> pd.DataFrame:
    """Low and high as numbers and the figure as shown; rates for members of the group only."""
    table = pd.DataFrame(
        first
        | {
            "Period": [wording.period(day, by) for day in rows["period"]],
            "First month": [f"{day:%Y-%m-%d}" for day in rows["period"]],
            "Low": rows["low"],
            "High": rows["high"],
            "As shown": rows["shown"],
        }
    )
    if content.is_public:
        small = rows["shown"] == wording.UNDER_FIVE
        return table.assign(Low=table["Low"].astype(object).mask(small, SMALL),
                            High=table["High"].astype(object).mask(small, SMALL))  # fmt: skip
    return table.assign(
        **{
            "Homes": rows["homes"],
            "Rate low (95%)": rows["rate_low"].round(3),
            "Rate high (95%)": rows["rate_high"].round(3),
        }
    )


def _text(book: xlsxwriter.Workbook, name: str, lines: list[str], bold: object) -> None:
    sheet = book.add_worksheet(name)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, LINE)
    for row, line in enumerate(lines):
        sheet.set_row(row, ROW_HEIGHT * -(-len(line) // LINE))
        sheet.write_string(row, 0, line, bold if row == 0 else wrapped)
    _print(sheet, name)


def _contents(book: xlsxwriter.Workbook, tables: list[Sheet], bold: object) -> None:
    sheet = book.add_worksheet("Contents")
    sheet.set_column(0, 1, 50)
    sheet.write_string(0, 0, "Contents", bold)
    rows = [["Notes", "Shorthand, and how the figures are made"], *([each.name, each.title] for each in tables)]
    columns = [{"header": "Sheet"}, {"header": "What it holds"}]
    sheet.add_table(
        1, 0, len(rows) + 1, 1, {"columns": columns, "autofilter": False, "style": None, "name": "contents"}
    )
    for row, (name, title) in enumerate(rows, start=2):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
        sheet.write_string(row, 1, title)
    _print(sheet, "Contents")


def _table(book: xlsxwriter.Workbook, each: Sheet, bold: object, heading: object) -> None:
    sheet = book.add_worksheet(each.name)
    sheet.write_string(0, 0, each.title, bold)
    sheet.write_string(1, 0, "One table. [x] and [c] are explained on the sheet Notes.")
    table = each.table
    cells = [
        book.add_format({"text_wrap": True, "valign": "top"}),
        book.add_format({"align": "right", "valign": "top"}),
    ]
    columns = [{"header": str(name), "header_format": heading} for name in table.columns]
    area = {"columns": columns, "autofilter": False, "style": None, "name": each.name.lower()}
    sheet.add_table(2, 0, len(table) + 2, len(table.columns) - 1, area)
    for column, name in enumerate(table.columns):
        values = table[name].tolist()
        longest = max((len(str(value)) for value in [name, *values]), default=0)
        sheet.set_column(column, column, min(longest + 3, WIDEST))
        for row, value in enumerate(values, start=3):
            _cell(sheet, row, column, value, cells[name in TO_THE_RIGHT])
    for row, values in enumerate(table.itertuples(index=False), start=3):
        if (longest := max(len(str(value)) for value in values)) > WIDEST:
            sheet.set_row(row, ROW_HEIGHT * -(-longest // (WIDEST - 8)))
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    _print(sheet, each.title, is_wide=True)


def _print(sheet: xlsxwriter.worksheet.Worksheet, title: str, *, is_wide: bool = False) -> None:
    """A4, all columns on one page's width, the sheet's title and the page's number below."""
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if is_wide:
        sheet.set_landscape()
    sheet.set_footer(f"&L{title.replace('&', '&&')}&RPage &P of &N")


def _cell(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object, form: object) -> None:
    if pd.isna(value):
        sheet.write_string(row, column, NO_FIGURE, form)
    elif isinstance(value, str):
        sheet.write_string(row, column, defused(value), form)
    else:
        sheet.write_number(row, column, value, form)
