"""The bulletin for staff: one web page that works from a file, in light and dark, prints on A4, and asks no network.

It is always made by the public rule. A second, shorter text is a draft for co-production with people with learning
disabilities; it is in plain English, and not what is called Easy Read.
"""

from html import escape

from views import wording
from views.look import DARK, LIGHT, Look
from views.packs.content import Content, FamilyFigure

_WIDTH, _HEIGHT, _LABEL = 640, 160, 22

INTRODUCTION = (
    "Housing providers meet every three months to learn from each other. They compare what they see, so that people "
    "are safer at home. This page says what their staff wrote down."
)
WHAT_TO_DO = (
    "If you are worried about somebody, tell your safeguarding lead today.",
    "If somebody is in danger now, ring 999.",
    "Write down what you saw. More reports can mean that people speak up sooner.",
)
DRAFT = (
    "We are housing staff. We want you to be safe at home.",
    "Every three months we count the times when somebody was not safe, or when we were worried.",
    "We do not use your name. Nobody can tell who you are.",
    "If you do not feel safe, tell somebody you trust. You can tell us.",
    "If you are in danger, ring 999.",
)


def bulletin(content: Content) -> bytes:
    """content: gathered for the public. The page as UTF-8."""
    body = [
        f"<h1>{escape(content.title)}</h1>",
        f"<p>{escape(INTRODUCTION)}</p>",
        "<h2>The main figures</h2>",
        _items(content.sentences),
        *(_family(each) for each in content.families if each.is_focus),
        "<h2>Each kind of incident</h2>",
        _table(content),
        _quarters(content),
        "<h2>What you can do</h2>",
        _items(WHAT_TO_DO),
        "<h2>About these figures</h2>",
        *(f"<p>{escape(line)}</p>" for line in [*content.methods.values(), *content.usage().lines]),
        "<h2>A shorter version to work on together</h2>",
        "<p>This is a draft. People with learning disabilities should help to write the final text.</p>",
        _items(DRAFT),
    ]
    return (_HEAD.format(title=escape(content.title), style=_style()) + "\n".join(body) + _FOOT).encode()


def _items(lines: list[str] | tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _table(content: Content) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(each.label)}</th><td>{escape(each.shown)}</td></tr>' for each in content.families
    )
    head = f'<tr><th scope="col">Kind</th><th scope="col">Incidents in {escape(content.period)}</th></tr>'
    return f"<table><caption>All members together</caption><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _quarters(content: Content) -> str:
    """The figures behind the drawings: a row a quarter, a column a focus family."""
    drawn = [each for each in content.families if each.is_focus]
    if not drawn:
        return ""
    shown = [dict(zip(each.history["period"], each.history["shown"], strict=True)) for each in drawn]
    days = sorted({day for each in shown for day in each})
    rows = "".join(
        f'<tr><th scope="row">{wording.quarter(day)}</th>'
        + "".join(f"<td>{escape(each.get(day, ''))}</td>" for each in shown)
        + "</tr>"
        for day in days
    )
    head = "".join(f'<th scope="col">{escape(label)}</th>' for label in ["Quarter", *(each.label for each in drawn)])
    return f"<table><caption>Each quarter</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _family(figure: FamilyFigure) -> str:
    """A family's quarters as a small drawing, with the same figures as words for who cannot see it."""
    days = [wording.quarter(day) for day in figure.history["period"]]
    words = ", ".join(f"{day}: {shown}" for day, shown in zip(days, figure.history["shown"], strict=True))
    label = escape(figure.label)
    return (
        f"<section><h2>{label}: {escape(figure.count)}</h2><figure>{_drawing(figure, words)}"
        f"<figcaption>Incidents in each quarter, from {days[0]} to {days[-1]}.</figcaption></figure></section>"
    )


def _drawing(figure: FamilyFigure, words: str) -> str:
    """A bar a quarter, as high as the figure shown and with it above; one under five is a thin line at the foot."""
    rows = figure.history
    ends = zip(rows["shown"], rows["low"], rows["high"], strict=True)
    shown = [0 if words == wording.UNDER_FIVE else (int(low) + int(high)) / 2 for words, low, high in ends]
    highest, step = max([*shown, 5]), _WIDTH / max(len(shown), 1)
    bars = []
    for place, (value, said) in enumerate(zip(shown, rows["shown"], strict=True)):
        high = max(value / highest * (_HEIGHT - _LABEL), 2)
        top, left = _HEIGHT - high, place * step
        bars.append(
            f'<rect x="{left + 0.15 * step:.1f}" y="{top:.1f}" width="{step * 0.7:.1f}" height="{high:.1f}"/>'
            f'<text x="{left + step / 2:.1f}" y="{top - 5:.1f}">{_short(said)}</text>'
        )
    label = f"{escape(figure.label)}: {escape(words)}"
    return f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}">{"".join(bars)}</svg>'


def _short(shown: str) -> str:
    """'under 5' takes too much room above a bar."""
    return "&lt;5" if shown == wording.UNDER_FIVE else escape(shown)


def _colours(look: Look) -> str:
    return f"--ground:{look.ground};--text:{look.text};--line:{look.quiet};--bar:{look.group}"


def _style() -> str:
    """Print comes last: it overrides sizes and margins of the screen."""
    return (
        f":root{{{_colours(LIGHT)};color-scheme:light dark}}"
        f"@media (prefers-color-scheme:dark){{:root{{{_colours(DARK)}}}}}"
        "body{background:var(--ground);color:var(--text);font:1.125rem/1.5 system-ui,sans-serif;margin:0}"
        "main{max-width:42rem;margin:0 auto;padding:1.5rem}"
        "table{border-collapse:collapse;width:100%;margin-bottom:1.5rem}caption{text-align:left;font-weight:bold}"
        "th,td{text-align:left;padding:.4rem;border-bottom:1px solid var(--line)}"
        "figure{margin:0}svg{width:100%;height:auto}rect{fill:var(--bar)}"
        "svg text{fill:var(--text);font-size:15px;text-anchor:middle}"
        f"@page{{size:A4;margin:16mm}}@media print{{:root{{{_colours(LIGHT)}}}body{{font-size:11pt}}main{{padding:0}}"
        "h2{break-after:avoid}section,table{break-inside:avoid}}"
    )


_HEAD = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title><style>{style}</style></head><body><main>
"""
_FOOT = "\n</main></body></html>\n"
