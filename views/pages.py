"""Every page, declared once: the menu, the rights, the benchmarks and the tests all read it here."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from queries.viewer import Viewer
from views.access import rights
from views.administration import (
    audit_trail,
    backup,
    close_quarter,
    discussion_questions,
    events,
    members_and_homes,
    people,
    settings,
)
from views.compare import page as compare
from views.cost_of_living import page as cost_of_living
from views.data_dictionary import page as data_dictionary
from views.drill_down import page as drill_down
from views.hazards import page as hazards
from views.learning import page as learning
from views.making_safeguarding_personal import page as making_safeguarding_personal
from views.meeting import page as meeting
from views.missing_people import page as missing_people
from views.our_returns import page as our_returns
from views.packs import page as packs
from views.partnership import page as partnership
from views.this_quarter import page as this_quarter
from views.trends import page as trends
from views.upload import page as upload
from views.visit import Visit

MEETING, EXPLORE, RETURN, GROUP = "Meeting", "Explore", "Your return", "Group"
LEAD, COORDINATOR = "lead_alder", "coordinator"


@dataclass(frozen=True)
class Page:
    """One page. `name` is its path in the address.

    draw: draws the page for a visit. is_open_to: whether a viewer has it in the menu. benchmark_visitor: the sample's
    user (`?be=…`) who opens it when pages are timed.
    """

    section: str
    name: str
    title: str
    icon: str
    draw: Callable[[Visit], None]
    is_open_to: Callable[[Viewer], bool] = rights.anybody
    benchmark_visitor: str = LEAD


_IN_ORDER = (
    Page(MEETING, "this_quarter", "This quarter", ":material/event:", this_quarter.page),
    Page(MEETING, "meeting", "Meeting", ":material/co_present:", meeting.page, rights.all_but_public),
    Page(MEETING, "learning", "Learning", ":material/school:", learning.page, rights.all_but_public),
    Page(MEETING, "packs", "Packs", ":material/inventory_2:", packs.page),
    Page(EXPLORE, "trends", "Trends", ":material/show_chart:", trends.page, rights.all_but_public),
    Page(EXPLORE, "compare", "Compare", ":material/compare_arrows:", compare.page, rights.all_but_public),
    Page(EXPLORE, "drill_down", "Drill-down", ":material/account_tree:", drill_down.page, rights.all_but_public),
    Page(EXPLORE, "hazards", "Hazards", ":material/home_repair_service:", hazards.page, rights.all_but_public),
    Page(
        EXPLORE,
        "missing_people",
        "Missing people",
        ":material/person_search:",
        missing_people.page,
        rights.all_but_public,
    ),
    Page(EXPLORE, "partnership", "Partnership", ":material/handshake:", partnership.page, rights.all_but_public),
    Page(
        EXPLORE,
        "making_safeguarding_personal",
        "Making Safeguarding Personal",
        ":material/record_voice_over:",
        making_safeguarding_personal.page,
        rights.all_but_public,
    ),
    Page(
        EXPLORE, "cost_of_living", "Cost of living", ":material/payments:", cost_of_living.page, rights.all_but_public
    ),
    Page(RETURN, "upload", "Upload", ":material/upload:", upload.page, rights.leads),
    Page(RETURN, "our_returns", "Our returns", ":material/history:", our_returns.page, rights.members),
    Page(RETURN, "data_dictionary", "Data dictionary", ":material/menu_book:", data_dictionary.page),
    Page(
        GROUP,
        "close_quarter",
        "Close a quarter",
        ":material/lock_clock:",
        close_quarter.page,
        rights.coordinators,
        COORDINATOR,
    ),
    Page(
        GROUP,
        "members_and_homes",
        "Members and homes",
        ":material/home_work:",
        members_and_homes.page,
        rights.people,
        COORDINATOR,
    ),
    Page(GROUP, "events", "Events", ":material/flag:", events.page, rights.people, COORDINATOR),
    Page(GROUP, "people", "People", ":material/group:", people.page, rights.coordinators, COORDINATOR),
    Page(
        GROUP,
        "discussion_questions",
        "Discussion questions",
        ":material/forum:",
        discussion_questions.page,
        rights.coordinators,
        COORDINATOR,
    ),
    Page(GROUP, "settings", "Settings", ":material/tune:", settings.page, rights.coordinators, COORDINATOR),
    Page(GROUP, "audit_trail", "Audit trail", ":material/history:", audit_trail.page, rights.coordinators, COORDINATOR),
    Page(GROUP, "backup", "Backup", ":material/save:", backup.page, rights.coordinators, COORDINATOR),
)
PAGES = {page.name: page for page in _IN_ORDER}
"""Name -> page, in the menu's order; the first one is at the address without a path."""


def menu(visit: Visit) -> dict[str, list[st.Page]]:
    """Section -> pages that this viewer may open, as `st.navigation` takes them; the visit gets them for its links."""
    sections: dict[str, list[st.Page]] = {}
    for page in PAGES.values():
        if page.is_open_to(visit.viewer):
            made = st.Page(partial(page.draw, visit), title=page.title, icon=page.icon, url_path=page.name)
            sections.setdefault(page.section, []).append(made)
            visit.pages[page.name] = made
    return sections
