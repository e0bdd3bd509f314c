"""Load the names of a package when they are first used [lazily]."""

import sys
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any


def lazily(package: str, homes: Mapping[str, Sequence[str]]) -> tuple[Callable[[str], Any], list[str]]:
    """Return the `__getattr__` of a package and the list of its names, given which names each module holds.

    >>> load, names = lazily("sgdlab", {"run": ["Bill", "Run"]})
    >>> names, load("Run").__module__, load("run").__name__
    (['Bill', 'Run'], 'sgdlab.run', 'sgdlab.run')
    """
    home = {name: module for module, names in homes.items() for name in names}

    def load(name: str) -> Any:
        if name in homes and name not in home:
            return import_module(f"{package}.{name}")
        if name.startswith("__"):  # Python and its tools ask for those by the thousand
            raise AttributeError(f"{package} has no {name!r}")
        if name not in home:
            near = get_close_matches(name.lower(), lower := {one.lower(): one for one in home}, n=1)
            instead = f". Did you mean {lower[near[0]]}?" if near else f"; it has {', '.join(sorted(home))}"
            raise AttributeError(f"{package} has no {name!r}{instead}")
        from sgdlab.calls import explained  # only now, because it takes as long as all that is loaded before

        value = explained(getattr(import_module(f"{package}.{home[name]}"), name), package)
        setattr(sys.modules[package], name, value)
        return value

    return load, sorted(home)
