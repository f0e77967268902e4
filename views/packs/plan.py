"""Plan on a page: aims, focus areas, measures, actions and owners on one side of A4, as a web page or PowerPoint."""

import io
from html import escape

import pandas as pd
from pptx.util import Pt

from queries.refusals import NotAllowed
from views import wording
from views.learning.page import actions_table
from views.look import LIGHT
from views.packs import slides
from views.packs.content import Content

AIMS = (
    "See what changes, early and together.",
    "Learn from each other, and from published reviews.",
    "Do what we agreed, and check whether it worked.",
)
MOST_ACTIONS, MOST_MEASURES = 5, 6
_SIZE, _WIDTHS = Pt(11), (4, 1.5, 1.4, 2.5, 2)


def _check(content: Content) -> None:
    if content.is_public:
        raise NotAllowed("The plan names members and their actions: it is not for the public. Use the bulletin.")


def _open_actions(content: Content) -> tuple[pd.DataFrame, str]:
    """The first open actions, and how many more there are."""
    rows = [each for each in content.actions if each.status in ("open", "overdue")]
    more = len(rows) - MOST_ACTIONS
    rest = f"{wording.number_word(more).capitalize()} more on the page Learning." if more > 0 else ""
    table = actions_table(rows[:MOST_ACTIONS])[["Action", "Owner", "Due", "Hoped for"]]
    table["So far"] = [wording.VERDICTS.get(each.verdict, "") for each in rows[:MOST_ACTIONS]]
    return table, rest


def measures(content: Content) -> pd.DataFrame:
    rows = content.in_focus[:MOST_MEASURES]
    return pd.DataFrame(
        {
            "Focus area": [each.label for each in rows],
            f"Incidents, {content.period}": [each.shown for each in rows],
            f"On {content.since}": [each.change for each in rows],
        }
    )


def as_slide(content: Content) -> bytes:
    _check(content)
    made = slides.new(f"Plan on a page, {content.period}", size=slides.A4)
    on = slides.slide(made, f"Our plan: {content.title}", content.usage().text)
    slides.lines(made, on, [f"• {aim}" for aim in AIMS], top=1.4, height=0.9, size=slides.SMALL)
    alt = "Focus areas and their measures."
    slides.table(made, on, measures(content), alt=alt, widths=(3, 2, 4), top=2.3, height=1.5, size=_SIZE)
    rows, rest = _open_actions(content)
    if len(rows):
        slides.table(
            made, on, rows, alt="Open actions, owners and dates.", widths=_WIDTHS, top=4.3, height=2.5, size=_SIZE
        )
    else:
        slides.lines(made, on, ["No action is open."], top=4.3, height=0.5)
    slides.lines(made, on, [f"{rest} {content.usage().text}".strip()], top=7.0, height=1.0, size=slides.SMALL)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def as_page(content: Content) -> bytes:
    """A web page that the browser prints on one side of A4, or saves as PDF."""
    _check(content)
    rows, rest = _open_actions(content)
    actions = _table(rows, "Actions") if len(rows) else "<p>No action is open.</p>"
    aims = "".join(f"<li>{escape(aim)}</li>" for aim in AIMS)
    style = (
        f"body{{font:11pt/1.35 system-ui,sans-serif;color:{LIGHT.text};background:{LIGHT.ground};margin:12mm auto;"
        "max-width:270mm}h1{font-size:18pt;margin:0 0 4mm}h2{font-size:13pt;margin:4mm 0 1mm}ul{margin:0}"
        "table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold}"
        f"th,td{{text-align:left;padding:1mm 2mm;border-bottom:1px solid {LIGHT.quiet}}}"
        "footer{font-size:9pt;margin-top:4mm}@page{size:A4 landscape;margin:10mm}@media print{body{margin:0}}"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>Plan on a page, {escape(content.period)}</title><style>{style}</style></head><body><main>"
        f"<h1>Our plan: {escape(content.title)}</h1><h2>Aims</h2><ul>{aims}</ul>"
        f"{_table(measures(content), 'Focus areas and measures')}{actions}<p>{escape(rest)}</p>"
        f"</main><footer>{escape(content.usage().text)}</footer></body></html>\n"
    ).encode()


def _table(rows: pd.DataFrame, caption: str) -> str:
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in rows.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(value))}</td>" for value in row) + "</tr>"
        for row in rows.itertuples(index=False)
    )
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
