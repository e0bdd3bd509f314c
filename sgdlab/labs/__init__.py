"""Live pictures for Jupyter: each is a pure function of its settings, with a view of the result.

Each lab has a folder, in which `compute.py` has its numbers, `picture.py` what is shown of them, and `lab.py` its
controls, its code and what a page needs; where one of these is long, it has a file of its own. `stage` holds what all
labs share. The class in `lab.py` is named like the folder: `RaceLab` is in `race`.

Each lab has its settings as one line of text, `lab.state`, from which `restore` makes the same lab; those that show
runs say them as Python, `lab.code`.
"""

from sgdlab.lazy import homes, lazily

__getattr__, __all__ = lazily(__name__, homes(__file__))


def __dir__() -> list[str]:
    return __all__
