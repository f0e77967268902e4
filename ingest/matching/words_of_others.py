"""What the other members' category words mean to them: words only, for those whose members agree."""

import contextlib

from ingest.matching.matching import Matching
from ingest.screening import personal_words
from ingest.standard import CATEGORY
from ingest.words import normalised
from queries.refusals import NotAllowed
from queries.store import Store
from queries.viewer import Viewer


def words_of_others(store: Store, viewer: Viewer) -> dict[str, str]:
    """Category word, as `normalised` writes it -> code, of the other members' newest matchings.

    Not whose word it is, nor how often; without words that they match differently or leave out of scope, and without
    anything that looks personal. NotAllowed for anybody but a lead.
    """
    if not viewer.uploads or not viewer.member:
        raise NotAllowed("Only leads match words.")
    with contextlib.closing(store.cursor()) as cursor:
        bodies = cursor.execute(_NEWEST_OF_OTHERS, [viewer.member]).fetchall()
    meant: dict[str, set[str | None]] = {}
    for (body,) in bodies:
        for word, code in Matching.from_json(body).values.get(CATEGORY, {}).items():
            meant.setdefault(normalised(word), set()).add(code)
    agreed = {word: codes.pop() for word, codes in meant.items() if word and len(codes) == 1}
    return _without_personal({word: code for word, code in agreed.items() if code})


def _without_personal(words: dict[str, str]) -> dict[str, str]:
    if not personal_words(list(words)):
        return words
    return {word: code for word, code in words.items() if not personal_words([word])}


_NEWEST_OF_OTHERS = """
select body from matching where member <> ?
qualify row_number() over (partition by member order by version desc) = 1
"""
