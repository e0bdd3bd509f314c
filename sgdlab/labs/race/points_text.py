"""The control of the points that a reader draws: a table as text [PointsText]."""

from collections.abc import Sequence

import ipywidgets as widgets
import numpy as np

from sgdlab.labs.race.points import COLUMNS, LINE_ENDS, begun, lines_of, read
from sgdlab.labs.stage.control import Control
from sgdlab.labs.stage.shared_looks import layout, style
from sgdlab.scene import Json


class PointsText(Control[str]):
    """A field for a table as text: a line for each point, which clicks into the picture add and take away.

    In a state text a new line is written as a bar, |.
    """

    widget: widgets.Textarea

    def __init__(self, value: str, kind: str) -> None:
        super().__init__("your points")
        columns = ", ".join(COLUMNS[kind])
        self.kind = kind
        self.help = (
            f"A line for each point: {columns}. Draw into the picture of the data, type, or paste a table. A click on "
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
        read(value, self.kind)
        self.widget.value = value

    def click(self, where: Sequence[float], second: bool) -> None:
        """Remove the point at a place of the picture, or add one, of the first class or the second, if any."""
        points = begun(self.value, self.kind)
        hit = points.line_at(where)
        if hit is not None:
            self.widget.value = "\n".join(line for k, line in enumerate(lines_of(self.value)) if k != hit)
            return
        line = points.written(where, second)
        self.widget.value = "\n".join([*filter(None, LINE_ENDS.split(self.value.strip())), line])

    def corners(self) -> list[str]:
        return [self.value]

    def random(self, rng: np.random.Generator) -> str:
        """Return the present table: what the reader has drawn isn't lost by chance."""
        return self.value

    def described(self) -> Json:
        return {"kind": "text", "help": self.help}

    def text(self) -> str:
        return "|".join(LINE_ENDS.split(self.value))

    def parse(self, text: str) -> str:
        return text.replace("|", "\n")
