"""A Matplotlib figure that comes with a description of what it shows [Figure]."""

import base64
import html
import io
import logging
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sgdlab.checks import path_of
from sgdlab.files import written_whole
from sgdlab.quantities import Array

if TYPE_CHECKING:
    import matplotlib.figure

    from sgdlab.scene.scene import Scene

WIDTH = 8.0  # inches; shown 800 pixels wide
SHOWN = 100  # pixels per inch in a notebook
STORED = 144  # pixels per inch in a file, for high-resolution screens
INLINE = 120  # pixels per inch in the stored output of a notebook, which has the picture twice
COLORS = 64  # in the inline picture, which then takes a quarter of the bytes
FORMATS = ("png", "svg", "pdf")

# The first figure of all lets Matplotlib build its font cache, and a notebook would show that as an error.
logging.getLogger("matplotlib.font_manager").addFilter(lambda record: "font cache" not in record.getMessage())

STYLE: Any = {
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "axes.facecolor": "white",
    "axes.edgecolor": "#b6bec6",
    "axes.labelcolor": "#1f2328",
    "axes.linewidth": 0.8,
    "axes.titlelocation": "left",
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlepad": 8,
    "font.family": ["DejaVu Sans"],
    "font.size": 11,
    "text.color": "#1f2328",
    "text.parse_math": False,  # a name with two dollar signs is a name, not a formula
    "xtick.color": "#b6bec6",
    "ytick.color": "#b6bec6",
    "xtick.labelcolor": "#424a53",
    "ytick.labelcolor": "#424a53",
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
    "lines.solid_capstyle": "round",
    "lines.solid_joinstyle": "round",
    "lines.dash_capstyle": "butt",
    "legend.frameon": False,
    "legend.fontsize": 11,
    "svg.hashsalt": "sgdlab",  # the same figure gives the same bytes
    "svg.fonttype": "path",
}


class Figure:
    """A figure with its description; the last line of a notebook cell shows both.

    `figure` is the Matplotlib figure and `axes` are its panels, which you can change or add to; `description` says in
    one or two sentences, with numbers, what the figure shows; `scene` is the same picture as data, which the browser
    can draw too.  Nothing is drawn until it is shown, saved or used, and nothing stays open, because pyplot is not
    involved.  Sizes are Matplotlib's: `.figure.set_size_inches(5, 3)`, and then `.figure.savefig("loss.png", dpi=300)`.
    """

    def __init__(
        self,
        scene: "Scene",
        draw: "Callable[[matplotlib.figure.Figure, Scene], object]",
        size: tuple[float, float],
    ) -> None:
        self.scene, self.description = scene, scene.description
        self._draw, self._size = draw, size

    @cached_property
    def figure(self) -> "matplotlib.figure.Figure":
        """The Matplotlib figure."""
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure as Canvas

        with matplotlib.rc_context(STYLE):
            figure = Canvas(figsize=self._size, dpi=SHOWN, layout="constrained")
            FigureCanvasAgg(figure)
            self._draw(figure, self.scene)
        return figure

    @property
    def axes(self) -> "list[matplotlib.axes.Axes]":
        """The panels, from left to right and from top to bottom; scales of colors are not among them."""
        return [axes for axes in self.figure.axes if axes.get_label() != "<colorbar>"]

    def save(self, path: str | Path) -> None:
        """Write the figure to a file, with its description; the ending is png, svg or pdf.

        Error: any other ending.
        """
        file = path_of(path)
        kind = file.suffix.lower().lstrip(".")
        if kind not in FORMATS:
            raise ValueError(
                f"a figure is saved as {', '.join(FORMATS)}; got {file.name!r}. Try {file.stem + '.png'!r}"
            )
        picture = self._bytes(kind)
        with written_whole(file) as stored:
            stored.write(picture)

    def _bytes(self, kind: str) -> bytes:
        import matplotlib

        words = {
            "png": {"Description": self.description},
            "svg": {"Description": self.description, "Date": None},
            "pdf": {"Subject": self.description, "CreationDate": None},
        }
        file = io.BytesIO()
        with matplotlib.rc_context(STYLE):
            self.figure.savefig(file, format=kind, dpi=STORED, metadata=words[kind])
        return file.getvalue()

    def _pixels(self) -> NDArray[np.uint8]:
        """Return the inline picture as red, green, blue and alpha (height, width, 4).

        It is drawn once, because a lab is shown only then: `savefig` would lay it out before it draws it, and pack what
        `_few_colors` has to unpack.
        """
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        figure = self.figure
        shown, figure.dpi = figure.dpi, INLINE
        try:
            with matplotlib.rc_context(STYLE):
                pixels, (width, height) = FigureCanvasAgg(figure).print_to_buffer()  # type: ignore[no-untyped-call]
        finally:
            figure.dpi = shown
        return np.frombuffer(pixels, np.uint8).reshape(height, width, 4)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        png = base64.b64encode(_few_colors(self._pixels())).decode("ascii")
        tag = (
            f'<img alt="{html.escape(self.description)}" width="{self._size[0] * SHOWN:.0f}" '
            f'style="max-width: 100%; height: auto; border-radius: 4px" src="data:image/png;base64,{png}">'
        )
        return {"text/html": tag, "image/png": png, "text/plain": self.description}

    def __repr__(self) -> str:
        return self.description


def _few_colors(pixels: NDArray[np.uint8]) -> bytes:
    """Return a picture as PNG in few colors: areas keep theirs, and so do texts; edges take the nearest."""
    from PIL import Image

    packed = pixels.view(">u4")[..., 0] >> 8  # red, green and blue as one number
    colors, counts = np.unique(packed, return_counts=True)
    every = np.stack([colors >> 16, colors >> 8 & 255, colors & 255], axis=-1).astype(np.float32)
    palette, nearest = _palette(every, counts)
    rows = [nearest[np.searchsorted(colors, row)] for row in packed]  # all at once would take 8 bytes for each pixel
    image = Image.fromarray(np.stack(rows), "P")
    image.putpalette(palette.astype(int).ravel().tolist())
    file = io.BytesIO()
    image.save(file, "png")
    return file.getvalue()


def _palette(every: Array, counts: NDArray[np.intp]) -> tuple[Array, NDArray[np.uint8]]:
    """Return the colors to keep (COLORS, 3), and for every color the number of the nearest of them.

    One after the other: the color whose pixels would be most wrong without it, their number times its distance.  So a
    thin text in a color of its own comes before another shade of an edge.
    """
    kept, nearest = [int(np.argmax(counts))], np.zeros(len(every), dtype=np.uint8)
    away = np.sum((every - every[kept[0]]) ** 2, axis=-1)
    while len(kept) < COLORS and np.any(away > 0):
        kept.append(int(np.argmax(counts * away)))
        closer = np.sum((every - every[kept[-1]]) ** 2, axis=-1)
        nearest[closer < away] = len(kept) - 1
        away = np.minimum(away, closer)
    return every[kept], nearest
