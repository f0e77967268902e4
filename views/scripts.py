"""The program's own scripts for the browser: from this server, on every page."""

from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit import config

NAMES = ("pictures", "menu")


def load() -> None:
    """Once on every page; a module that is loaded again does not run again."""
    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    addresses = (f"/{base}/{name}.js" if base else f"/{name}.js" for name in NAMES)
    modules = (f'<script type="module" src="{address}"></script>' for address in addresses)
    st.html("".join(modules), unsafe_allow_javascript=True)


async def _script(request: Request) -> Response:
    name = request.url.path.rpartition("/")[2]
    return Response((Path(__file__).parent / name).read_bytes(), media_type="text/javascript")


ROUTES = [Route(f"/{{before:path}}{name}.js", _script) for name in NAMES]  # no other name reaches _script
