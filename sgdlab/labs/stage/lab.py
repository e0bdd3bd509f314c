"""What every lab is: controls and a view over a pure function of the settings [Lab]."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from sgdlab.labs.stage.view import View


class Lab(widgets.VBox):  # type: ignore[misc]
    """Controls above a picture; a lab defines `settings`, `result`, `frame` and `figure`.

    `lab.result` is what the picture shows.  An error in the computation is shown as a sentence over the last good
    picture, and the controls stay alive.  Where no kernel is, the stored output shows the same state as a described
    picture.
    """

    def settings(self) -> Any:
        """Return what the controls say."""
        raise NotImplementedError

    def compute(self, settings: Any) -> Any:
        """Return the result for the settings: no widget, no display."""
        raise NotImplementedError

    def frame(self, result: Any) -> Mapping[str, Any]:
        """Return what the view draws of a result."""
        raise NotImplementedError

    def figure(self) -> Any:
        """Return the described figure of the present result."""
        raise NotImplementedError

    def show(self, spec: Mapping[str, Any], controls: Sequence[Any]) -> None:
        """Compute the first result and put controls and view on the page."""
        self.result = self.compute(self.settings())
        self.view = View(spec, self.frame(self.result), on_start=self.move_start)
        rows = widgets.Box(
            list(controls), layout=widgets.Layout(flex_flow="row wrap", grid_gap="2px 24px", overflow="visible")
        )
        super().__init__([rows, self.view], layout=widgets.Layout(overflow="visible"))

    def move_start(self, start: tuple[float, float]) -> None:
        """Take the start point that was dragged or moved by keyboard."""
        raise NotImplementedError(f"{type(self).__name__} has no start point")

    def refresh(self) -> None:
        """Compute and show what the controls say now."""
        try:
            result = self.compute(self.settings())
            frame = self.frame(result)
        except Exception as error:
            self.view.fail(str(error) or type(error).__name__)
            raise
        self.result = result
        self.view.frame = dict(frame)

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        live = super()._repr_mimebundle_(**options)
        stored = self.figure()._repr_mimebundle_()
        return {**live, **stored}

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self.result.description}"
