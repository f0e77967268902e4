"""How often each source of answers was written, so that an answer is kept until something that it rests on changes.

The sources are those that a question's header names. A member's `own` returns, and its `uploads`, are sources of that
member alone: its save leaves the answers of everybody else as they are.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

ANY = "any"


def own(member: str) -> str:
    """The source that one member's own returns are."""
    return f"own {member}"


def own_uploads(member: str) -> str:
    """The source that the outcomes of one member's uploads are."""
    return f"uploads {member}"


OF_ONE_MEMBER = {"own": own, "uploads": own_uploads}


def sources(reads: Iterable[str], member: str | None) -> list[str]:
    """What the answer to a question that reads these rests on; member: whose own returns it may read, if any's."""
    return [OF_ONE_MEMBER[read](member or "") if read in OF_ONE_MEMBER else read for read in sorted(reads)]


class Versions:
    """Counts of writes by source."""

    def __init__(self) -> None:
        self._written: Counter[str] = Counter()

    def note(self, sources: Iterable[str] | None) -> None:
        """These were written; None: any of them may have been."""
        self._written.update([ANY] if sources is None else sources)

    def take(self, written: Mapping[str, int]) -> bool:
        """These are the counts of all processes; whether they are newer than what was known."""
        is_newer = sum(written.values()) > self.total
        if is_newer:
            self._written = Counter(written)
        return is_newer

    @property
    def total(self) -> int:
        """Changes with every write of anything."""
        return self._written.total()

    def of(self, reads: Iterable[str], member: str | None) -> tuple[int, ...]:
        """Changes when a source changes from which a question that reads these answers a viewer of this member."""
        return self._written[ANY], *(self._written[source] for source in sources(reads, member))
