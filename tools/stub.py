"""Write down the public names of all rooms, for the package and for editors [STUBS]: `python -m tools.stub`."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

import sgdlab

HOMES = (
    *("autodiff", "autodiff.drawing", "batches", "bill", "compiler", "data", "figures", "gradient_free", "gradients"),
    *("labs", "landscape", "noise", "optimizers", "problems", "run", "sweep", "training", "training.stopping"),
)
_OTHERS = {"sentence": "SentenceBuilder"}
_LABS = Path(sgdlab.__file__).parent / "labs"


def labs() -> dict[str, Sequence[str]]:
    """Return the class of each lab by its module: that of `cost_meter` is CostMeterLab."""
    folders = sorted(one.parent.name for one in _LABS.glob("*/lab.py") if one.parent.name != "stage")
    named = {f"{one}.lab": [_OTHERS.get(one, f"{one.title().replace('_', '')}Lab")] for one in folders}
    return {**named, "restoring": ["restore"]}


def stub(homes: Mapping[str, Sequence[str]], modules: Sequence[str] = (), *more: str) -> str:
    """Return the lines that import what a package loads when it is first used, given the names of each module."""
    lines = ['"""The public names, for editors and type checkers; written by `python -m tools.stub`."""', ""]
    lines += [f"from . import {home} as {home}" for home in modules]
    lines += [f"from .{home} import {name} as {name}" for home in sorted(homes) for name in sorted(homes[home])]
    return "\n".join([*lines, "", *more, "__all__: list[str]", ""])


def public() -> dict[str, Sequence[str]]:
    """Return the names in `__all__` of each room; those of the labs, which are loaded late, by their folders."""
    named = {home: import_module(f"sgdlab.{home}").__all__ for home in HOMES if home != "labs"}
    return {**named, "labs": [name for names in labs().values() for name in names]}


STUBS = {
    Path(sgdlab.__file__).with_suffix(".pyi"): stub(
        public(), [home for home in HOMES if home.isidentifier()], "__version__: str"
    ),
    (_LABS / "__init__.pyi"): stub(labs()),
}

if __name__ == "__main__":
    for file, text in STUBS.items():
        file.write_text(text, encoding="utf-8")
