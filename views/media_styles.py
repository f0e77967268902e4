"""Styles of the page for a projector and for paper, and links that look like links."""

import streamlit as st

from views.look import LEGIBLE, look
from views.visit import Visit

LINKS = """
[data-testid="stMain"] [data-testid="stPageLink-NavLink"] p { color: %(link)s; text-decoration: underline; }
[data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > script) { display: none; }
"""

PAPER = """
@page { size: A4 landscape; margin: 12mm; }
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
  [class*="st-key-beneath_"] [data-testid="stExpander"],
  [data-testid="stDownloadButton"], [data-testid="stPageLink"], [data-testid="stButton"], .pictures,
  [data-testid="stSidebarCollapsedControl"], [class*="st-key-small_"] .modebar { display: none !important; }
  html, body, #root, #root > div, [data-testid="stApp"], [data-testid="stAppViewContainer"], [data-testid="stMain"] {
    display: block !important; position: static !important; height: auto !important; overflow: visible !important; }
  [data-testid="stMainBlockContainer"] { padding: 0 !important; max-width: none !important; }
  [data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { display: block !important; }
  [data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] > * { margin-bottom: 1rem; }
  [class*="st-key-exhibit_"] { break-inside: avoid; }
  :has(> [class*="st-key-exhibit_"]) ~ :has(> [data-testid="stHeading"] h2) { break-before: page; }
  [class*="st-key-exhibit_"] [data-testid="stElementContainer"]:has([data-testid="stPlotlyChart"]) {
    zoom: var(--on-paper, 0.7); }
  [data-testid="stHeading"] { break-after: avoid; }
}
"""

PROJECTOR = """
html { font-size: %(root)spx !important; }
[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stSidebarCollapsedControl"],
.band-sample, .band-exact, .pictures, [data-testid="stDownloadButton"] { display: none !important; }
[data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > [class^="band-"]) { display: none !important; }
[data-testid="stMainBlockContainer"] { padding: 0.75rem 1.5rem 1rem !important; max-width: none !important; }
[data-testid="stMain"] [data-testid="stWidgetLabel"]:not([data-testid="stForm"] *) {
  position: absolute; clip-path: inset(50%%); }
[data-testid="stMain"] [data-testid="stElementContainer"]:has(> [data-testid="stSelectbox"]) {
  min-width: min(11.5rem, 100%%); }
[data-testid="stMain"] h1 { font-size: 1.6rem !important; padding: 0 0 0.25rem !important; line-height: 1.15; }
[data-testid="stMain"] [data-testid="stCaptionContainer"], [data-testid="stMain"] small,
[data-testid="stMain"] [data-testid="stMarkdownContainer"] span, [data-testid="stMain"] label p,
[data-testid="stMain"] [data-baseweb="select"] div { font-size: max(%(legible)spx, 1em) !important; }
"""


def draw(visit: Visit) -> None:
    """On every page; the styles for a projector while presenting."""
    styles = LINKS % {"link": look(visit.dark).link} + PAPER
    if visit.presenting:
        styles += PROJECTOR % {"root": LEGIBLE + 3, "legible": LEGIBLE}
    st.html(f"<style>{styles}</style>")
