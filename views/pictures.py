"""Buttons that save a chart as a picture. The picture is made in the browser, by pictures.js from this server."""

import json
from dataclasses import fields
from html import escape

import streamlit as st

from views.look import DARK, LIGHT, look
from views.provenance import Provenance

STYLE = (
    "font:inherit;font-size:0.875rem;color:inherit;background:none;border:0;padding:0.25rem 0.4rem;"
    "min-height:2.5rem;cursor:pointer"
)


def buttons(made: Provenance, chart: str, rests_on: str, *, dark: bool) -> None:
    """PNG and SVG of the chart with the element key `chart`; what it rests on is in the picture too."""
    colours = look(dark)
    data = {
        "chart": chart,
        "file": made.file_name,
        "title": made.title,
        "lines": "\n".join([rests_on, *made.lines]),
        "ground": colours.ground,
        "text": colours.text,
        "quiet": colours.quiet,
        "colours": json.dumps(to_light() if dark else {}),
    }
    held = " ".join(f'data-{name}="{escape(value)}"' for name, value in data.items())
    each = (
        f'<button type="button" data-picture="{kind}" {held} style="{STYLE}" '
        f'aria-label="Save as {kind.upper()}: {escape(made.title)}">{kind.upper()}</button>'
        for kind in ("png", "svg")
    )
    st.html(f'<span class="pictures">{"".join(each)}</span>', width="content")


def to_light() -> dict[str, str]:
    """Each colour of the dark page -> the one with the same meaning on paper."""
    single = [each.name for each in fields(DARK) if each.name != "ramp"]
    return {getattr(DARK, name): getattr(LIGHT, name) for name in single}
