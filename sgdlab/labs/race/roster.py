"""The control for who races, which stands above the picture [Roster]."""

import numpy as np

from sgdlab.labs.race.runners import KINDS, MOST, SCHEDULES, Runner, read, write
from sgdlab.labs.race.settings import USUAL
from sgdlab.labs.stage.control import Kept, three_digits
from sgdlab.scene import Json

AT_RANDOM = [name for name in KINDS if name not in ("full batch", "random search")]


class Roster(Kept[str]):
    """The runners as a text, which the reader changes by buttons and lists above the picture.

    >>> Roster("runners", "sgd batch_size=1 ; full batch", 123).value
    'SGD batch_size=1; full batch'
    """

    def __init__(self, name: str, value: str, n: int) -> None:
        super().__init__(name)
        self.n = n
        self._value = self._checked(value)

    def corners(self) -> list[str]:
        six = ["full batch", "SGD", "momentum", "Nesterov", "AdaGrad", "Adam batch_size=full schedule=cosine"]
        return [USUAL, "RMSProp batch_size=1", "; ".join(six)]

    def random(self, rng: np.random.Generator) -> str:
        return write([*read(USUAL), *(_any(rng) for _ in range(rng.integers(3)))])

    def described(self) -> Json:
        kinds = [{"key": one.key, "name": one.name, "takes": one.takes, "own": one.own} for one in KINDS.values()]
        limits = {"schedules": SCHEDULES, "most": MOST, "examples": self.n}
        return {"kind": "runners", "help": "", "kinds": kinds, **limits}

    def text(self) -> str:
        return self._value

    def parse(self, text: str) -> str:
        return write(read(text, self.n))

    def _checked(self, value: str) -> str:
        return self.parse(value)


def _any(rng: np.random.Generator) -> Runner:
    """A runner with a learning rate of its own, or it could be the twin of another one; perhaps with more."""
    kind = KINDS[AT_RANDOM[rng.integers(len(AT_RANDOM))]]
    others = {"schedule": SCHEDULES[rng.integers(len(SCHEDULES))], "replace": bool(rng.integers(2))}
    some = {name: v for name, v in others.items() if name in kind.takes and rng.integers(2)}
    return Runner(kind, 1, {"learning_rate": three_digits(10 ** rng.uniform(-3, 0)), **some})
