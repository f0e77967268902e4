"""Addresses of files that nobody can work out from what is in them.

The framework names a file by a hash of its content: whoever guesses a short file, such as another member's receipt,
can try each guess at its address. Here the name rests on a secret of this process and on the session as well.
"""

import hashlib
import hmac
import secrets
from functools import wraps

from streamlit.runtime import memory_media_file_storage as storage
from streamlit.runtime.scriptrunner import get_script_run_ctx

_SECRET = secrets.token_bytes(32)


def keep_content_out() -> None:
    """From now on the address of a file tells nothing of its content, and no two sessions share one."""
    if not getattr(storage._calculate_file_id, "keeps_content_out", False):
        storage._calculate_file_id = _unguessable(storage._calculate_file_id)


def _unguessable(hash_of):
    @wraps(hash_of)
    def address(data: bytes, mimetype: str, filename: str | None = None) -> str:
        context = get_script_run_ctx(suppress_warning=True)
        # a download that is made on the click has no run of a page, and needs no address that lasts
        session = context.session_id if context else secrets.token_hex(16)
        made_from = f"{session}\0{hash_of(data, mimetype, filename)}"
        return hmac.new(_SECRET, made_from.encode(), hashlib.sha256).hexdigest()

    address.keeps_content_out = True
    return address
