"""Write the public names where editors and type checkers look for them [stub]: `python -m tools.stub`."""

import inspect
from pathlib import Path

import sgdlab

FILE = Path(sgdlab.__file__).with_suffix(".pyi")


def stub() -> str:
    """Return the lines of `sgdlab/__init__.pyi`: they import what `sgdlab` loads when it is first used."""
    lines = ['"""The public names, for editors and type checkers; written by `python -m tools.stub`."""', ""]
    homes = {name: home for home, names in sgdlab._HOME.items() for name in names}
    homes |= {name: inspect.unwrap(getattr(sgdlab, name)).__module__[7:] for name in sgdlab._HOME["labs"]}
    lines += [f"from . import {home} as {home}" for home in sorted(sgdlab._HOME) if home.isidentifier()]
    lines += [f"from .{home} import {name} as {name}" for home, name in sorted((homes[n], n) for n in homes)]
    return "\n".join([*lines, "", "__version__: str", "__all__: list[str]", ""])


if __name__ == "__main__":
    FILE.write_text(stub(), encoding="utf-8")
