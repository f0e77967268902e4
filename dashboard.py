"""The entrance: who is asking, and which pages they get."""

import streamlit as st
from starlette.middleware import Middleware

from ingest.problems import Refused
from queries.refusals import QueryRefused
from views import announcement, choices, media_styles, notices, page_style, scripts
from views.access import error_log, file_addresses, first_page, front_door, garbage, redirect_uri
from views.access.banners import banners
from views.access.closed_pages import TITLE
from views.access.headers import Guard
from views.access.oauth_routes import OAuthRoutes
from views.pages import PAGES, menu
from views.upload import kept_file


def main() -> None:
    st.set_page_config(page_title=TITLE, page_icon="views/icon.png", layout="wide")
    with choices.run(), kept_file.run():
        visit = front_door.enter()
        page_style.draw(visit.dark)
        page = st.navigation(menu(visit), expanded=True)
        st.set_page_config(page_title=f"{page.title} · {TITLE}")
        banners(visit)
        media_styles.draw(visit)
        scripts.load()
        with announcement.run():
            try:
                page.run()
            except (QueryRefused, Refused) as refusal:
                notices.refused(refusal)
            finally:
                visit.end_run()


error_log.keep_values_out()
file_addresses.keep_content_out()
redirect_uri.fill_in_host()
garbage.leave_modules_out()
guard = Middleware(
    Guard, has_access=front_door.has_access, pages=front_door.PAGES, store_health=front_door.store_health
)
oauth_routes = Middleware(
    OAuthRoutes, pages=PAGES.keys(), has_access=front_door.has_access, sign_out=front_door.sign_out
)
app = st.App(
    __file__,
    routes=[*scripts.ROUTES, first_page.route(next(iter(PAGES)))],
    middleware=[guard, oauth_routes],
    on_script_error=error_log.show_on_the_page,
)

if __name__ == "__main__":
    main()
