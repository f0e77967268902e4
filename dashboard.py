"""The front door: who is asking, which pages they get."""

import streamlit as st
from starlette.middleware import Middleware

from ingest.problems import Refused
from queries.refusals import QueryRefused
from views import choices
from views.access import error_log, front_door, rights
from views.access.banners import bands
from views.access.closed_pages import TITLE
from views.access.headers import Guard
from views.access.oauth_routes import SignInAddresses
from views.escaping import plain
from views.visit import begin

PAGES = {
    "Meeting": [("this_quarter", "This quarter", ":material/event:")],
    "Explore": [
        ("trends", "Trends", ":material/show_chart:"),
        ("compare", "Compare", ":material/compare_arrows:"),
        ("drill_down", "Drill-down", ":material/account_tree:"),
    ],
    "Your return": [
        ("upload", "Upload", ":material/upload:"),
        ("our_returns", "Our returns", ":material/history:"),
        ("data_dictionary", "Data dictionary", ":material/menu_book:"),
    ],
    "Group": [
        ("close_quarter", "Close a quarter", ":material/lock_clock:"),
        ("members_and_homes", "Members and homes", ":material/home_work:"),
        ("events", "Events", ":material/flag:"),
        ("people", "People", ":material/group:"),
        ("settings", "Settings", ":material/tune:"),
        ("audit_trail", "Audit trail", ":material/history:"),
        ("backup", "Backup", ":material/save:"),
    ],
}


def _file(name: str) -> str:
    is_of_group = name in {page for page, *_ in PAGES["Group"]}
    return f"views/administration/{name}.py" if is_of_group else f"views/{name}/page.py"


def main() -> None:
    st.set_page_config(page_title=TITLE, page_icon="views/icon.png", layout="wide")
    with choices.run():
        show()


def show() -> None:
    visit = front_door.enter()
    begin(visit)
    sections = {
        section: [
            st.Page(_file(name), title=title, icon=icon, url_path=name)
            for name, title, icon in pages
            if rights.may_open(name, visit.viewer)
        ]
        for section, pages in PAGES.items()
    }
    page = st.navigation({section: pages for section, pages in sections.items() if pages})
    bands(visit)
    try:
        page.run()
    except (QueryRefused, Refused) as refused:
        st.error(plain(refused), icon=":material/block:")


error_log.keep_values_out()
guard = Middleware(Guard, has_come_in=front_door.has_come_in)
signing_in = Middleware(
    SignInAddresses,
    pages={name for pages in PAGES.values() for name, *_ in pages},
    has_come_in=front_door.has_come_in,
    sign_out=front_door.sign_out,
)
app = st.App(__file__, middleware=[guard, signing_in], on_script_error=error_log.say_on_the_page)

if __name__ == "__main__":
    main()
