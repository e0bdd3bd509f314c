"""What a reader gets from a program in plain NumPy, with nothing but its text and what its comments say [path_of]."""

import re
from typing import Any

import numpy as np

from sgdlab.quantities import Array

SAVING = re.compile(r"^# (import numpy; .*)$", re.MULTILINE)
CALL = re.compile(r"^# (from numpy import load|path = train\(.*)$", re.MULTILINE)


def path_of(text: str, shown: dict[str, Any], also: dict[str, Any] | None = None) -> Array:
    """Return the path; shown: what the other code leaves, to which only the line that saves it is added.

    also: what the first line tells the reader to define.  The file is written to the present folder.
    """
    assert "sgdlab" not in re.sub("#.*", "", text)
    for line in SAVING.findall(text):
        exec(line, dict(shown))
    found = dict(also or {})
    with np.errstate(all="ignore"):
        exec(CALL.sub(r"\1", text), found)
    path: Array = found["path"]
    return path
