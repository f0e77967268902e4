"""What a request says of its browser: under which name it has come, and with which cookies."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import Scope

from views.access import groups


@dataclass(frozen=True)
class Browser:
    """`host` is the name without a port, in lower case. It may be forged: the guard refuses what is none of ours."""

    host: str
    cookies: Mapping[str, str]

    @classmethod
    def of(cls, scope: Scope) -> "Browser":
        return cls(groups.name_in(Headers(scope=scope).get("host", "")), HTTPConnection(scope).cookies)
