"""The page of a lab on the site, if the package says where the site is [page_of]."""

from functools import cache
from importlib.metadata import PackageNotFoundError, metadata

LABEL = "Labs"  # of the address in [project.urls] of pyproject.toml; without it there are no links from a notebook


def page_of(name: str) -> str | None:
    """Return the address of the page that shows the lab of this name; None if no site is configured.

    >>> page_of("race") is None or page_of("race").endswith("/lab_race.html")
    True
    """
    address = _site()
    return None if address is None else f"{address.rstrip('/')}/lab_{name}.html"


@cache
def _site() -> str | None:
    """The address of the site in the metadata of the package."""
    try:
        addresses = metadata("sgdlab").get_all("Project-URL") or []
    except PackageNotFoundError:  # it runs from its folder
        return None
    return dict(one.split(", ", 1) for one in addresses).get(LABEL)
