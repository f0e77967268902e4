"""The address of a file tells nothing of what is in it."""

from types import SimpleNamespace

import pytest
from streamlit.runtime import memory_media_file_storage as storage
from streamlit.runtime.media_file_storage import MediaFileKind

from views.access import file_addresses

RECEIPT = b"Incidents,37\r\n"


@pytest.fixture
def address(monkeypatch):
    """address(session, content): where the framework puts a file that a page of this session makes."""
    original = getattr(storage._calculate_file_id, "__wrapped__", storage._calculate_file_id)
    monkeypatch.setattr(storage, "_calculate_file_id", original)
    file_addresses.keep_content_out()

    def of(session: str | None, content: bytes = RECEIPT) -> str:
        context = SimpleNamespace(session_id=session) if session else None
        monkeypatch.setattr(file_addresses, "get_script_run_ctx", lambda **_: context)
        held = storage.MemoryMediaFileStorage("/media")
        return held.load_and_get_id(content, "text/csv", MediaFileKind.DOWNLOADABLE, "receipt.csv")

    return of


def test_a_page_that_is_drawn_again_keeps_its_address(address):
    assert address("one") == address("one") != address("one", b"Incidents,38\r\n")


def test_the_same_content_has_another_address_in_another_session_and_in_each_download(address):
    assert len({address("one"), address("two"), address(None), address(None)}) == 4


def test_the_hash_of_the_content_is_in_none_of_them(address):
    guessed = storage._calculate_file_id.__wrapped__(RECEIPT, "text/csv", "receipt.csv")
    assert all(guessed not in address(session) for session in ("one", None))


def test_it_is_put_in_place_once(address):
    before = storage._calculate_file_id
    file_addresses.keep_content_out()
    assert storage._calculate_file_id is before
