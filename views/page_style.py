"""What the theme cannot say: focus, captions, forced colours, narrow windows. The colours are those of `look`."""

from pathlib import Path

import streamlit as st

from views.look import look

SHEET = (Path(__file__).parent / "page_style.css").read_text("utf-8")


def draw(dark: bool) -> None:
    """Once a run, before anything else."""
    st.html(f"<style>{properties(dark)}{SHEET}</style>")


def properties(dark: bool) -> str:
    """The colours that the sheet uses, as custom properties."""
    colours = look(dark)
    named = {
        "edge": colours.grid,
        "focus": colours.own,
        "quiet": colours.quiet,
        "on-own": colours.on_own,
        "own": colours.own,
    }
    return f":root{{{';'.join(f'--{name}:{colour}' for name, colour in named.items())}}}"
