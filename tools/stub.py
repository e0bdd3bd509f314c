"""Write the public names where editors and type checkers look for them [STUBS]: `python -m tools.stub`."""

import inspect
from collections.abc import Mapping
from pathlib import Path

import sgdlab
from sgdlab import labs


def stub(homes: Mapping[str, str], modules: list[str], *more: str) -> str:
    """Return the lines that import what a package loads when it is first used, {name: module}, and some modules."""
    lines = ['"""The public names, for editors and type checkers; written by `python -m tools.stub`."""', ""]
    lines += [f"from . import {home} as {home}" for home in modules]
    lines += [f"from .{home} import {name} as {name}" for home, name in sorted((homes[n], n) for n in homes)]
    return "\n".join([*lines, "", *more, "__all__: list[str]", ""])


_HOMES = {name: home for home, names in sgdlab._HOME.items() for name in names}
_MODULES = [home for home in sorted(sgdlab._HOME) if home.isidentifier()]
_LABS = {name: inspect.unwrap(getattr(labs, name)).__module__.removeprefix("sgdlab.labs.") for name in labs.__all__}
STUBS = {
    Path(sgdlab.__file__).with_suffix(".pyi"): stub(_HOMES, _MODULES, "__version__: str"),
    Path(labs.__file__).with_suffix(".pyi"): stub(_LABS, []),
}

if __name__ == "__main__":
    for file, text in STUBS.items():
        file.write_text(text, encoding="utf-8")
