"""The meeting's pack as PowerPoint: native, editable charts, a finding as each slide's title, speaker notes."""

import io
from pathlib import Path

import pandas as pd
from pptx.presentation import Presentation as Slides
from pptx.util import Pt

from views import methods, wording
from views.compare.comparison import Comparison
from views.learning.page import actions_table
from views.packs import charts, slides
from views.packs.content import Content, FamilyFigure
from views.packs.plain import plain

ACTIONS_A_SLIDE = 6


def powerpoint(content: Content, template: Path | None = None) -> bytes:
    made = slides.new(f"Safeguarding trends, {content.period}", template)
    usage = content.usage()
    first = slides.slide(made, f"Safeguarding trends, {content.period}", usage.text)
    slides.lines(made, first, [content.title, *usage.lines], top=1.8, height=5.2)
    _returns(made, content)
    _headlines(made, content)
    _families(made, content)
    for figure in content.in_focus:
        _family(made, content, figure)
    for compared in content.compared:
        _members(made, compared)
    _actions(made, content)
    _methods(made, content)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _returns(made: Slides, content: Content) -> None:
    on = slides.slide(made, content.returned, "Returns first: who is in, and who is awaited.")
    slides.lines(made, on, [content.edition], top=1.8, height=2.0)


def _headlines(made: Slides, content: Content) -> None:
    on = slides.slide(made, content.title, content.methods[-1])
    slides.lines(made, on, content.sentences, top=1.8, height=4.8)


def _families(made: Slides, content: Content) -> None:
    on = slides.slide(made, f"Each family, all members together, {content.period}", content.methods[0])
    rows, alt = families_table(content), "Each family: incidents, rate and change on last year."
    slides.table(made, on, rows, alt=alt, widths=(3, 1.2, 3, 4)[: len(rows.columns)])


def families_table(content: Content) -> pd.DataFrame:
    """One row a family: incidents as shown, rate, change. The public sees neither rates nor changes."""
    rows = content.families
    table = pd.DataFrame({"Family": [each.label for each in rows], "Incidents": [each.shown for each in rows]})
    if not content.is_public:
        table["Rate (95%)"] = [each.rate for each in rows]
        table[f"On {content.since}"] = [each.change for each in rows]
    return table


def _family(made: Slides, content: Content, figure: FamilyFigure) -> None:
    points = charts.over_time(figure, is_public=content.is_public)
    on = slides.slide(made, figure.title, f"{points.alt} {content.methods[0]}")
    slides.chart(made, on, points, bars=False)
    counted = f"{content.period}: {figure.count}{f', {figure.rate}' if figure.rate else ''}. Incidents a quarter."
    slides.lines(made, on, [counted], top=6.4, height=0.7, size=Pt(16))


def _members(made: Slides, compared: Comparison) -> None:
    points = charts.by_member(compared)
    on = slides.slide(made, compared.title, f"{points.alt} {plain(methods.ALIKE)}")
    slides.chart(made, on, points, bars=True)
    unit = "Incidents per 1,000 homes, 95% interval."
    slides.lines(made, on, [f"{unit} {compared.rests_on}"], top=6.4, height=0.7, size=Pt(16))


def _actions(made: Slides, content: Content) -> None:
    if content.is_public:
        return
    rows = actions_table(content.actions)
    if rows.empty:
        on = slides.slide(made, "No action has been agreed yet", "Decide what we do now.")
        slides.lines(
            made, on, ["What shall we do before the next meeting, who does it, and by when?"], top=1.8, height=2
        )
        return
    open_now = sum(each.status in ("open", "overdue") for each in content.actions)
    title = f"What we said we would do: {wording.number_word(open_now)} still open"
    for start in range(0, len(rows), ACTIONS_A_SLIDE):
        on = slides.slide(made, title, plain(methods.VERDICT))
        part = rows.iloc[start : start + ACTIONS_A_SLIDE]
        alt = "Actions: owner, date, status, hope and verdict."
        slides.table(made, on, part, alt=alt, widths=(4, 1.5, 1.4, 1.6, 2.2, 3.5))


def _methods(made: Slides, content: Content) -> None:
    for text in content.methods:
        on = slides.slide(made, "How the figures are made", content.usage().text)
        slides.lines(made, on, [text], top=1.6, height=5.4, size=Pt(18))
