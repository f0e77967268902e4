"""Another member's file is asked about, without a word about what another member holds."""

from datetime import date

import pytest

from ingest import returns
from ingest.intake import preview_file
from ingest.matching import Matching
from queries.viewer import Viewer

ALDER, BIRCH = (Viewer.lead(member, f"lead@{member}.example") for member in ("alder", "birch"))
JULY, SEPTEMBER = date(2026, 7, 1), date(2026, 9, 1)


def export(prefix: str, rows: int, day: int = 3) -> bytes:
    lines = [f"{prefix}{n},2026-07-{day:02d},hoarding" for n in range(rows)]
    return "\n".join(["incident_ref,reported_on,category", *lines, ""]).encode()


def look(store, viewer, content, **named):
    return preview_file(store, viewer, JULY, SEPTEMBER, content, "export.csv", Matching(columns={}, **named))


def save(store, viewer, content, **named):
    preview = look(store, viewer, content, **named)
    assert preview.hard == []
    return returns.save(store, viewer, preview, accepted={p.rule for p in preview.soft})


def asked(preview) -> list[str]:
    return [p.rule for p in preview.problems]


def test_nothing_is_told_of_another_members_file(store):
    """The very file of another member is answered as if that member had returned nothing."""
    save(store, ALDER, export("A", 20))
    alone = look(store, BIRCH, export("A", 20))
    assert (asked(alone), alone.compared.added) == ([], 20)


@pytest.mark.dose(3)
@pytest.mark.parametrize(
    ("before", "prefix", "rows", "rules"),
    [
        (5, "B", 5, ["nothing_in_common"]),
        (4, "B", 5, []),
        (5, "B", 4, []),
        (5, "A", 5, []),
        (30, "B", 9, ["far_fewer", "nothing_in_common"]),
    ],
)
def test_a_file_without_one_known_reference(store, before, prefix, rows, rules):
    save(store, ALDER, export("A", before))
    assert asked(look(store, ALDER, export(prefix, rows))) == rules


def test_one_known_reference_is_enough(store):
    save(store, ALDER, export("A", 6))
    later = export("B", 6).decode().replace("B0,", "A0,").encode()
    assert asked(look(store, ALDER, later)) == []


def test_counts_and_made_references_are_compared_with_nothing(store):
    returns.save_counts(store, ALDER, JULY, SEPTEMBER, {(JULY, "hoarding"): 9})
    assert asked(look(store, ALDER, export("A", 9))) == []
    save(store, ALDER, export("A", 9))
    assert asked(look(store, ALDER, export("B", 9), missing_reference="number")) == []
