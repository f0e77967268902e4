"""Which pages somebody gets. Not what protects anything: `store.ask` and `ingest` refuse by themselves."""

from queries.viewer import Viewer

UPLOADS = {"upload"}
OWN = {"our_returns"}
COORDINATES = {"close_quarter", "people", "settings", "audit_trail", "backup"}
NOT_ON_A_SHARED_SCREEN = UPLOADS | OWN | COORDINATES | {"members_and_homes", "events"}


def may_open(page: str, viewer: Viewer) -> bool:
    """Whether the page is in this viewer's list. The group, on a shared screen, has no page of its own."""
    if viewer.roles <= {"group", "public"}:
        return page not in NOT_ON_A_SHARED_SCREEN
    if page in UPLOADS:
        return viewer.uploads
    if page in OWN:
        return viewer.member is not None
    return viewer.coordinates or page not in COORDINATES
