"""Who may open a page. This decides the menu only: `store.ask` and `ingest` check rights themselves."""

from queries.viewer import Viewer


def anybody(viewer: Viewer) -> bool:
    return True


def people(viewer: Viewer) -> bool:
    """Everybody signed in; not the group on a shared screen, not the public."""
    return not viewer.roles <= {"group", "public"}


def all_but_public(viewer: Viewer) -> bool:
    """Everybody in the group, also on a shared screen."""
    return viewer.roles != {"public"}


def members(viewer: Viewer) -> bool:
    """Leads and readers of a member."""
    return viewer.member is not None


def leads(viewer: Viewer) -> bool:
    return viewer.uploads


def coordinators(viewer: Viewer) -> bool:
    return viewer.coordinates
