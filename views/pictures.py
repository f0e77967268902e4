"""Buttons that save a chart as a picture. The picture is made in the browser, by pictures.js from this server."""

import json
from dataclasses import fields
from html import escape
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit import config

from views.look import DARK, LIGHT, look
from views.provenance import Provenance

SCRIPT = Path(__file__).parent / "pictures.js"
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


def load_script() -> None:
    """Once on every page; a module that is loaded again does not run again."""
    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    address = f"/{base}/pictures.js" if base else "/pictures.js"
    st.html(f'<script type="module" src="{address}"></script>', unsafe_allow_javascript=True)


async def _script(request: Request) -> Response:
    return Response(SCRIPT.read_bytes(), media_type="text/javascript")


ROUTE = Route("/{before:path}pictures.js", _script)
