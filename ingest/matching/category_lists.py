"""Several categories in one cell of the category's column: the first is the category, the others are also involved."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ingest.matching.field_columns import FieldColumns
from ingest.matching.lexicon import Meaning
from ingest.matching.translating import Translated
from ingest.standard import CATEGORY, FURTHER, Standard


def first_is_the_category(
    fields: Mapping[str, FieldColumns], standard: Standard
) -> tuple[dict[str, FieldColumns], np.ndarray | None]:
    """The fields with one category a row, the others added to also_involves; and which rows named several, or None."""
    main = fields.get(CATEGORY)
    if main is None or main.whole is None or FURTHER not in standard.field_names:
        return dict(fields), None
    if main.several is not None or not main.whole.several.any():
        return dict(fields), None
    rows = main.whole.several
    first, others = _parted(main.whole, 0), _parted(main.whole, 1)
    further = fields.get(FURTHER)
    whole = further.whole.with_(others) if further and further.whole else others
    field, words = standard.field(FURTHER), further.words if further else ()
    added = {
        CATEGORY: replace(main, cells=first.codes, whole=first),
        FURTHER: FieldColumns(field, whole.codes, words, whole),
    }
    order = standard.field_names.index
    return dict(sorted((dict(fields) | added).items(), key=lambda each: order(each[0]))), rows


def _parted(whole: Translated, which: int) -> Translated:
    """The first code of each meaning (0), or the others (1). What has no code yet stays so in both."""
    return Translated(whole.places, tuple(_part(each, which) for each in whole.meanings))


def _part(meaning: Meaning, which: int) -> Meaning:
    if meaning.codes is None:
        return meaning if which == 0 else Meaning("")
    first, _, others = meaning.codes.partition(";")
    return Meaning((first, others)[which])
