"""The bytes of a column's texts, all at once: a search for a few of them spares a pattern for every cell."""

from collections.abc import Iterable

import pyarrow as pa

PRINTABLE = bytes(range(0x21, 0x7F))


def may_hold(cells: pa.Array | pa.ChunkedArray, any_of: Iterable[bytes]) -> bool:
    """False only where no cell holds any of these."""
    wanted = tuple(any_of)
    return any(each in text for text in _texts(cells) for each in wanted)


def is_printable(cells: pa.Array | pa.ChunkedArray) -> bool:
    """Whether all cells consist of the visible characters of ASCII, without a space."""
    return not any(text.translate(None, PRINTABLE) for text in _texts(cells))


def _texts(cells: pa.Array | pa.ChunkedArray) -> Iterable[bytes]:
    """The cells' bytes one after another, a chunk at a time."""
    for chunk in cells.chunks if isinstance(cells, pa.ChunkedArray) else [cells]:
        _, offsets, data = chunk.buffers()
        if data is None or not len(chunk):
            continue
        ends = memoryview(offsets).cast("i")
        first, last = ends[chunk.offset], ends[chunk.offset + len(chunk)]
        yield data.slice(first, last - first).to_pybytes()
