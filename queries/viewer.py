"""Who is asking. Made by sign-in (or by the command line), never from what a page or an address says."""

from dataclasses import dataclass, replace

ROLES = ("lead", "reader", "coordinator", "group", "public")


@dataclass(frozen=True)
class Viewer:
    """One person, or the group as a whole, in front of the figures.

    `member` is whose own figures are exact; a coordinator may be a lead or reader too. "group" asks as the group on a
    shared screen; "public" sees the group's quarters and years only. Rules: what each may know, see `disclosure.sql`.
    """

    roles: frozenset[str]
    member: str | None = None
    email: str = ""

    def __post_init__(self) -> None:
        unknown = self.roles - set(ROLES)
        if unknown or not self.roles:
            raise ValueError(f"roles must be some of {ROLES}, not {sorted(self.roles)}")
        if bool(self.member) != bool(self.roles & {"lead", "reader"}):
            raise ValueError("a lead or reader has a member; nobody else has")

    @classmethod
    def lead(cls, member: str, email: str = "", *, coordinates: bool = False) -> "Viewer":
        return cls(frozenset({"lead", "coordinator"} if coordinates else {"lead"}), member, email)

    @classmethod
    def reader(cls, member: str, email: str = "", *, coordinates: bool = False) -> "Viewer":
        return cls(frozenset({"reader", "coordinator"} if coordinates else {"reader"}), member, email)

    @classmethod
    def coordinator(cls, email: str = "") -> "Viewer":
        return cls(frozenset({"coordinator"}), None, email)

    @classmethod
    def public(cls) -> "Viewer":
        return cls(frozenset({"public"}))

    def presenting(self) -> "Viewer":
        """The same person with a shared screen: asks as the group, has no own figures, rows or rights."""
        return Viewer(frozenset({"group"}), None, self.email)

    @property
    def coordinates(self) -> bool:
        return "coordinator" in self.roles

    @property
    def uploads(self) -> bool:
        return "lead" in self.roles

    @property
    def signature(self) -> str:
        """Who the audit trail says did something."""
        return self.email or "command line"

    def with_email(self, email: str) -> "Viewer":
        return replace(self, email=email)
