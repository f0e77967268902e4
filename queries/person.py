"""Which viewer an address is: the `person` table decides, and nothing else gives anybody a right."""

import contextlib

from queries.fetching import one_value
from queries.store import Store
from queries.viewer import Viewer


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are the same, as `comparable` says."""
    return comparable(one) == comparable(other)


def viewer_of(store: Store, address: str) -> Viewer | None:
    """The person with this address and all its rights: one may coordinate and be a lead too. None: a stranger."""
    with contextlib.closing(store.cursor()) as cursor:
        people = cursor.execute("select email, role, member from person").fetchall()
    found = [(role, member) for email, role, member in people if same_address(email, address)]
    if not found:
        return None
    members = {member for _, member in found if member}
    if len(members) > 1:
        return None  # the lists refuse that; a store changed by hand might hold it, and then nobody knows whose it is
    return Viewer(frozenset(role for role, _ in found), next(iter(members), None), comparable(address))


def is_alone(store: Store) -> bool:
    """Whether the list of people holds one address only."""
    with contextlib.closing(store.cursor()) as cursor:
        return one_value(cursor.execute("select count(distinct email) = 1 from person"), bool)


def comparable(address: str) -> str:
    """An address as it is stored and compared: without case, but only of ASCII letters (str.lower turns a Kelvin
    sign into a k)."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in address.strip())
