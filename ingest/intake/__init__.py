"""How every return comes in: opened, matched, previewed. Nothing is written here."""

from ingest.intake.file_preview import preview_file, preview_matched
from ingest.intake.matched_file import MatchedFile, match_file
from ingest.intake.opened import Opened, open_file
from ingest.intake.preview import CHECKLIST, ForThisFile, Preview, member_for
from ingest.intake.typed_counts import preview_counts, preview_nil

__all__ = [
    "CHECKLIST",
    "ForThisFile",
    "MatchedFile",
    "Opened",
    "Preview",
    "match_file",
    "member_for",
    "open_file",
    "preview_counts",
    "preview_file",
    "preview_matched",
    "preview_nil",
]
