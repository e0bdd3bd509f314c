"""Where the notebooks lie: the learner's own copy [FOLDER], and those of a clone [REPOSITORY]."""

from pathlib import Path

FOLDER = Path("sgdlab-notebooks")  # unless another one is named
REPOSITORY = Path("notebooks")
