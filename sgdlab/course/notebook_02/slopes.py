"""What several exercises of notebook 02 go down on: the gradient of a bowl [Slopes]."""

from dataclasses import dataclass

from sgdlab.course.exercises import Answer
from sgdlab.quantities import Array, Params


@dataclass(frozen=True, eq=False)
class Slopes:
    """The gradient of a bowl, with a name that can be read."""

    H: Array

    def __call__(self, w: Params) -> Answer:
        return self.H @ w

    def __repr__(self) -> str:
        return "the slopes of a bowl"
