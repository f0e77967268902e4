"""Which names are text encodings that a file may have."""

import codecs

NOT_FOR_FILES = {"unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined", "utf-7"}
"""Python knows these as text encodings; no export is written in them, and some decode anything."""


def encoding_name(name: object) -> str | None:
    """Python's name of the encoding ("UTF8" -> "utf-8", "utf-8-sig" -> "utf-8"); None for anything else."""
    if not isinstance(name, str):
        return None
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):  # UnicodeError is a ValueError
        return None
    known = found.name.replace("_", "-").removesuffix("-sig")
    return known if found._is_text_encoding and known not in NOT_FOR_FILES else None
