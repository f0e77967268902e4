"""The front door: who is asking, which pages they get."""

import streamlit as st

from views import front_door
from views.visit import begin

PAGES = {
    "Meeting": [("this_quarter", "This quarter", ":material/event:")],
    "Explore": [
        ("trends", "Trends", ":material/show_chart:"),
        ("compare", "Compare", ":material/compare_arrows:"),
        ("drill_down", "Drill-down", ":material/account_tree:"),
    ],
}


def main() -> None:
    st.set_page_config(page_title="Safeguarding trends", page_icon="views/icon.png", layout="wide")
    begin(front_door.enter())
    sections = {
        section: [st.Page(f"views/pages/{name}.py", title=title, icon=icon) for name, title, icon in pages]
        for section, pages in PAGES.items()
    }
    st.navigation(sections).run()


app = st.App(__file__)

if __name__ == "__main__":
    main()
