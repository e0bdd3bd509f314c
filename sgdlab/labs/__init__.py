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
_HERE = os.path.dirname(__file__)
_FOLDERS = [one for one in os.listdir(_HERE) if one != "stage" and os.path.exists(os.path.join(_HERE, one, "lab.py"))]
_CLASSES = {one: _OTHERS.get(one, f"{one.title().replace('_', '')}Lab") for one in _FOLDERS}  # as CostMeterLab
__getattr__, __all__ = lazily(
    __name__, {"restoring": ["restore"], **{f"{folder}.lab": [name] for folder, name in _CLASSES.items()}}
)


def __dir__() -> list[str]:
    return __all__
