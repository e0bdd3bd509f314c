"""What a learner has passed and answered, in one small file beside the notebooks: theirs to keep or to delete.

- the exercises of a notebook                               [exercises_of]
- how far you are, shown at the top of each notebook        [progress, Progress]
- write down that an exercise is passed                     [record]
- the answers to the first quiz, for the second one         [record_quiz, quiz_before]
- predictions, and whether they were right                  [record_prediction, predictions_in]
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from IPython import get_ipython

from sgdlab.course.curriculum.files import notebooks, source
from sgdlab.course.curriculum.missing_names import explain_missing_names
from sgdlab.course.telling.outcomes import HOLDS, card
from sgdlab.files import alone, written_whole

FILE = "sgdlab_progress.json"


class Named(Protocol):
    """An exercise, of whatever kind."""

    name: str


def exercises_of(notebook: str) -> dict[str, Named]:
    """Return the exercises of a notebook, by its two digits, in the order in which it checks them.

    >>> list(exercises_of("00"))
    ['whose_job', 'training_step']
    """
    names = re.findall(r"^exercises\.(\w+)\.check\(", source(_path(notebook)), re.MULTILINE)
    module = import_module(f"sgdlab.course.notebook_{notebook}")
    return {name: vars(module)[name] for name in names}


@dataclass(frozen=True)
class Progress:
    """How far a learner is in one notebook.

    >>> Progress("00", ("whose_job",), ("whose_job", "training_step"))
    Notebook 00: 1 of 2 exercises passed. Still open: training_step.
    """

    notebook: str
    passed: tuple[str, ...]
    exercises: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """How many are passed, and which are open."""
        there = [name for name in self.exercises if name in self.passed]
        still = [name for name in self.exercises if name not in self.passed]
        said = f"{len(there) or 'none'} of {len(self.exercises)} exercises passed."
        return said if not still else f"{said} Still open: {', '.join(still)}."

    def __repr__(self) -> str:
        return f"Notebook {self.notebook}: {self.sentence}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        html = card(f"Notebook {self.notebook}:", escape(self.sentence), HOLDS)
        return {"text/plain": repr(self), "text/html": html}


def progress(notebook: str, folder: str | Path = ".") -> Progress:
    """Return how far you are in a notebook, by its two digits.

    The first call in a kernel is the notebook's own: from then on a NameError says under which heading of that
    notebook the missing name is made.  Errors: ValueError where there is no such notebook, or where the file of your
    progress cannot be read.

    >>> progress("00", folder="an empty folder")
    Notebook 00: none of 2 exercises passed. Still open: whose_job, training_step.
    """
    shell = get_ipython()
    if shell is not None:
        explain_missing_names(shell, _path(notebook))
    passed = [name.partition("/") for name in passed_in(folder)]
    here = tuple(name for where, _, name in passed if where == notebook)
    return Progress(notebook, here, tuple(exercises_of(notebook)))


def _path(notebook: str) -> Path:
    path = next((path for path in notebooks() if path.name[:2] == notebook), None)
    if path is None:
        have = ", ".join(path.name[:2] for path in notebooks())
        raise ValueError(f"there is no notebook {notebook!r}; there are {have}")
    return path


def passed_in(folder: str | Path) -> tuple[str, ...]:
    """Return the names of the exercises passed in a folder."""
    return tuple(_kept(folder)["passed"])


def record(exercise: Named, folder: str | Path = ".") -> None:
    """Write down that an exercise is passed, in Jupyter or IPython; a script writes nothing."""
    name = _full_name(exercise)
    if name is not None and get_ipython() is not None:
        with _changed(folder) as kept:
            kept["passed"] = list(dict.fromkeys([*kept["passed"], name]))


def quiz_before(folder: str | Path = ".") -> dict[str, str]:
    """Return the answers that were given to the first quiz in a folder, by the texts of the questions."""
    return {str(text): str(answer) for text, answer in _kept(folder).get("quiz", {}).items()}


def record_quiz(answers: Mapping[str, str], folder: str | Path = ".") -> None:
    """Write down the answers to the first quiz, in Jupyter or IPython; a script writes nothing."""
    if get_ipython() is not None:
        with _changed(folder) as kept:
            kept["quiz"] = dict(answers)


def predictions_in(folder: str | Path = ".") -> dict[str, dict[str, Any]]:
    """Return what was predicted in a folder: {"07.2": {"said": 32.0, "right": True}}, right once it came out."""
    return dict(_kept(folder).get("predictions", {}))


def record_prediction(key: str, folder: str | Path = ".", **known: object) -> None:
    """Write down what was said, or whether it was right, in Jupyter or IPython; a script writes nothing."""
    if get_ipython() is not None:
        with _changed(folder) as kept:
            kept.setdefault("predictions", {}).setdefault(key, {}).update(known)


def _kept(folder: str | Path) -> dict[str, Any]:
    """Return all that is in the file of a folder; without a file, nothing is passed."""
    path = Path(folder) / FILE
    if not path.exists():
        return {"passed": []}
    try:
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8-sig"))
        kept.get("quiz", {}).items()
        right = {one.get("right") for one in kept.get("predictions", {}).values()}
        if type(kept["passed"]) is not list or {*map(type, kept["passed"])} - {str} or right - {None, True, False}:
            raise ValueError
        return kept
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}. Make it a file that you may read") from error
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ValueError(f"{path} is damaged: repair it in an editor, or delete it to start again") from None


@contextmanager
def _changed(folder: str | Path) -> Iterator[dict[str, Any]]:
    """Give what is in the file, and write it back changed; the kernels of other notebooks wait for that."""
    path = Path(folder) / FILE
    with alone(path):
        kept = _kept(folder)
        yield kept
        with written_whole(path) as file:
            file.write(f"{json.dumps(kept, indent=1)}\n".encode())


def _full_name(exercise: Named) -> str | None:
    """Return the name of an exercise with its notebook, "00/whose_job"; None for an exercise of your own."""
    name = exercise.name
    for path, module in list(sys.modules.items()):
        if re.fullmatch(r"sgdlab\.course\.notebook_\d\d", path) and vars(module).get(name) is exercise:
            return f"{path[-2:]}/{name}"
    return None
