"""The meeting's pack as PowerPoint: native, editable charts, a finding as each slide's title, speaker notes."""

import io
from pathlib import Path

import pandas as pd
from pptx.presentation import Presentation as Slides

from views import methods, wording
from views.compare.comparison import Comparison
from views.learning.page import actions_table
from views.look import LIGHT
from views.packs import charts, slide_parts, slides
from views.packs.content import COUNTS, PER_THOUSAND, Content, FamilyFigure
from views.packs.plain import plain

QUARTERS_OF_RETURNS, NOTE_TOP, NOTE_HEIGHT = 4, 6.15, 0.75
LEGEND = "Each figure is drawn as the least and the most that it may be."


def powerpoint(content: Content, template: Path | None = None) -> bytes:
    """Raises NotAllowed where the template cannot be used."""
    made = slides.new(f"Safeguarding trends, {content.period}", template)
    _opening(made, content)
    _returns(made, content)
    _headlines(made, content)
    _families(made, content)
    for figure in content.in_focus:
        _family(made, content, figure)
    for compared in content.compared:
        _members(made, content, compared)
    _actions(made, content)
    _methods(made, content)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _opening(made: Slides, content: Content) -> None:
    usage = content.usage()
    on = slides.slide(made, f"Safeguarding trends, {content.period}", usage.text, size=40)
    slides.lines(made, on, [content.title], top=1.7, height=1.5, size=26)
    slides.lines(made, on, usage.lines, top=3.9, height=3.2, size=18, colour=LIGHT.quiet)


def _returns(made: Slides, content: Content) -> None:
    on = slides.slide(made, content.returned, "Returns first: who is in, and who is awaited.", content.foot)
    if content.returns is None:
        slides.lines(made, on, [content.edition], top=slides.BODY_TOP, height=2.0)
        return
    rows = returns_table(content)
    slide_parts.table(made, on, rows, alt="Each member: what it has returned of the last quarters.",
                      widths=(3, *[2] * (len(rows.columns) - 1)), height=4.4)  # fmt: skip
    slides.lines(made, on, [content.edition], top=NOTE_TOP, height=NOTE_HEIGHT, size=slides.NOTE_SIZE)


def returns_table(content: Content) -> pd.DataFrame:
    """One row a member, a column for each of the last quarters up to this one."""
    assert content.returns is not None
    status = content.returns.status
    quarters = sorted(day for day in status if day <= content.quarter)[-QUARTERS_OF_RETURNS:]
    columns = {
        wording.quarter(day): [wording.STATUS.get(status[day].get(member, ""), "") for member in content.visit.names]
        for day in quarters
    }
    return pd.DataFrame({"Member": list(content.visit.names.values())} | columns)


def _headlines(made: Slides, content: Content) -> None:
    on = slides.slide(made, content.title, list(content.methods.values())[-1], content.foot)
    slides.lines(made, on, content.sentences, top=1.8, height=4.8, size=26)


def _families(made: Slides, content: Content) -> None:
    rows, alt = families_table(content), "Each family: incidents, rate and change on last year."
    widths = (3, 1.4, 1.6, 4.6)[: len(rows.columns)]
    for title, part in slide_parts.pages(made, content.finding_of_families, rows, widths):
        on = slides.slide(made, title, content.methods[COUNTS], content.foot)
        slide_parts.table(made, on, part, alt=alt, widths=widths)


def families_table(content: Content) -> pd.DataFrame:
    """One row a family: incidents as shown, rate, change. The public sees neither rates nor changes."""
    rows = content.families
    table = pd.DataFrame({"Family": [each.label for each in rows], "Incidents": [each.shown for each in rows]})
    if not content.is_public:
        table[f"Rate{PER_THOUSAND} (95%)"] = [each.rate.removesuffix(PER_THOUSAND) for each in rows]
        table[f"On {content.since}"] = [each.change for each in rows]
    return table


def _family(made: Slides, content: Content, figure: FamilyFigure) -> None:
    points = charts.over_time(figure, is_public=content.is_public)
    on = slides.slide(made, figure.title, f"{points.alt} {content.methods[COUNTS]}", content.foot)
    slide_parts.chart(made, on, points)
    counted = f"{content.period}: {figure.count}{f', {figure.rate}' if figure.rate else ''}."
    slides.lines(made, on, [f"{counted} {LEGEND}"], top=NOTE_TOP, height=NOTE_HEIGHT, size=slides.NOTE_SIZE)


def _members(made: Slides, content: Content, compared: Comparison) -> None:
    points = charts.by_member(compared)
    on = slides.slide(made, compared.title, f"{points.alt} {plain(methods.ALIKE)}", content.foot)
    slide_parts.chart(made, on, points)
    unit = "Incidents per 1,000 homes, 95% interval."
    slides.lines(made, on, [f"{unit} {compared.rests_on}"], top=NOTE_TOP, height=NOTE_HEIGHT, size=slides.NOTE_SIZE)


def _actions(made: Slides, content: Content) -> None:
    if content.is_public:
        return
    rows = actions_table(content.actions)
    if rows.empty:
        on = slides.slide(made, "No action has been agreed yet", "Decide what we do now.", content.foot)
        asked = "What shall we do before the next meeting, who does it, and by when?"
        slides.lines(made, on, [asked], top=slides.BODY_TOP, height=2)
        return
    open_now = sum(each.status in ("open", "overdue") for each in content.actions)
    title = f"What we said we would do: {wording.number_word(open_now)} still open"
    alt, widths = "Actions: owner, date, status, hope and verdict.", (4, 2.4, 1.5, 1.5, 2.2, 3.2)
    for numbered, part in slide_parts.pages(made, title, rows, widths):
        on = slides.slide(made, numbered, plain(methods.VERDICT), content.foot)
        slide_parts.table(made, on, part, alt=alt, widths=widths)


def _methods(made: Slides, content: Content) -> None:
    for title, text in content.methods.items():
        on = slides.slide(made, title, content.usage().text, content.foot)
        slides.lines(made, on, [text], top=slides.BODY_TOP, height=5.0, size=20)
