"""What a new list changes in the one that is held, in words for the audit trail."""

from collections.abc import Hashable, Iterable, Mapping

Person = tuple[str, str, str | None]  # address, role, member


def of_people(held: Iterable[Person], wanted: Iterable[Person]) -> list[str]:
    """'lead@alder.example: added as lead of alder'; one sentence an address that is not as it was."""
    return _changes(_by_address(held), _by_address(wanted), "added as", "removed")


def of_members(held: Mapping[str, str], wanted: Mapping[str, str]) -> list[str]:
    """'dogwood: added as Dogwood'; held, wanted: code -> name, and short name if any."""
    return _changes(held, wanted, "added as", "removed")


def of_homes(held: Iterable[tuple[object, ...]], wanted: Iterable[tuple[object, ...]]) -> list[str]:
    """'alder, 2026-04-01, general_needs: changed from 90 to 120'; rows of (member, year, needs type, homes)."""
    return _changes(_homes(held), _homes(wanted), "added with", "removed")


def _changes(held: Mapping[str, Hashable], wanted: Mapping[str, Hashable], added: str, removed: str) -> list[str]:
    found = [f"{name}: {removed}" for name in held if name not in wanted]
    found += [f"{name}: {added} {what}" for name, what in wanted.items() if name not in held]
    return found + [
        f"{name}: changed from {held[name]} to {what}"
        for name, what in wanted.items()
        if name in held and held[name] != what
    ]


def _by_address(people: Iterable[Person]) -> dict[str, str]:
    roles: dict[str, list[str]] = {}
    for address, role, member in people:
        roles.setdefault(address, []).append(f"{role} of {member}" if member else role)
    return {address: " and ".join(sorted(each)) for address, each in sorted(roles.items())}


def _homes(rows: Iterable[tuple[object, ...]]) -> dict[str, object]:
    return {", ".join(str(cell) for cell in key): number for *key, number in rows}
