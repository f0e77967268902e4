"""`python -m queries verify FILE`: a whole backup is called whole, anything else is not, and nothing is changed."""

import random
from datetime import date

import duckdb
import pytest

from queries.__main__ import main
from queries.store import Store
from tests.queries.small_group import SmallGroup


@pytest.fixture
def whole(tmp_path):
    group = SmallGroup(tmp_path / "group.duckdb")
    group.change("insert into person values ('coordinator@group.example', 'coordinator', null)")
    group.returns(
        "alder", date(2026, 4, 1), {"physical_abuse": [40, 50, 60]}, fields=("incident_ref", "reported_on", "category")
    )
    group.store.checkpoint()
    group.store.close()
    return group.store.path


def said(capsys, *arguments) -> tuple[int, str]:
    code = main([*map(str, arguments)])
    out = capsys.readouterr()
    return code, out.out + out.err


def test_a_whole_store_says_what_it_holds_and_stays_as_it_was(whole, capsys):
    before = whole.read_bytes()
    code, text = said(capsys, "verify", whole)
    assert (code, "is whole: 7 members, 1 returns" in text, "150 incidents" in text) == (0, True, True)
    assert whole.read_bytes() == before
    assert [path.name for path in whole.parent.iterdir()] == [whole.name]


@pytest.mark.parametrize("tries", [12, pytest.param(300, marks=pytest.mark.slow)])
def test_one_damaged_stretch_anywhere_in_use_is_found(whole, capsys, tries):
    content, draw = whole.read_bytes(), random.Random(7)
    connection = duckdb.connect(str(whole), read_only=True)
    used = connection.execute("select used_blocks from pragma_database_size()").fetchone()[0]
    connection.close()
    found = 0
    for _ in range(tries):
        at = draw.randrange(12_288, 12_288 + used * 262_144 - 64)
        whole.write_bytes(content[:at] + bytes(64 * [0xA5]) + content[at + 64 :])
        code, text = said(capsys, "verify", whole)
        found += (code, "is damaged" in text) == (1, True)
        assert code == 1 or "is whole" in text
    assert found >= tries * 0.5, "the rest fell on blocks that hold nothing"


@pytest.mark.parametrize("size", [0, 1_000, 12_288, 0.5])
def test_a_part_of_one_is_not_whole(whole, capsys, size):
    content = whole.read_bytes()
    whole.write_bytes(content[: int(len(content) * size) if isinstance(size, float) else size])
    assert said(capsys, "verify", whole)[0] == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("drop table audit", "without its table audit"),
        ("delete from incident where rowid < 3", "more or fewer incidents than were saved"),
        ("update incident_count set n = n + 1 where rowid = 0", "incidents that are counted otherwise"),
        ("delete from incident_count where rowid = 0", "incidents that are counted otherwise"),
        (
            "insert into incident_count values ('none', '2026-07-01', 'hoarding', 1)",
            "incidents that are counted otherwise",
        ),
        ("delete from member_return", "incidents without their return"),
        ("delete from member where member = 'alder'", "returns of no member"),
        ("insert into member_return select * from member_return", "there twice"),
        ("delete from person", "nobody who coordinates"),
        ("update setting set value = '99' where name = 'schema_version'", "newer version"),
        ("delete from setting", "is not a store of this program"),
    ],
)
def test_what_does_not_agree_is_named(whole, capsys, change, why):
    connection = duckdb.connect(str(whole))
    connection.execute(change)
    connection.close()
    code, text = said(capsys, "verify", whole)
    assert (code, why in text) == (1, True), text


def test_one_in_use_or_missing_or_of_another_kind(whole, tmp_path, capsys):
    assert said(capsys, "verify", tmp_path / "nothing.duckdb")[0] == 1
    (tmp_path / "photo.duckdb").write_bytes(b"\x89PNG" * 4000)
    assert said(capsys, "verify", tmp_path / "photo.duckdb")[0] == 1
    assert said(capsys, "verify")[0] == 2
    store = Store.open(whole)
    store.close()
    assert said(capsys, "verify", whole)[0] == 0
