"""The controls of the race: sliders and lists [controls_of], who races [Roster], points that are drawn [PointsText]."""

import re
from collections.abc import Sequence

import ipywidgets as widgets
import numpy as np

from sgdlab.labs.band import show_seeds
from sgdlab.labs.race.one_run import LONG
from sgdlab.labs.race.points import COLUMNS, LINE_ENDS, begun, lines_of
from sgdlab.labs.race.points import read as read_points
from sgdlab.labs.race.runners import KINDS, MOST, SCHEDULES, Runner, read, write
from sgdlab.labs.race.settings import USUAL, RaceSettings
from sgdlab.labs.stage.control import Control, Controls, Kept
from sgdlab.labs.stage.fields import Choice, WholeNumber
from sgdlab.labs.stage.handles import Handle
from sgdlab.labs.stage.numbers import three_digits
from sgdlab.labs.stage.shared_looks import layout, style
from sgdlab.labs.stage.sliders import GRID, LinearSlider, LogSlider, SizeSlider
from sgdlab.landscape.surface import Limits
from sgdlab.quantities import count
from sgdlab.scene import Json

BUDGETS = (1, 3, 10, 30, 100, 300, 1000)  # epochs
AT_RANDOM = [name for name in KINDS if name not in ("full batch", "random search")]


def controls_of(n: int, settings: RaceSettings, rate: float, limits: tuple[Limits, Limits]) -> Controls:
    """Return the controls of a race of n examples: rates around `rate`, and a start within the limits of the map."""
    middle = GRID * round(float(np.log10(rate)) / GRID)
    budgets = [(count(epochs, "epoch"), epochs) for epochs in BUDGETS]
    budget = Choice("budget", budgets, settings.epochs, "Passes over the data that each runner can use")
    budget.at_random = [epochs for epochs in BUDGETS if epochs <= LONG]
    return {
        "learning_rate": LogSlider(
            "learning rate",
            settings.learning_rate,
            (middle - 2, middle + 1),
            "How far a step goes against the gradient",
        ),
        "batch_size": SizeSlider("batch size", settings.batch_size, n, "How many examples SGD looks at before a step"),
        "momentum": LinearSlider(
            "momentum", settings.momentum, (0.0, 0.99, 0.02), "How much of the last step carries over"
        ),
        "seed": WholeNumber("seed", settings.seed, "Which random order the examples come in"),
        "start": Handle("start", settings.start, limits),
        "epochs": budget,
        "seeds": show_seeds(
            settings.seeds, "One run each, or also a band of many seeds behind those that draw their batches"
        ),
        "tuned": Choice(
            "learning rates",
            [("as set", False), ("tuned", True)],
            settings.tuned,
            "Tuned: each runner tries 25 rates, with its schedule, and keeps the one that gets lowest in this budget",
        ),
        "runners": Roster("runners", settings.runners, n),
    }


class Roster(Kept[str]):
    """The runners as a text, which the reader changes by buttons and lists above the picture."""

    def __init__(self, name: str, value: str, n: int) -> None:
        super().__init__(name)
        self.n = n
        self._value = self._checked(value)

    def random(self, rng: np.random.Generator) -> str:
        return write([*read(USUAL), *(_any(rng) for _ in range(rng.integers(3)))])

    def described(self) -> Json:
        sent = ("key", "name", "program", "rules", "takes", "own")
        kinds = [{name: getattr(one, name) for name in sent} for one in KINDS.values()]
        limits = {"schedules": SCHEDULES, "most": MOST, "examples": self.n}
        return {"kind": "runners", "help": "", "kinds": kinds, **limits}

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


class PointsText(Control[str]):
    """A field for a table as text: a line for each point, which clicks into the picture add and take away.

    In a state text a new line is written as a bar, |, and a bar as a backslash and a bar.
    """

    widget: widgets.Textarea

    def __init__(self, value: str, kind: str) -> None:
        super().__init__("your points")
        columns = ", ".join(COLUMNS[kind])
        self.kind = kind
        self.help = (
            f"A line for each point: {columns}. Draw into the picture of the data, type, or paste a CSV. A click on "
            "a point removes it, and so does deleting its line. Empty this field to begin with nothing."
        )
        wide = layout(width="24em", max_width="100%")
        self.widget = self.model = widgets.Textarea(
            value, rows=2, description=self.name, tooltip=self.help, style=style(widgets.Textarea), layout=wide
        )
        self.widget.observe(lambda change: self.on_change(), names=["value"])

    @property
    def value(self) -> str:
        text: str = self.widget.value
        return text

    @value.setter
    def value(self, value: str) -> None:
        read_points(value, self.kind)
        self.widget.value = value

    def click(self, where: Sequence[float], second: bool) -> None:
        """Remove the point at a place of the picture, or add one, of the first class or the second, if any."""
        points, lines = begun(self.value, self.kind), [line for _, line in lines_of(self.value)]
        hit = points.line_at(where)
        if hit is None:
            lines.append(points.written(where, second))
        else:
            del lines[hit]
        self.widget.value = "\n".join(lines)

    def described(self) -> Json:
        return {"kind": "text", "help": self.help}

    def text(self) -> str:
        return "|".join(LINE_ENDS.split(re.sub(r"[\\|]", r"\\\g<0>", self.value)))

    def parse(self, text: str) -> str:
        return re.sub(r"\\(.)|\|", lambda found: found[1] or "\n", text)
