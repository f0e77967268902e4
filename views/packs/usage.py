"""What each pack may be used for: who may see it, its edition, and whether it is published."""

from dataclasses import dataclass

from views.wording import MORE_IS_NOT_WORSE

PUBLIC = "public"
_ACT = "Social Tenant Access to Information Requirements"
_WITHHELD = (
    f"{_ACT}: withheld. Members share these figures in confidence under the group’s agreement, and small numbers can "
    "help somebody to recognise a person. The bulletin holds what can be published."
)


@dataclass(frozen=True)
class Usage:
    """who: who may see the pack. status: its publication status, with the reason."""

    who: str
    status: str
    edition: str

    @property
    def lines(self) -> list[str]:
        return [self.who, MORE_IS_NOT_WORSE, self.edition, self.status]

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def usage(*, is_public: bool, own_name: str, edition: str, agreed_exact: bool = False) -> Usage:
    """own_name: the member whose exact figures the pack holds; empty where it holds nobody's.

    agreed_exact: the group has agreed that members see each other's exact figures.
    """
    others = "exact, by the group’s written agreement" if agreed_exact else "to the nearest five"
    if is_public:
        who = "Anybody may see this: it names no organisation, and every count is to the nearest five."
        return Usage(who, f"{_ACT}: publishable.", edition)
    if own_name:
        who = f"For {own_name} only: its own figures are exact. Other members’ and the group’s are {others}."
        return Usage(who, _WITHHELD, edition)
    return Usage(f"For the members of the group only. Every count is {others}.", _WITHHELD, edition)
