"""The board paper of one's own member, as Word: own exact figures beside the group's, what stands out, definitions."""

import io
from collections.abc import Sequence
from datetime import datetime

import pandas as pd
from docx import Document
from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from queries.refusals import NotAllowed
from views import wording
from views.learning.page import actions_table
from views.look import LIGHT
from views.packs.content import PER_THOUSAND, Content
from views.this_quarter import findings
from views.this_quarter.page import none_is_clear
from views.this_quarter.running import in_a_sentence, running

TYPEFACE = "Arial"


def board(content: Content) -> bytes:
    """Raises NotAllowed for a viewer without a member."""
    if content.visit.member is None:
        raise NotAllowed("A board paper is about one member’s own figures. Sign in as its lead or reader.")
    name = content.visit.own_name
    made = Document()
    _paper(made, f"{content.period}. {content.usage().who}")
    _properties(made, f"Safeguarding at {name}, {content.period}", content.visit.today)
    made.add_heading(f"Safeguarding at {name}, {content.period}", level=0)
    made.add_paragraph(f"{name}’s own paper.").runs[0].bold = True
    for line in content.usage().lines:
        made.add_paragraph(line)
    own = content.visit.ask("headlines", of="own", period=content.quarter).to_dict("records")
    made.add_heading("What stands out", level=1)
    for line in stands_out(content, own):
        made.add_paragraph(line, style="List Bullet")
    made.add_heading(f"{name} beside the group", level=1)
    made.add_paragraph("Rates are incidents per 1,000 homes, with their 95% interval.")
    _table(made, figures_table(content, own), (3.4, 2, 2.6, 3.4, 2.2, 2.6))
    made.add_heading("In the whole group", level=1)
    for line in content.sentences:
        made.add_paragraph(line, style="List Bullet")
    _actions(made, content)
    made.add_heading("What the words mean", level=1)
    labels = content.visit.codes.query("field == 'family'")
    for label, definition in zip(labels["label"], labels["definition"], strict=True):
        if isinstance(definition, str) and definition:
            made.add_paragraph(f"{label}: {definition}")
    for title, line in content.methods.items():
        made.add_paragraph(f"{title}: {line}")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def stands_out(content: Content, own: list[dict]) -> list[str]:
    """The own list of This quarter in sentences."""
    labels = content.visit.labels("family")
    marked = running(content.visit, "own", content.quarter)
    months = [in_a_sentence(marked, labels)] if marked else []
    clear = [row for row in own if findings.is_clear(row)]
    if clear:
        return [findings.sentence(row, labels[row["family"]], content.since) for row in clear] + months
    if all(pd.isna(row["high"]) for row in own):
        return [f"{content.visit.own_name} has not returned {content.period}."]
    return [none_is_clear(findings.comparisons(own), content.since), *months]


def figures_table(content: Content, own: list[dict]) -> pd.DataFrame:
    """Own exact figures beside the group's, one row a family."""
    group = {each.family: each for each in content.families}
    labels, since = content.visit.labels("family"), content.since
    return pd.DataFrame(
        {
            "Family": [labels[row["family"]] for row in own],
            "Our incidents": ["" if pd.isna(row["high"]) else f"{int(row['high']):,}" for row in own],
            "Our rate": [_per_thousand(wording.rate_range(row["rate_low"], row["rate_high"])) for row in own],
            f"On {since}": [findings.changed(row, since) for row in own],
            "Group’s incidents": [
                group[row["family"]].shown if row["family"] in group else wording.NO_GROUP_FIGURE for row in own
            ],
            "Group’s rate": [_per_thousand(group[row["family"]].rate) if row["family"] in group else "" for row in own],
        }
    )


def _per_thousand(rate: str) -> str:
    """The rate without its unit, which is above the table."""
    return rate.removesuffix(PER_THOUSAND)


def _actions(made: Paper, content: Content) -> None:
    made.add_heading("Actions", level=1)
    rows = actions_table(content.actions)
    rows = rows[rows["Owner"].isin([content.visit.own_name, "The group"])]
    if rows.empty:
        made.add_paragraph("No action of ours or of the whole group is in the learning log.")
    else:
        _table(made, rows, (4.4, 2.8, 1.9, 1.8, 2.5, 3.6))


def _table(made: Paper, rows: pd.DataFrame, widths: Sequence[float]) -> None:
    """A table whose first row is marked as its heading, repeated on every page. widths: centimetres."""
    table = made.add_table(rows=1, cols=len(rows.columns), style="Table Grid")
    table.autofit = False
    for cell, name in zip(table.rows[0].cells, rows.columns, strict=True):
        cell.text = str(name)
        cell.paragraphs[0].runs[0].bold = True
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), LIGHT.band[1:])
        cell._tc.get_or_add_tcPr().append(shade)
    heading = OxmlElement("w:tblHeader")
    heading.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(heading)
    for row in rows.itertuples(index=False):
        added = table.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, value in zip(added.cells, row, strict=True):
            cell.text = str(value)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for number, cell in enumerate(table._cells):
        cell.width = Cm(widths[number % len(widths)])
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(10)


def _paper(made: Paper, foot: str) -> None:
    """A4, in one typeface, with who may see it at the foot of every page."""
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(page, side, Cm(2))
    for style in ("Normal", "Title", "Heading 1"):
        font = made.styles[style].font
        font.name, font.color.rgb = TYPEFACE, RGBColor.from_string(LIGHT.text[1:])
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            made.styles[style].element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    made.styles["Normal"].font.size, made.styles["Title"].font.size = Pt(11), Pt(22)
    paragraph = page.footer.paragraphs[0]
    paragraph.add_run(foot).font.size = Pt(9)


def _properties(made: Paper, title: str, today: object) -> None:
    properties = made.core_properties
    properties.title, properties.author, properties.last_modified_by, properties.comments = title, "", "", ""
    properties.created = properties.modified = datetime.combine(today, datetime.min.time())
    properties.language = "en-GB"
