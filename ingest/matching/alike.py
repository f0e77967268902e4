"""References that differ only in what people write now one way, now another: capitals, spaces, dots, zeros in front.

They may be one incident that would be counted twice. Some systems tell capitals from small letters, so it is asked.
"""

import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.problems import Problem, Where

ALIKE = "references_alike"
NAMED = 3
LETTERS_ALIKE = str.maketrans("авекмнорстухіјѕαβεζηικμνορτυχ", "abekmhopctyxijsabezhikmnoptyx")  # Cyrillic, Greek
STEPS = (
    (r"^(\d{1,3}),(\d{3})$", r"\1\2"),
    (r"^(\d+)\.0+$", r"\1"),
    (r"[^\p{L}\p{N}]+", "-"),
    (r"^-|-$", ""),
    (r"(\p{L})-(\p{N})", r"\1\2"),
    (r"(\p{N})-(\p{L})", r"\1\2"),
    (r"(^|\D)0+(\d)", r"\1\2"),
)
"""What is taken off, in this order: the comma of a number, its ".0", kinds of separators, zeros in front."""


def ask_about_alike(cells: pa.Array, lines: np.ndarray, where: Where) -> Iterator[Problem]:
    """Ask about references that are alike but not the same. Empty ones are passed over."""
    if _are_uniform(cells):
        return
    texts = pc.unique(cells.filter(pc.not_equal(cells, "")))
    forms = bare_forms(texts)
    if pc.count_distinct(forms).as_py() == len(texts):
        return
    pairs = _pairs(cells, texts, forms, lines)
    if not pairs:
        return
    named = "; ".join(f"line {again:,} is like line {once:,}" for again, once in pairs[:NAMED])
    more = f", and {len(pairs) - NAMED:,} more" if len(pairs) > NAMED else ""
    many = "1 reference differs" if len(pairs) == 1 else f"{len(pairs):,} references differ"
    yield Problem(
        ALIKE,
        f"{many} from another only in capitals, spaces, dots, dashes or zeros in front, or in letters of another "
        f"alphabet: {named}{more}. Both would be counted. Accept that if they are different incidents; else write the "
        "reference the same way.",
        line=pairs[0][0],
        soft=True,
        **where,
    )


def bare_forms(texts: pa.Array) -> pa.Array:
    """References without what makes no difference to a reader: “ASB 0012.” and “asb-12” are both “asb12”."""
    forms = pc.utf8_lower(texts)
    if not pc.all(pc.string_is_ascii(forms)).as_py():
        forms = pa.array([form.translate(LETTERS_ALIKE) for form in forms.to_pylist()], pa.string())
    for pattern, instead in STEPS:
        forms = pc.replace_substring_regex(forms, pattern, instead)
    return forms


def _are_uniform(cells: pa.Array) -> bool:
    """Whether all have one length and no small letters, as of a system that numbers them: none are alike then."""
    lengths = pc.min_max(pc.utf8_length(cells)).as_py()
    return lengths["min"] == lengths["max"] and not pc.any(pc.match_substring_regex(cells, r"\p{Ll}")).as_py()


def _pairs(cells: pa.Array, texts: pa.Array, forms: pa.Array, lines: np.ndarray) -> list[tuple[int, int]]:
    """(line, the first line that is like it), for the first line of each reference that has one before it."""
    repeated = {each["values"] for each in pc.value_counts(forms).to_pylist() if each["counts"] > 1}
    first: dict[str, int] = {}
    pairs = []
    for text, form in zip(texts.to_pylist(), forms.to_pylist(), strict=True):
        if form in repeated:
            line = int(lines[pc.index(cells, text).as_py()])
            if re.search(r"\w", form) and form in first:
                pairs.append((line, first[form]))
            first.setdefault(form, line)
    return pairs
