"""Live pictures for Jupyter: each is a pure function of its settings, with a view of the result.

Each lab has a folder, in which `compute.py` has its numbers, `picture.py` what is shown of them, and `lab.py` its
controls, its code and what a page needs; where one of these is long, it has a file of its own. `stage` holds what all
labs share. The class in `lab.py` is named like the folder: `RaceLab` is in `race`.

Each lab has its settings as one line of text, `lab.state`, from which `restore` makes the same lab; those that show
runs say them as Python, `lab.code`.
"""

import os  # the lightest of those that list a folder

from sgdlab.lazy import lazily

_OTHERS = {"sentence": "SentenceBuilder"}


def _class_of(folder: str) -> str:
    """Return the name of the lab in a folder: "CostMeterLab" in "cost_meter"."""
    return _OTHERS.get(folder, f"{folder.title().replace('_', '')}Lab")


_HERE = os.path.dirname(__file__)
_FOLDERS = [one for one in os.listdir(_HERE) if one != "stage" and os.path.exists(os.path.join(_HERE, one, "lab.py"))]
__getattr__, __all__ = lazily(
    __name__, {"restoring": ["restore"], **{f"{folder}.lab": [_class_of(folder)] for folder in _FOLDERS}}
)


def __dir__() -> list[str]:
    return __all__
