"""The first page under its own name too: the framework has it at the address without a path and nowhere else."""

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route


async def _without_a_path(request: Request) -> RedirectResponse:
    """Relative, as the server may have a path of its own."""
    query = request.url.query
    return RedirectResponse(f"./?{query}" if query else "./")


def route(name: str) -> Route:
    """`name` is the first page's."""
    return Route(f"/{{before:path}}{name}", _without_a_path)
