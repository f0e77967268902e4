"""Plan on a page: aims, focus areas, measures, actions and owners on one side of A4, as a web page or PowerPoint."""

import io
from html import escape

import pandas as pd

from queries.refusals import NotAllowed
from views import wording
from views.learning.page import actions_table
from views.look import LIGHT
from views.packs import slide_parts, slides
from views.packs.content import Content

AIMS = (
    "See what changes, early and together.",
    "Learn from each other, and from published reviews.",
    "Do what we agreed, and check whether it worked.",
)
MOST_ACTIONS, MOST_MEASURES = 5, 6
MUCH = 1800  # letters of the tables as HTML, above which the printed type is small
_SIZE, _WIDTHS = 14, (4, 3, 1.5, 2.2, 2)


def _check(content: Content) -> None:
    if content.is_public:
        raise NotAllowed("The plan names members and their actions: it is not for the public. Use the bulletin.")


def _open_actions(content: Content) -> tuple[pd.DataFrame, int]:
    """The first open actions, and how many are open."""
    rows = [each for each in content.actions if each.status in ("open", "overdue")]
    table = actions_table(rows[:MOST_ACTIONS])[["Action", "Owner", "Due", "Hoped for"]]
    table["So far"] = [wording.VERDICTS.get(each.verdict, "") for each in rows[:MOST_ACTIONS]]
    return table, len(rows)


def _rest(more: int) -> str:
    return f"{wording.number_word(more).capitalize()} more on the page Learning." if more > 0 else ""


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
    on = slides.slide(made, f"Our plan: {content.title}", content.usage().text, size=20)
    slides.lines(made, on, ["Aims"], top=1.45, height=0.3, size=_SIZE, bold=True)
    slides.lines(made, on, [f"• {aim}" for aim in AIMS], top=1.75, height=0.8, size=_SIZE)
    alt = "Focus areas and their measures."
    slide_parts.table(made, on, measures(content), alt=alt, widths=(3, 2, 4), top=2.6, height=1.55, size=_SIZE)
    rows, number = _open_actions(content)
    if len(rows):
        rows = slide_parts.first_page(made, rows, _WIDTHS, 2.2)
        alt = "Open actions, owners and dates."
        slide_parts.table(made, on, rows, alt=alt, widths=_WIDTHS, top=4.2, height=2.2, size=_SIZE)
    else:
        slides.lines(made, on, ["No action is open."], top=4.2, height=0.5, size=_SIZE)
    words = f"{_rest(number - len(rows))} {content.usage().text}".strip()
    slides.lines(made, on, [words], top=6.45, height=0.9, size=_SIZE, colour=LIGHT.quiet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def as_page(content: Content) -> bytes:
    """A web page that the browser prints on one side of A4, or saves as PDF."""
    _check(content)
    rows, number = _open_actions(content)
    actions = _table(rows, "Actions") if len(rows) else "<p>No action is open.</p>"
    aims = "".join(f"<li>{escape(aim)}</li>" for aim in AIMS)
    tables = f"{_table(measures(content), 'Focus areas and measures')}{actions}"
    size = 12.5 if len(tables) < MUCH else 9
    style = (
        f"body{{font:{size}pt/1.4 system-ui,sans-serif;color:{LIGHT.text};background:{LIGHT.ground};margin:12mm auto;"
        "max-width:270mm}h1{font-size:1.6em;line-height:1.2;margin:0 0 3mm}h2{font-size:1.15em;margin:3mm 0 1mm}"
        "ul{margin:0}"
        "table{border-collapse:collapse;width:100%;margin-top:3mm}"
        "caption{text-align:left;font-weight:bold;font-size:1.15em}"
        f"th,td{{text-align:left;padding:.06em .4em;border-bottom:1px solid {LIGHT.quiet}}}"
        "footer{font-size:.85em;margin-top:3mm}@page{size:A4 landscape;margin:10mm}@media print{body{margin:0}}"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>Plan on a page, {escape(content.period)}</title><style>{style}</style></head><body><main>"
        f"<h1>Our plan: {escape(content.title)}</h1><h2>Aims</h2><ul>{aims}</ul>"
        f"{tables}<p>{_rest(number - len(rows))}</p>"
        f"</main><footer>{escape(content.usage().text)}</footer></body></html>\n"
    ).encode()


def _table(rows: pd.DataFrame, caption: str) -> str:
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in rows.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(value))}</td>" for value in row) + "</tr>"
        for row in rows.itertuples(index=False)
    )
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
